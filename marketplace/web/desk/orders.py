"""One order at the desk: first the money, then the pieces."""

from collections.abc import Mapping
from types import MappingProxyType

import wtforms
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.orders import fulfilments, numbers
from marketplace.orders.lists import find
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.returns import returning
from marketplace.web.access import CLERK, may
from marketplace.web.attempts import attempt
from marketplace.web.desk import bp
from marketplace.web.desk.money_forms import CashForm, ReaderForm, TakingForm
from marketplace.web.forms.fields import Form
from marketplace.web.forms.whole import ids
from marketplace.web.orders import page as order_page
from marketplace.web.orders.page import Part


class HandOverForm(Form):
    """The clerk's tick beside each piece that she gives away."""

    lines = wtforms.SelectMultipleField(_l("In the buyer’s hands now"), validate_choice=False)

    @property
    def chosen(self) -> list[int]:
        """The ids of the ticked lines."""
        return ids(self.lines.data)


@bp.get("/orders/<code>")
@may(CLERK)
def order(code: str) -> ResponseReturnValue:
    """The order with the cash panel."""
    return page(find.by_code(code))


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
        return page(order, hand_over={public_id: form}), 422
    given = _("Recorded: the buyer has the pieces.")
    attempt(lambda: fulfilments.hand_over(found, form.chosen), given)
    return redirect(url_for("desk.order", code=order.code), 303)


def _order_of(fulfilment: Fulfilment) -> Order:
    return session.get_one(VendorOrder, fulfilment.vendor_order_id).order


def page(
    found: Order,
    money: TakingForm | None = None,
    hand_over: Mapping[str, HandOverForm] = MappingProxyType({}),
) -> str:
    """`money`: a faulty form of the cash panel; `hand_over`: one under its fulfilment's id."""
    shown = order_page.page(found)
    faulty = money or next(iter(hand_over.values()), None)
    return render_template(
        "desk/order/page.html",
        page=shown,
        cash=money if isinstance(money, CashForm) else CashForm(currency=found.currency),
        reader=money
        if isinstance(money, ReaderForm)
        else ReaderForm(data={"amount": shown.due}, currency=found.currency),
        forms={one.key: _ticks(one, hand_over.get(one.key)) for one in shown.here},
        returnable=bool(returning.returnable(found)),
        numbered=bool(numbers.lines_of(found)),
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _ticks(part: Part, faulty: HandOverForm | None) -> HandOverForm:
    form = faulty or HandOverForm(prefix=part.key)
    form.lines.choices = [
        (str(line.id), line.title) for line in part.lines if line.place == "at_office"
    ]
    return form
