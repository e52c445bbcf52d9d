"""Card to card: the buyers' proofs, each looked at by a person who sees the office's account."""

from typing import Any

import wtforms
from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import eventlog
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, reviving
from marketplace.orders.states import GONE
from marketplace.payments import proofs, receipts, refunds
from marketplace.payments.proof_models import Proof
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.forms.fields import CleanTextField, Form, MoneyField
from marketplace.web.identity import me
from marketplace.web.money import transfer_rows
from marketplace.web.office import bp
from marketplace.web.orders import page as order_page


class ConfirmForm(Form):
    """What came to the account."""

    amount = MoneyField(_l("Came to the account"))


class RefusalForm(Form):
    """Why it is no proof."""

    refusal = wtforms.RadioField(_l("Why not?"))
    words = CleanTextField(_l("In your own words; the buyer reads them"), limit=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusal.choices = [(key, _(word)) for key, word in proofs.REFUSALS.items()]


@bp.get("/transfers")
@may(TREASURER)
def transfers() -> ResponseReturnValue:
    """Proofs that wait, the oldest first; what is to be given back; what was decided last."""
    return render_template(
        "office/transfers/index.html",
        waiting=transfer_rows.proof_rows(proofs.waiting()),
        dues=transfer_rows.due_rows(refunds.waiting()),
        decided=transfer_rows.proof_rows(proofs.decided()),
        given=transfer_rows.given_rows(refunds.newest()),
    )


@bp.get("/transfers/<public_id>")
@may(TREASURER)
def transfer(public_id: str) -> ResponseReturnValue:
    """One proof with all the facts that its decision needs."""
    return _page(_proof(public_id))


@bp.post("/transfers/<public_id>/confirmation")
@may(TREASURER)
def transfer_confirmation(public_id: str) -> ResponseReturnValue:
    """The money is on the account: record it; of a lapsed order keep what is free, or give back."""
    proof, form = _proof(public_id), ConfirmForm(request.form)
    if not form.validate():
        return _page(proof, confirm=form), 422
    restore = request.form.get("keep") == "1"
    try:
        payment = ahead.confirm(proof, form.amount.data, me().id, restore=restore)
    except DomainError as error:
        form.add_error("amount", error)
        return _page(proof, confirm=form), error.status
    number = formatters.told_number(receipts.number(payment))
    flash(_("The money is recorded, receipt %(number)s. The buyer is told.", number=number), "done")
    return redirect(url_for("office.transfer", public_id=public_id), 303)


@bp.post("/transfers/<public_id>/refusal")
@may(TREASURER)
def transfer_refusal(public_id: str) -> ResponseReturnValue:
    """It is no proof, and why."""
    proof, form = _proof(public_id), RefusalForm(request.form)
    if not form.validate():
        return _page(proof, refuse=form), 422
    try:
        ahead.refuse(proof, form.refusal.data, form.words.data or "", me().id)
    except DomainError as error:
        form.add_error("words", error)
        return _page(proof, refuse=form), error.status
    flash(_("Refused. The buyer is told why."), "done")
    return redirect(url_for("office.transfers"), 303)


@bp.post("/transfers/<public_id>/viewing")
@may(TREASURER, own_unit=True)
def transfer_viewing(public_id: str) -> ResponseReturnValue:
    """The picture of the bank's receipt; who looked is written down first."""
    proof = _proof(public_id)
    if (document := proof.document) is None:
        raise NotFound
    with unit_of_work():
        eventlog.record("payment_proof", proof.id, "document_viewed")
    answer = Response(documents.open(document), content_type=document.content_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _proof(public_id: str) -> Proof:
    return one(Proof, public_id=public_id)


def _page(
    proof: Proof, confirm: ConfirmForm | None = None, refuse: RefusalForm | None = None
) -> str:
    order = ahead.subject(proof)
    faulty = confirm or refuse
    (row,) = transfer_rows.proof_rows([proof])
    sent = proofs.of_subject((proof.subject_kind, order.id))
    others = [one for one in sent if one.id != proof.id]
    return render_template(
        "office/transfers/page.html",
        row=row,
        proof=proof,
        page=order_page.page(order),
        late=order.state in GONE,
        free=_free(order, proof),
        others=transfer_rows.proof_rows(others),
        confirm=confirm or ConfirmForm(data={"amount": Money(proof.amount, proof.currency)}),
        refuse=refuse or RefusalForm(),
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _free(order: Order, proof: Proof) -> list[tuple[str, bool]]:
    """The pieces of a lapsed order, and whether each can still be had."""
    if proof.state != "waiting" or order.state != "lapsed":
        return []
    free = {line.id for line in reviving.free_lines(order)}
    return [
        (formatters.local(line, "title"), line.id in free)
        for part in order.vendor_orders
        if part.fulfilments
        for line in part.kept
    ]
