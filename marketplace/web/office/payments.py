"""The cash: who holds it, every receipt, and correcting one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.calendar import morning
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.orders.models import Order
from marketplace.orders.paying import cashier
from marketplace.payments import holders, receipts
from marketplace.payments.desk import till
from marketplace.payments.models import Payment
from marketplace.payments.receipts import Receipt
from marketplace.people.models import User
from marketplace.web.access import TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField
from marketplace.web.office import bp

PAGE = 50


class SpanForm(Form):
    """From one day to another; both may stay empty."""

    since = JalaliDateField(_l("From the day"), required=False)
    until = JalaliDateField(_l("To the day"), required=False)


class CorrectionForm(Form):
    """Why a payment is undone."""

    reason = CleanStringField(_l("What was wrong"), limit=200)


@dataclass(frozen=True, slots=True)
class Row:
    """A receipt with the order it stands for."""

    receipt: Receipt
    code: str
    shown_code: str
    buyer: str


@bp.get("/payments")
@may(TREASURER)
def payments() -> ResponseReturnValue:
    """Totals by person and the receipts of a span of days, newest first."""
    form = SpanForm(request.args)
    valid = form.validate()
    since = _morning(form.since.data) if valid else None
    until = _morning(form.until.data, 1) if valid else None
    offset = min(max(request.args.get("from", 0, type=int) or 0, 0), 2**31)
    found = receipts.listed(since=since, until=until, limit=PAGE + 1, offset=offset)
    kept = {name: value for name, value in request.args.items() if name != "from"}
    older = (
        url_for("office.payments", **kept, **{"from": offset + PAGE})  # type: ignore[arg-type]
        if len(found) > PAGE
        else ""
    )
    return render_template(
        "office/payments/index.html",
        form=form,
        set_count=sum(bool(field.data) for field in (form.since, form.until)),
        held=holders.by_holder(since, until),
        tills=till.open_(),
        counted=till.listed(since=since, until=until),
        rows=_rows(found[:PAGE]),
        older=older,
        has_errors=not valid,
    ), 200 if valid else 422


@bp.get("/payments/<number>")
@may(TREASURER)
def payment(number: str) -> ResponseReturnValue:
    """One receipt; an uncorrected one can be corrected."""
    return _page(number, CorrectionForm())


@bp.post("/payments/<number>/correction")
@may(TREASURER)
def payment_correction(number: str) -> ResponseReturnValue:
    """Undo the payment by a row of its own, with the reason."""
    form = CorrectionForm(request.form)
    if not form.validate():
        return _page(number, form), 422
    try:
        undoing = cashier.correct(receipts.by_number(number), form.reason.data)
    except DomainError as error:
        form.add_error("reason", error)
        return _page(number, form), 422
    flash(_("Corrected. The order must be paid again before anything leaves."), "done")
    return redirect(url_for("office.payment", number=receipts.number(undoing)), 303)


def _page(number: str, form: CorrectionForm) -> str:
    found = receipts.by_number(number)
    of_subject = receipts.of_subject(found.subject_kind, found.subject_id)
    row = next(row for row in _rows(of_subject) if row.receipt.payment_id == found.id)
    others = [row for row in _rows(of_subject) if row.receipt.payment_id != found.id]
    return render_template(
        "office/payments/page.html",
        row=row,
        others=others,
        form=form,
        corrected_by=_who_corrected(found) if found.amount < 0 else "",
        has_errors=bool(form.errors),
    )


def _who_corrected(undoing: Payment) -> str:
    born = eventlog.history("payment", undoing.id)[-1]
    who = session.get(User, born.actor_id) if born.actor_id else None
    return who.name if who else ""


def _rows(found: Sequence[Receipt]) -> list[Row]:
    ids = {receipt.subject_id for receipt in found}
    query = select(Order.id, Order.code, Order.name).where(Order.id.in_(ids))
    orders = {row.id: row for row in session.execute(query)} if ids else {}
    return [
        Row(
            receipt,
            orders[receipt.subject_id].code,
            show_code(orders[receipt.subject_id].code),
            orders[receipt.subject_id].name,
        )
        for receipt in found
        if receipt.subject_id in orders
    ]


def _morning(day: date | None, later: int = 0) -> datetime | None:
    return morning(day, later) if day else None
