"""The office changes an order: how many of a line, or pieces taken off it."""

from collections.abc import Mapping
from typing import Any

import wtforms
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.orders import cancelling, correcting
from marketplace.orders.lists import find
from marketplace.orders.models import Order, OrderLine
from marketplace.web import formatters
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form, NumberField
from marketplace.web.forms.whole import ids
from marketplace.web.money import pay_words
from marketplace.web.office import bp
from marketplace.web.orders import page as order_page


class QuantityForm(Form):
    """So many of one line, and why."""

    quantity = NumberField(_l("How many"), at_least=1, at_most=999)
    reason = CleanStringField(_l("Why"), limit=200)


class TakeOffForm(Form):
    """Which lines, why, and who bears what is given back."""

    lines = wtforms.SelectMultipleField(_l("Take off the order"), validate_choice=False)
    liable = wtforms.RadioField(_l("Who bears it?"), default="office")
    reason = CleanStringField(_l("Why"), limit=200)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines.choices = [
            (str(line.id), formatters.local(line, "title")) for line in open_lines(order)
        ]
        self.liable.choices = [(key, _(pay_words.LIABLE[key])) for key in ("office", "vendor")]

    @property
    def chosen(self) -> list[int]:
        """The ids of the ticked lines."""
        return ids(self.lines.data)


def open_lines(order: Order) -> list[OrderLine]:
    """The lines that can still be changed."""
    keys = cancelling.cancellable(order)
    return [line for part in order.vendor_orders for line in part.kept if line.id in keys]


@bp.get("/orders/<code>/change")
@may(CLERK, MODERATOR, TREASURER)
def order_change(code: str) -> ResponseReturnValue:
    """What can be changed of an order."""
    return _page(find.by_code(code))


@bp.post("/orders/<code>/lines/<int:line_id>")
@may(CLERK, MODERATOR, TREASURER)
def order_quantity(code: str, line_id: int) -> ResponseReturnValue:
    """So many of this line from now on."""
    found = find.by_code(code)
    line = next((one for one in open_lines(found) if one.id == line_id), None)
    if line is None:
        raise NotFound
    form = QuantityForm(request.form, prefix=str(line_id))
    if not form.validate():
        return _page(found, quantities={line_id: form}), 422
    try:
        correcting.set_quantity(line, form.quantity.data, form.reason.data)
    except DomainError as error:
        form.add_error("quantity", error)
        return _page(found, quantities={line_id: form}), error.status
    return redirect(url_for("office.order", code=found.code), 303)


@bp.post("/orders/<code>/cancellation")
@may(CLERK, MODERATOR, TREASURER)
def order_cancellation(code: str) -> ResponseReturnValue:
    """Take the ticked lines off; what was paid for them is owed back."""
    found = find.by_code(code)
    form = TakeOffForm(request.form, order=found)
    if not form.validate():
        return _page(found, take_off=form), 422
    if not form.chosen:
        form.add_error("lines", _("Choose at least one piece."))
        return _page(found, take_off=form), 422
    attempt(
        lambda: cancelling.by_staff(found, form.chosen, form.reason.data, form.liable.data),
        _("Taken off. Buyer and makers are told."),
    )
    return redirect(url_for("office.order", code=code), 303)


def _page(
    found: Order, quantities: Mapping[int, QuantityForm] | None = None,
    take_off: TakeOffForm | None = None,
) -> str:  # fmt: skip
    """`quantities`: a faulty form under its line's id."""
    faulty = take_off or next(iter((quantities or {}).values()), None)
    return render_template(
        "office/orders/change.html",
        page=order_page.page(found),
        rows=[(line, _quantity(line, quantities or {})) for line in open_lines(found)],
        take_off=take_off or TakeOffForm(order=found),
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _quantity(line: OrderLine, faulty: Mapping[int, QuantityForm]) -> QuantityForm:
    blank = QuantityForm(prefix=str(line.id), data={"quantity": line.quantity})
    return faulty.get(line.id) or blank
