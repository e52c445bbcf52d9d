"""Disputes: the buyer's bank takes the money back for now, then gives it back or keeps it."""

from sqlalchemy import select

from marketplace.kernel import clock, events
from marketplace.kernel.db import session
from marketplace.ledger import entries
from marketplace.payments.events import IntentDisputed
from marketplace.payments.gateways.gateway import Disputed
from marketplace.payments.intents import claimed, moving
from marketplace.payments.intents.models import Dispute, Intent
from marketplace.payments.intents.states import DISPUTE, INTENT


def seen(intent: Intent, told: Disputed) -> None:
    """Take over what the gateway tells of one, whatever comes first; the caller holds the intent.
    One whose end came before its beginning has been decided already."""
    if told.amount.currency != intent.charged_currency:
        moving.puzzle(intent, moving.WRONG_AMOUNT)
        return
    row = _row(intent, told)
    if told.how == "opened":
        if row.state == "opened" and INTENT.allows(intent, "dispute"):
            INTENT.fire(intent, "dispute", reason=row.reason or None)
            _tell(intent, "opened")
    elif row.state == "opened":
        _end(intent, row, told)


def _row(intent: Intent, told: Disputed) -> Dispute:
    found = session.scalar(select(Dispute).filter_by(intent_id=intent.id, reference=told.reference))
    if found:
        found.answer_by = told.answer_by or found.answer_by
        return found
    row = Dispute(
        intent_id=intent.id, reference=told.reference, amount=told.amount.amount,
        reason=told.reason, answer_by=told.answer_by,
    )  # fmt: skip
    DISPUTE.born(row, changes={"amount": [None, row.amount]})
    return row


def _end(intent: Intent, row: Dispute, told: Disputed) -> None:
    move = "lose" if told.how == "lost" else "win"
    row.ended_at, row.fee = clock.now(), told.fee.amount if told.fee else 0
    DISPUTE.fire(row, move)
    session.flush()
    fee = moving.in_subject(intent, row.fee)
    subject = (intent.subject_kind, intent.subject_id)
    lost = moving.in_subject(intent, row.amount) if move == "lose" else 0
    entries.dispute_ended(row.id, subject, intent.gateway, intent.currency, lost=lost, fee=fee)
    _after(intent, move)
    _tell(intent, told.how)


def _after(intent: Intent, move: str) -> None:
    """The intent is lost once nothing of it is left; while a bank still asks for some, disputed."""
    if move == "lose" and claimed.lost(intent) + intent.returned < intent.charged:
        move = "keep_rest"
    if INTENT.allows(intent, move) and (move == "lose" or not _open(intent)):
        INTENT.fire(intent, move)


def _open(intent: Intent) -> bool:
    query = select(Dispute.id).filter_by(intent_id=intent.id, state="opened")
    return session.scalar(query.limit(1)) is not None


def _tell(intent: Intent, how: str) -> None:
    events.publish(IntentDisputed(intent.subject_kind, intent.subject_id, intent.id, how))
