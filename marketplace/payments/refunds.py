"""Giving money back: first owed for a reason, then given by a person, each once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from marketplace.kernel import eventlog, events, ids
from marketplace.kernel.db import locked, session
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payments import balance, recording, subjects
from marketplace.payments.events import MoneyReturned
from marketplace.payments.intents.models import GatewayRefund
from marketplace.payments.proofs import fold, last_digits
from marketplace.payments.refund_models import BY_HER_BANK, Refund, RefundDue
from marketplace.payments.states import REFUND_DUE

AT_THE_GATEWAY = N_("The gateway is being asked to give this back. Wait for its answer.")
MORE = N_("This is more than was taken for it.")
OPEN = (
    select(RefundDue)
    .where(*subjects.of_subject(RefundDue), RefundDue.state == "due")
    .order_by(RefundDue.id)
)
_WAITS = GatewayRefund.state.in_(("asked", "unknown"))
GIVEN = (
    select(Refund)
    .join(RefundDue, RefundDue.id == Refund.due_id)
    .where(*subjects.of_subject(Refund), RefundDue.state == "given")
    .order_by(Refund.id)
)
Line = tuple[int | None, int]  # what it is for, its amount at most


def owe(
    subject: tuple[str, int], total: Money, lines: Sequence[Line], liable_party: str, reason: str
) -> list[RefundDue]:
    """Owe a total back, line by line: each at most its amount, the last takes the remainder."""
    found: list[RefundDue] = []
    left = total.amount
    for place, (line_id, most) in enumerate(lines, start=1):
        amount = left if place == len(lines) else min(most, left)
        if amount > 0:
            part = Money(amount, total.currency)
            found.append(_due(subject, line_id, part, liable_party, reason))
            left -= amount
    return found


def _due(
    subject: tuple[str, int], line_id: int | None, amount: Money, liable_party: str, reason: str
) -> RefundDue:
    due = RefundDue(
        public_id=ids.public_id(), subject_kind=subject[0], subject_id=subject[1],
        line_id=line_id, amount=amount.amount, currency=amount.currency,
        liable_party=liable_party, reason=reason,
    )  # fmt: skip
    changes = {"amount": [None, amount.amount], "liable_party": [None, liable_party]}
    REFUND_DUE.born(due, changes=changes)
    entries.refund_owed(due)
    return due


def give(due: RefundDue, *, by: int, last4: str = "", reference: str = "") -> Refund:
    """Record that it was given: in cash out of the safe, or to the card with these last digits
    under the bank's reference; `by` a person's id. The caller holds the subject locked.

    Raises WrongState when it was given already, DomainError for a bad card or reference, or while
    a gateway is asked to give it."""
    due = _free(due)
    card = bool(last4 or reference)
    return _record(_refund(
        due, method="card" if card else "cash", from_safe=not card,
        last4=last_digits(last4) if card else None,
        reference=fold(reference, "reference") if card else None, given_by=by,
    ), due)  # fmt: skip


def given_by_gateway(due: RefundDue, method: str, reference: str, by: int | None) -> Refund:
    """Record that a gateway gave it back, under its reference; `by` who asked, nobody when the
    house did. The caller holds the subject locked. Raises WrongState when it was given already."""
    due = locked(RefundDue, due.id)
    return _record(_refund(due, method=method, reference=reference, given_by=by), due)


def given_by_bank(due: RefundDue, reference: str, by: int) -> Refund:
    """Record that the buyer's own bank had given it to her, by a dispute with this reference that
    was lost; `by` who says so. The caller holds the subject locked. Raises as `give` does."""
    return _record(_refund(_free(due), method=BY_HER_BANK, reference=reference, given_by=by), due)


def _free(due: RefundDue) -> RefundDue:
    due = locked(RefundDue, due.id)
    if session.scalar(select(GatewayRefund.id).where(*_asked(due))):
        raise DomainError(AT_THE_GATEWAY)
    return due


def split(due: RefundDue, first: int) -> RefundDue:
    """Owe it in two parts from now on, the `first` of so much, which is returned. The caller holds
    the subject locked. Raises DomainError while a gateway is asked, WrongState when it is given."""
    due, rest = _free(due), due.amount - first
    _drop(due, "split")
    about = (due.subject_kind, due.subject_id), due.line_id
    parts = [
        _due(*about, Money(amount, due.currency), due.liable_party, due.reason)
        for amount in (first, rest)
    ]
    return parts[0]


def _asked(due: RefundDue) -> tuple[ColumnElement[bool], ...]:
    return GatewayRefund.due_id == due.id, _WAITS


def _refund(due: RefundDue, **how: str | int | None) -> Refund:
    return Refund(
        due_id=due.id, subject_kind=due.subject_kind, subject_id=due.subject_id,
        amount=due.amount, currency=due.currency, **how,
    )  # fmt: skip


def _record(refund: Refund, due: RefundDue) -> Refund:
    recording.number(refund)
    REFUND_DUE.fire(due, "give")
    stands = balance.of(due.subject_kind, due.subject_id)
    if stands.returned > stands.captured:
        raise DomainError(MORE)
    session.add(refund)
    session.flush()
    entries.refund_given(refund)
    changes = {"amount": [None, refund.amount], "method": [None, refund.method]}
    eventlog.record("refund", refund.id, "given", changes=changes)
    told = (refund.amount, refund.method, refund.last4 or "", refund.reference or "")
    events.publish(MoneyReturned(due.subject_kind, due.subject_id, *told))
    return refund


def came_back(due: RefundDue, reason: str) -> RefundDue:
    """What was given of it did not arrive and is here again: owe it anew, as a row of its own. The
    caller holds the subject locked. Raises WrongState unless it was given."""
    due = locked(RefundDue, due.id)
    REFUND_DUE.fire(due, "come_back", reason=reason)
    refund = session.scalars(select(Refund).filter_by(due_id=due.id)).one()
    eventlog.record("refund", refund.id, "came_back", reason=reason)
    entries.refund_returned(refund)
    entries.refund_dropped(due)
    money = Money(due.amount, due.currency)
    subject = due.subject_kind, due.subject_id
    return _due(subject, due.line_id, money, due.liable_party, due.reason)


def drop(subject: tuple[str, int], reason: str) -> None:
    """Owe nothing any more: the money never came; what a gateway is asked to give stays."""
    for due in _unasked(subject):
        _drop(due, reason)


def withdraw(subject: tuple[str, int], most: int, reason: str) -> int:
    """Owe up to so much no longer, the newest first and each as a whole, because it is paid with
    after all; what a gateway is asked to give stays. Returns how much, which may be more."""
    withdrawn = 0
    for due in reversed(_unasked(subject)):
        if withdrawn < most:
            _drop(due, reason)
            withdrawn += due.amount
    return withdrawn


def _drop(due: RefundDue, reason: str) -> None:
    REFUND_DUE.fire(due, "drop", reason=reason)
    entries.refund_dropped(due)


def asked_of_a_gateway(subject: tuple[str, int]) -> bool:
    """Whether a gateway is asked to give some of it back and has not answered."""
    return len(_unasked(subject)) < len(open_of(subject))


def _unasked(subject: tuple[str, int]) -> list[RefundDue]:
    dues = open_of(subject)
    asked = select(GatewayRefund.due_id).where(
        GatewayRefund.due_id.in_([due.id for due in dues]), _WAITS
    )
    waiting = set(session.scalars(asked)) if dues else set()
    return [due for due in dues if due.id not in waiting]


def open_of(subject: tuple[str, int]) -> Sequence[RefundDue]:
    """What is still to be given back for a subject, the oldest first."""
    return session.scalars(OPEN, {"kind": subject[0], "subject": subject[1]}).all()


def given(subject: tuple[str, int]) -> Sequence[Any]:
    """What was given back for a subject and stayed with its buyer, to read, the oldest first."""
    return ask(GIVEN, {"kind": subject[0], "subject": subject[1]})


def waiting(limit: int = 100) -> Sequence[RefundDue]:
    """Everything that is still to be given back, the oldest first."""
    query = select(RefundDue).where(RefundDue.state == "due").order_by(RefundDue.created_at)
    return session.scalars(query.order_by(RefundDue.id).limit(limit)).all()


def newest(limit: int = 20) -> list[tuple[Refund, bool]]:
    """What was given back last, and whether it came back."""
    query = select(Refund, RefundDue.state).join(RefundDue, RefundDue.id == Refund.due_id)
    found = session.execute(query.order_by(Refund.id.desc()).limit(limit))
    return [(refund, state != "given") for refund, state in found]


def number(refund: Refund) -> str:
    """R1405-000012: the Jalali year and the gapless number."""
    return f"R{refund.receipt_year}-{refund.receipt_number:06}"
