"""The buyer's proof of a transfer, with or without a picture of the bank's receipt."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from marketplace.kernel import limits
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.web.access import VISITOR, may
from marketplace.web.shop import bp
from marketplace.web.shop.order_paying import ProofForm
from marketplace.web.shop.order_status import TOO_MANY, page

A_DAY = 20


@bp.post("/o/<token>/proof")
@may(VISITOR, own_unit=True)
def order_proof(token: str) -> ResponseReturnValue:
    """Keep the proof; its picture is decoded before the transaction."""
    found = find.by_token(token[:64])
    form = ProofForm(CombinedMultiDict([request.files, request.form]))
    if not form.validate():
        return page(found, form), 422
    try:
        limits.count(f"order:proof:{found.id}", A_DAY, timedelta(days=1), TOO_MANY)
        _keep(found, form)
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "number", error)
        return page(find.by_token(token[:64]), form), error.status
    return redirect(url_for("shop.order", token=token) + "#pay", 303)


def _keep(found: Order, form: ProofForm) -> None:
    sent = form.photo.data.read() if form.photo.data else b""
    checked = _checked(sent) if sent else None
    with unit_of_work():
        kept = documents.store(checked, None) if checked else None
        ahead.prove(
            found, amount=form.amount.data, last4=form.last4.data, paid_at=form.moment,
            number=form.number.data, document_id=kept.id if kept else None,
        )  # fmt: skip


def _checked(sent: bytes) -> documents.CheckedDocument:
    try:
        return documents.check(sent)
    except DomainError as error:
        raise DomainError(error.sentence, field="photo", **error.facts) from error
