"""What buyers told of themselves when they paid: gone with their names, the money stays."""

from collections.abc import Sequence

from sqlalchemy import Select, select, update

from marketplace.kernel.db import session
from marketplace.media import documents
from marketplace.payments.desk.reader_models import ReaderSlip
from marketplace.payments.intents.models import OPEN, Intent
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import RefundDue

NOBODYS = "••••"  # in the place of a card's last four digits


def open_subjects(kind: str) -> list[Select[int]]:
    """Ids of subjects whose money is not settled: a proof waits, a gateway may still say yes,
    something is to be given back."""
    return [
        select(Proof.subject_id).where(Proof.subject_kind == kind, Proof.state == "waiting"),
        select(RefundDue.subject_id).where(
            RefundDue.subject_kind == kind, RefundDue.state == "due"
        ),
        select(Intent.subject_id).where(
            Intent.subject_kind == kind, Intent.state.in_((*OPEN, "disputed"))
        ),
    ]


def about(kind: str, subject_ids: Sequence[int]) -> None:
    """Delete the pictures, words and card digits of these subjects' proofs and readers' slips. The
    bank's numbers and the amounts stay: they are the accounts'."""
    mine = select(Proof).where(Proof.subject_kind == kind, Proof.subject_id.in_(subject_ids))
    for proof in session.scalars(mine):
        picture, proof.document_id = proof.document, None
        proof.last4, proof.words = NOBODYS, ""
        session.flush()
        if picture:
            documents.discard(picture)
    online = (Intent.subject_kind == kind, Intent.subject_id.in_(subject_ids))
    session.execute(update(Intent).where(*online).values(last4=None))
    theirs = select(Payment.id).where(
        Payment.subject_kind == kind, Payment.subject_id.in_(subject_ids)
    )
    session.execute(
        update(ReaderSlip).where(ReaderSlip.payment_id.in_(theirs)).values(last4=NOBODYS)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
