"""What the post was paid at its counter: parcels without a receipt, one receipt, undoing it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.models import Order
from marketplace.orders.post import costs as post_costs
from marketplace.orders.post.costs import Unpaid
from marketplace.payments import postage
from marketplace.payments.postage_models import PostPayment
from marketplace.people.models import User
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, MoneyField
from marketplace.web.identity import me
from marketplace.web.office import bp

SPAN = timedelta(days=30)
MONEY = {"drawer": N_("Cash, out of my drawer"), "bank": N_("With the office’s bank card")}


class BoxForm(Form):
    """Whether a box is on the receipt, and what it cost if that says so."""

    on = wtforms.BooleanField(_l("On this receipt"))
    cost = MoneyField(_l("It cost"), required=False)


class ReceiptForm(Form):
    """The receipt itself."""

    total = MoneyField(_l("Paid in all"))
    receipt = CleanStringField(
        _l("Number of the receipt"), limit=40, missing=_l(postage.NO_RECEIPT)
    )
    money = wtforms.RadioField(_l("Where did the money come from?"), default="drawer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.money.choices = [(key, _(word)) for key, word in MONEY.items()]


class UndoForm(Form):
    """Why a receipt is undone."""

    reason = CleanStringField(_l("What was wrong"), limit=200, missing=_l(postage.NO_REASON))


@dataclass(frozen=True, slots=True)
class Row:
    """A box without a receipt, with its form."""

    box: Unpaid
    code: str
    form: BoxForm


@dataclass(frozen=True, slots=True)
class Part:
    """What one order's parcel cost."""

    code: str
    url: str
    tracking: str
    amount: Money


@bp.get("/postage", endpoint="post_costs")
@may(CLERK, MODERATOR, TREASURER)
def posted_and_paid() -> ResponseReturnValue:
    """What was posted and has no receipt yet; the last receipts; what postage earned."""
    return _page(ReceiptForm(), _rows())


@bp.post("/postage")
@may(CLERK, MODERATOR, TREASURER)
def keep_post_receipt() -> ResponseReturnValue:
    """Write a receipt down; sent twice, it is one."""
    form, rows = ReceiptForm(request.form), _rows(request.form)
    valid = [form.validate(), *(row.form.validate() for row in rows)]
    if not all(valid):
        return _page(form, rows), 422
    known = {row.box.parcel.public_id: row.form.cost.data for row in rows}
    typed = {key: known.get(key) for key in _ticked()}
    try:
        post_costs.pay(
            typed, form.total.data, money=form.money.data, receipt=form.receipt.data, by=me().id
        )
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "total", error)
        return _page(form, rows), error.status
    flash(_("Recorded: each order knows now what its parcel cost."), "done")
    return redirect(url_for("office.post_costs"), 303)


def _ticked() -> list[str]:
    """The public ids of the boxes on the receipt, known or not."""
    return [name.removesuffix("-on") for name in request.form if name.endswith("-on")]


@bp.get("/postage/<public_id>")
@may(CLERK, MODERATOR, TREASURER)
def post_receipt(public_id: str) -> ResponseReturnValue:
    """One receipt, order by order."""
    return _one(postage.by_id(public_id), UndoForm())


@bp.post("/postage/<public_id>/undoing")
@may(TREASURER)
def post_receipt_undoing(public_id: str) -> ResponseReturnValue:
    """It was written down wrong."""
    found, form = postage.by_id(public_id), UndoForm(request.form)
    if not form.validate():
        return _one(found, form), 422
    try:
        post_costs.undo(found, form.reason.data)
    except DomainError as error:
        form.add_error("reason", error)
        return _one(found, form), error.status
    flash(_("Undone. Its parcels stand in the list again."), "done")
    return redirect(url_for("office.post_costs"), 303)


def _rows(typed: Any = None) -> list[Row]:
    return [
        Row(one, show_code(one.code), BoxForm(typed, prefix=one.parcel.public_id))
        for one in post_costs.unpaid()
    ]


def _page(form: ReceiptForm, rows: list[Row]) -> str:
    faulty = next((one for one in (form, *(row.form for row in rows)) if one.errors), None)
    return render_template(
        "office/postage/index.html",
        form=form,
        rows=rows,
        kept=post_costs.kept(),
        result=post_costs.earned(clock.now() - SPAN),
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _one(found: PostPayment, form: UndoForm) -> str:
    orders = {one.order_id: session.get_one(Order, one.order_id) for one in found.parts}
    return render_template(
        "office/postage/page.html",
        payment=found,
        amount=Money(found.amount, found.currency),
        by=session.get_one(User, found.paid_by).name,
        way=_(MONEY[found.money]) if found.money == "bank" else _("Cash, out of a drawer"),
        parts=[
            Part(show_code(orders[one.order_id].code),
                 url_for("office.order_money", code=orders[one.order_id].code),
                 one.tracking_code, Money(one.amount, found.currency))
            for one in found.parts
        ],
        undone=postage.undoing(found) is not None,
        may_undo=bool(me().roles & {TREASURER, "administrator"}) and found.amount > 0,
        form=form,
        has_errors=bool(form.errors),
    )  # fmt: skip
