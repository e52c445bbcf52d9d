"""What the post owes for what it damaged or lost, credit note by credit note, until it answers;
what it paid for a parcel that then turned up is its own again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, func, or_, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.ledger import outside
from marketplace.orders.locking import lock
from marketplace.orders.losses.claim_models import ClaimSettlement
from marketplace.orders.losses.finding_models import Finding
from marketplace.orders.models import Order
from marketplace.orders.returns.models import BACK, CreditLine, CreditNote

SETTLED = N_("This claim has its answer already. Here is how it stands now.")
NOT_SETTLED = N_("This claim is open; there is nothing to undo.")
TOO_MUCH = N_("The post pays no more than what is claimed. Please look at the zeros again.")
NO_REFERENCE = N_("Write the number of the transfer.")
NO_REASON = N_("Write why the post does not pay all of it.")
NO_UNDOING = N_("Write what was wrong.")
MORE_THAN_IT_PAID = N_("The post gets back no more than it paid. Please look at the zeros again.")
WHY_NOT_ALL = N_("Write what you agreed with the post about the rest.")
CLAIMED = func.sum(
    case((CreditLine.line_id.is_(None), CreditLine.amount),
         else_=CreditLine.amount - CreditLine.tax)
)  # fmt: skip
LOST = or_(CreditLine.line_id.is_(None), CreditLine.fate.in_(("damaged", "lost")))
TURNS = (
    select(func.count()).select_from(ClaimSettlement)
    .where(ClaimSettlement.note_id == CreditNote.id).scalar_subquery()
)  # fmt: skip
WITHDRAWN = func.coalesce(
    select(func.sum(Finding.withdrawn)).where(Finding.note_id == CreditNote.id).scalar_subquery(), 0
)  # fmt: skip
SETTLED_UP = func.coalesce(
    select(func.sum(ClaimSettlement.paid + ClaimSettlement.borne))
    .where(ClaimSettlement.note_id == CreditNote.id).scalar_subquery(), 0,
)  # fmt: skip
STANDS = CLAIMED - WITHDRAWN - SETTLED_UP


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked of the post for one credit note, without what turned up; `answer` once it gave
    one."""

    note: CreditNote
    order: Order
    amount: Money
    answer: ClaimSettlement | None

    @property
    def over(self) -> Money:
        """What was settled with the post and is asked of it no longer: it turned up."""
        settled = self.answer.paid + self.answer.borne if self.answer and self.turn % 2 else 0
        return Money(max(0, settled - self.amount.amount), self.note.currency)

    @property
    def turn(self) -> int:
        """How often it was ended or opened again."""
        return self.answer.turn + 1 if self.answer else 0


def open_(limit: int = 200) -> list[Claim]:
    """Those without an answer, the oldest first."""
    return _claims(_query().having(STANDS > 0).order_by(CreditNote.id).limit(limit))


def waiting(limit: int = 200) -> list[Claim]:
    """Those without an answer and those that were paid and turned up, the oldest first."""
    return _claims(_query().having(STANDS != 0).order_by(CreditNote.id).limit(limit))


def answered(limit: int = 50) -> list[Claim]:
    """Those that the post answered, the newest first."""
    return _claims(_query().where(TURNS % 2 == 1).order_by(CreditNote.id.desc()).limit(limit))


def turned_up(limit: int = 50) -> list[Claim]:
    """Those about parcels that turned up, the newest first."""
    found = _query().where(WITHDRAWN > 0).order_by(CreditNote.id.desc()).limit(limit)
    return _claims(found)


def of_note(note: CreditNote) -> Claim | None:
    """What this note claims of the post, if it does."""
    return next(iter(_claims(_query().where(CreditNote.id == note.id))), None)


def of_order(order_id: int) -> list[Claim]:
    """What an order's notes claim, the first one first."""
    return _claims(_query().where(CreditNote.order_id == order_id).order_by(CreditNote.id))


def _query() -> Select[CreditNote, Order, int]:
    lines = and_(CreditLine.note_id == CreditNote.id, LOST)
    return (
        select(CreditNote, Order, CLAIMED - WITHDRAWN)
        .join(Order, Order.id == CreditNote.order_id).join(CreditLine, lines)
        .where(CreditNote.liable_party == "post", CreditNote.kind.in_(BACK))
        .group_by(CreditNote.id, Order.id)
    )  # fmt: skip


