"""The numbers on the tags of pieces that are there several times, line by line of an order."""

from collections.abc import Mapping

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import localise_digits
from marketplace.orders import numbers
from marketplace.orders.lists import find
from marketplace.orders.models import Order, OrderLine
from marketplace.web import formatters
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.forms.fields import Form
from marketplace.web.orders import page as order_page


@bp.get("/orders/<code>/numbers")
@may(CLERK)
def tag_numbers(code: str) -> ResponseReturnValue:
    """A field for each line of which there are several alike."""
    order = find.by_code(code)
    lines = numbers.lines_of(order)
    typed = {
        _key(line): ", ".join(localise_digits(str(one), formatters.locale()) for one in found)
        for line, found in zip(lines, numbers.of(lines).values(), strict=True)
    }
    return _page(order, _form(lines, data=typed))


@bp.post("/orders/<code>/numbers")
@may(CLERK)
def write_tag_numbers(code: str) -> ResponseReturnValue:
    """Keep all of them, or none."""
    order = find.by_code(code)
    lines = numbers.lines_of(order)
    form = _form(lines)
    for line in lines:
        try:
            numbers.write(line, numbers.read(form[_key(line)].data or ""))
        except DomainError as error:
            form.add_error(_key(line), error)
    if form.errors:
        session.rollback()
        return _page(find.by_code(code), form), 422
    flash(_("The numbers are written down."), "done")
    return redirect(url_for("desk.order", code=order.code), 303)


def _form(lines: list[OrderLine], data: Mapping[str, str] | None = None) -> Form:
    fields = {_key(line): wtforms.StringField(_label(line)) for line in lines}
    form: type[Form] = type("NumbersForm", (Form,), fields)
    return form(data=data) if data is not None else form(request.form)


def _key(line: OrderLine) -> str:
    return f"line-{line.id}"


def _label(line: OrderLine) -> str:
    title = formatters.local(line, "title")
    return f"{title} ({order_page.pieces(line.quantity - line.returned)})"


def _page(order: Order, form: Form) -> str:
    return render_template(
        "desk/order/numbers.html",
        order=order,
        number=show_code(order.code),
        form=form,
        has_errors=bool(form.errors),
    )
