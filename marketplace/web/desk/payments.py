"""Taking money for one order: cash or the bank card reader, all of it or in parts."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying import cashier
from marketplace.payments import receipts
from marketplace.payments.models import Payment
from marketplace.web import formatters
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp, orders
from marketplace.web.desk.money_forms import CashForm, ReaderForm, TakingForm
from marketplace.web.identity import me


@bp.post("/orders/<code>/payment")
@may(CLERK)
def payment(code: str) -> ResponseReturnValue:
    """Record cash, the whole or a part, and give the receipt its number."""
    found = find.by_code(code)
    form = CashForm(request.form, currency=found.currency)
    return _taken(
        found, form, "received",
        lambda: cashier.take(found, form.received.data.amount, me().id, **form.asked()),
    )  # fmt: skip


@bp.post("/orders/<code>/reader-payment")
@may(CLERK)
def reader_payment(code: str) -> ResponseReturnValue:
    """Record what the bank card reader took."""
    found = find.by_code(code)
    form = ReaderForm(request.form, currency=found.currency)
    return _taken(
        found, form, "amount",
        lambda: cashier.take_by_reader(
            found, form.amount.data.amount, form.slip, me().id, **form.asked()
        ),
    )  # fmt: skip


def _taken(
    order: Order, form: TakingForm, beside: str, take: Callable[[], Payment]
) -> ResponseReturnValue:
    """Take it and say the receipt's number; refused, the page with everything typed."""
    if not form.validate():
        return orders.page(order, form), 422
    try:
        taken = take()
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else beside, error)
        return orders.page(order, form), 422
    said(taken)
    return redirect(url_for("desk.order", code=order.code), 303)


def said(taken: Payment) -> None:
    """Say the number, and the change to give."""
    number = formatters.told_number(receipts.number(taken))
    flash(_("The money is recorded, receipt %(number)s.", number=number), "done")
