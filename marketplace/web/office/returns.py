"""Pieces that a buyer brings back: which, in what state, who bears it."""

from dataclasses import dataclass
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import to_ascii_digits
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.returns import crediting, returning
from marketplace.orders.returns.returning import Asked, Returnable, Wanted
from marketplace.web import formatters
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, NumberField
from marketplace.web.forms.whole import whole
from marketplace.web.identity import me
from marketplace.web.money import pay_words
from marketplace.web.office import bp
from marketplace.web.orders import page as order_page


class PiecesForm(Form):
    """How many of one line came back."""

    stock = NumberField(_l("For sale again"), at_most=999, required=False)
    damaged = NumberField(_l("Damaged, written off"), at_most=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.flags.required = None  # nothing means none of them; the label need not say so


class ReturnForm(Form):
    """Why, who bears it, and what else is given back."""

    reason = CleanStringField(_l("Why do they come back?"), limit=200)
    liable = wtforms.RadioField(_l("Who bears it?"), default="office")
    late_reason = CleanStringField(
        _l("Why the office takes them after the time"), limit=200, required=False
    )
    postage = wtforms.BooleanField(_l("The postage goes back too"))
    seen = NumberField(_l("Seen"), at_most=9999, required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.liable.choices = [
            (key, _(word)) for key, word in pay_words.LIABLE.items()
            if key != "post" or order.delivery == "post"
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can come back, with its form."""

    line: Any
    left: int
    since: Any
    until: Any
    late: bool
    price: Money
    form: PiecesForm


@bp.get("/orders/<code>/returns")
@may(CLERK, MODERATOR, TREASURER)
def order_returns(code: str) -> ResponseReturnValue:
    """The lines that the buyer has."""
    found = find.by_code(code)
    form = ReturnForm(order=found, data={"seen": crediting.count(found)})
    return _page(found, form, _rows(found))


@bp.post("/orders/<code>/returns")
@may(CLERK, MODERATOR, TREASURER)
def take_back(code: str) -> ResponseReturnValue:
    """Take them back; sent twice, it is one return."""
    found = find.by_code(code)
    form, rows = ReturnForm(request.form, order=found), _rows(found, request.form)
    valid = [form.validate(), *(row.form.validate() for row in rows)]
    if not all(valid):
        return _page(found, form, rows), 422
    asked = Asked(
        _typed(request.form), form.reason.data,
        form.liable.data, form.seen.data or 0, me().id, form.late_reason.data or "",
        form.postage.data,
    )  # fmt: skip
    try:
        note = returning.take_back(found, asked)
    except DomainError as error:
        return _refused(found, form, rows, error)
    number, amount = (
        formatters.told_number(crediting.number(note)),
        Money(note.amount, note.currency),
    )
    flash(
        _("Taken back, credit note %(number)s. %(amount)s is owed to the buyer, who is told.",
          number=number, amount=formatters.money(amount)),
        "done",
    )  # fmt: skip
    return redirect(url_for("office.order", code=found.code), 303)


def _refused(
    found: Order, form: ReturnForm, rows: list[Row], error: DomainError
) -> ResponseReturnValue:
    if error.field == "pieces" and rows:
        rows[0].form.add_error("stock", error)
    else:
        form.add_error(error.field if error.field in form._fields else "reason", error)
    return _page(found, form, rows), error.status


def _typed(typed: Any) -> list[Wanted]:
    """What was typed, also of lines that are with the buyer no longer: the form was sent twice."""
    found = []
    for name, text in typed.items():
        line, _dash, kind = name.partition("-")
        key, many = whole(line), whole(to_ascii_digits(text).strip())
        if kind and key is not None and many:
            found.append((key, many, kind == "damaged"))
    return found


def _rows(order: Order, typed: Any = None) -> list[Row]:
    return [_row(one, typed) for one in returning.returnable(order)]


def _row(one: Returnable, typed: Any) -> Row:
    line = one.line
    price = Money(line.unit_price, line.currency)
    form = PiecesForm(typed, prefix=str(line.id))
    return Row(line, one.left, one.since, one.until, one.late, price, form)


def _page(found: Order, form: ReturnForm, rows: list[Row]) -> str:
    faulty = next((one for one in (*(row.form for row in rows), form) if one.errors), None)
    return render_template(
        "office/orders/returns.html",
        page=order_page.page(found),
        rows=rows,
        form=form,
        late=any(row.late for row in rows),
        postage=Money(returning.postage_left(found), found.currency),
        paid=found.paid_at is not None,
        faulty=faulty,
        has_errors=faulty is not None,
    )