def _claims(query: Select[CreditNote, Order, int]) -> list[Claim]:
    rows = session.execute(query).all()
    answers = _answers(note.id for note, _order, _amount in rows)
    return [
        Claim(note, order, Money(int(amount), note.currency), answers.get(note.id))
        for note, order, amount in rows
    ]


def _answers(note_ids: Iterable[int]) -> dict[int, ClaimSettlement]:
    """The last word about each of these; none where that undid the one before."""
    mine = select(ClaimSettlement).where(ClaimSettlement.note_id.in_(list(note_ids)))
    rows: Sequence[ClaimSettlement] = session.scalars(mine.order_by(ClaimSettlement.turn)).all()
    return {row.note_id: row for row in rows}


def settle(
    note: CreditNote, paid: int, by: int, *, seen: int = 0, reference: str = "", reason: str = ""
) -> ClaimSettlement:  # fmt: skip
    """The post answered: so much came into the bank, all of it, a part or nothing; the office bears
    the rest. `seen`: the claim's turn on the page that asks; `by` a person's id.

    Raises DomainError for too much, without a reference or a reason; WrongState when others were
    quicker."""
    claim = _held(note, seen)
    if claim.turn % 2 or not claim.amount.amount:
        raise WrongState(SETTLED)
    borne = claim.amount.amount - paid
    if paid < 0 or borne < 0:
        raise DomainError(TOO_MUCH, field="paid")
    if paid and not reference.strip():
        raise DomainError(NO_REFERENCE, field="reference")
    if borne and not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    return _keep(claim, ClaimSettlement(
        note_id=note.id, turn=claim.turn, paid=paid, borne=borne, currency=note.currency,
        reference=reference.strip(), reason=reason.strip(), by=by,
    ), "settled")  # fmt: skip


def reopen(note: CreditNote, reason: str, by: int, *, seen: int) -> ClaimSettlement:
    """The answer was written down wrong: the claim is open again. Raises DomainError without a
    reason, WrongState when it is open."""
    if not reason.strip():
        raise DomainError(NO_UNDOING, field="reason")
    claim = _held(note, seen)
    if claim.answer is None or not claim.turn % 2:
        raise WrongState(NOT_SETTLED)
    return _keep(claim, ClaimSettlement(
        note_id=note.id, turn=claim.turn, paid=-claim.answer.paid, borne=-claim.answer.borne,
        currency=note.currency, reason=reason.strip(), by=by,
    ), "reopened")  # fmt: skip


def give_back(
    note: CreditNote, paid: int, by: int, *, seen: int, reference: str = "", reason: str = ""
) -> ClaimSettlement:  # fmt: skip
    """The parcel turned up after the post had answered: so much of what it `paid` goes back to it
    out of the bank. The office keeps the rest against what it bears; what is still asked of the
    post counts as answered. Raises DomainError for more than it paid, without a reference or a
    reason; WrongState when nothing is to be settled."""
    claim = _held(note, seen)
    answer = claim.answer
    if answer is None or not claim.over.amount:
        raise WrongState(NOT_SETTLED)
    if not 0 <= paid <= answer.paid:
        raise DomainError(MORE_THAN_IT_PAID, field="paid")
    if paid and not reference.strip():
        raise DomainError(NO_REFERENCE, field="reference")
    why = reason.strip() or answer.reason
    if not why and (paid < answer.paid or claim.amount.amount):
        raise DomainError(WHY_NOT_ALL, field="reason")
    row = _keep(claim, ClaimSettlement(
        note_id=note.id, turn=claim.turn, paid=-paid, borne=paid - answer.paid - answer.borne,
        currency=note.currency, reference=reference.strip(), reason=why, by=by,
    ), "given_back")  # fmt: skip
    if claim.amount.amount:
        _keep(claim, ClaimSettlement(
            note_id=note.id, turn=claim.turn + 1, paid=0, borne=claim.amount.amount,
            currency=note.currency, reason=why, by=by,
        ), "settled")  # fmt: skip
    return row


def _held(note: CreditNote, seen: int) -> Claim:
    lock(note.order_id)
    claim = of_note(note)
    if claim is None or claim.turn != seen:
        raise WrongState(SETTLED)
    return claim


def _keep(claim: Claim, row: ClaimSettlement, name: str) -> ClaimSettlement:
    session.add(row)
    session.flush()
    outside.claim_settled(row, claim.order.id, f"claim_{name}")
    changes = {"paid": [None, row.paid], "borne": [None, row.borne]}
    eventlog.record("credit_note", claim.note.id, f"claim_{name}", reason=row.reason or None,
                    changes=changes)  # fmt: skip
    return row
