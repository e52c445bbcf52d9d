"""One order at the desk: first the money, then the pieces."""

from collections.abc import Mapping
from types import MappingProxyType

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.orders import cashier, find, fulfilments
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.payments import receipts
from marketplace.web import formatters, order_page
from marketplace.web.access import CLERK, may
from marketplace.web.attempts import attempt
from marketplace.web.desk import bp
from marketplace.web.fields import Form, MoneyField
from marketplace.web.identity import me
from marketplace.web.order_page import Part


class CashForm(Form):
    """What the buyer put on the table."""

    received = MoneyField(_l("I received"))


class HandOverForm(Form):
    """The clerk's tick beside each piece that she gives away."""

    lines = wtforms.SelectMultipleField(_l("In the buyer’s hands now"), validate_choice=False)

    @property
    def chosen(self) -> list[int]:
        """The ids of the ticked lines."""
        return [int(key) for key in self.lines.data or () if key.isascii() and key.isdigit()]


@bp.get("/orders/<code>")
@may(CLERK)
def order(code: str) -> ResponseReturnValue:
    """The order with the cash panel."""
    return _page(find.by_code(code))


@bp.post("/orders/<code>/payment")
@may(CLERK)
def payment(code: str) -> ResponseReturnValue:
    """Record the whole amount in cash and give the receipt its number."""
    found, form = find.by_code(code), CashForm(request.form)
    if not form.validate():
        return _page(found, form), 422
    try:
        taken = cashier.take(found, form.received.data.amount, me().id)
    except DomainError as error:
        form.add_error("received", error)
        return _page(found, form), 422
    number = formatters.digits(receipts.number(taken))
    flash(_("The money is recorded, receipt %(number)s.", number=number), "done")
    return redirect(url_for("desk.order", code=found.code), 303)


@bp.post("/fulfilments/<public_id>/arrival")
@may(CLERK)
def arrival(public_id: str) -> ResponseReturnValue:
    """The pieces are here."""
    found = find.fulfilment(public_id)
    code = _order_of(found).code
    attempt(lambda: fulfilments.arrive(found), _("The pieces are recorded at the office."))
    return redirect(url_for("desk.order", code=code), 303)


@bp.post("/fulfilments/<public_id>/hand-over")
@may(CLERK)
def hand_over(public_id: str) -> ResponseReturnValue:
    """The pieces leave with the buyer; never before the money is recorded."""
    found, form = find.fulfilment(public_id), HandOverForm(request.form, prefix=public_id)
    order = _order_of(found)
    if not form.chosen:
        form.add_error("lines", DomainError(fulfilments.NONE_TICKED))
        return _page(order, hand_over={public_id: form}), 422
    given = _("Recorded: the buyer has the pieces.")
    attempt(lambda: fulfilments.hand_over(found, form.chosen), given)
    return redirect(url_for("desk.order", code=order.code), 303)


def _order_of(fulfilment: Fulfilment) -> Order:
    return session.get_one(VendorOrder, fulfilment.vendor_order_id).order


def _page(
    found: Order,
    cash: CashForm | None = None,
    hand_over: Mapping[str, HandOverForm] = MappingProxyType({}),
) -> str:
    """`hand_over`: a faulty form under its fulfilment's public id."""
    shown = order_page.page(found)
    faulty = cash or next(iter(hand_over.values()), None)
    return render_template(
        "desk/order/page.html",
        page=shown,
        form=cash or CashForm(),
        forms={one.key: _ticks(one, hand_over.get(one.key)) for one in shown.here},
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _ticks(part: Part, faulty: HandOverForm | None) -> HandOverForm:
    form = faulty or HandOverForm(prefix=part.key)
    form.lines.choices = [
        (str(line.id), line.title) for line in part.lines if line.place == "at_office"
    ]
    return form
