"""A lost parcel turns up: a person decides what becomes of it, and everything follows from that.

The buyer's refund stays, unless she keeps the pieces and pays for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.orders import derive, selling
from marketplace.orders.locking import lock
from marketplace.orders.losses import findings, messages as found_messages
from marketplace.orders.losses.finding_models import OUTCOMES, Finding, FindingLine
from marketplace.orders.models import Fulfilment, Order
from marketplace.orders.paying.settling import SUBJECT, settle
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns import crediting
from marketplace.orders.returns.models import CreditNote
from marketplace.orders.returns.returning import UNPAID
from marketplace.orders.states import FULFILMENT, PARCEL
from marketplace.payments import refunds
from marketplace.stock import custody

NO_REASON = N_("Write where it was found, and what you agreed with the buyer.")
NO_OUTCOME = N_("Choose what becomes of it.")
TOO_MANY = N_("So many pieces were not in this parcel. Please look again.")
NOT_LOST = N_("This parcel is not lost now. Here is how it stands.")
NOTHING_LOST = N_("Nothing of this parcel was written off.")
NOT_UNDONE = N_("There is nothing to undo here.")
CAME_BACK = N_("Pieces of it came back meanwhile, so this cannot be undone.")


@dataclass(frozen=True, slots=True)
class Found:
    """What a person decided. `here`: of each line's id, how many are for sale again, when it is
    `back`; the others came damaged or are still missing. `by` a person's id."""

    outcome: str
    reason: str
    by: int
    here: Mapping[int, int] = field(default_factory=dict)


def turn_up(parcel: Parcel, said: Found) -> Finding:
    """The parcel is there after all: back at the office, or with its buyer, who pays for it again
    or keeps it for nothing; she and its makers are told.

    Raises DomainError without a reason or for pieces that were not in it; WrongState when it is
    not lost, or while its order is unpaid."""
    if not said.reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if said.outcome not in OUTCOMES:
        raise DomainError(NO_OUTCOME, field="outcome")
    order, note = _held(parcel, "lost")
    if order.paid_at is None:
        raise WrongState(UNPAID)
    whole = note.quantities
    here = {key: many for key, many in said.here.items() if many} if said.outcome == "back" else {}
    if any(not 0 < many <= whole.get(key, 0) for key, many in here.items()):
        raise DomainError(TOO_MANY, field="pieces")
    before = selling.of(note)
    after = findings.after(said.outcome, before, whole, here)
    row = _write(note, parcel, said.outcome, findings.claimed(before) - findings.claimed(after),
                said.reason.strip(), said.by, here)  # fmt: skip
    entries.pieces_found(row.id, order.id, note.currency, said.outcome, before, after)
    how = "reach" if said.outcome == "bought" else "turn_up"
    PARCEL.fire(parcel, how, reason=said.reason.strip())
    _pieces(note, said.outcome, here)
    if said.outcome == "bought":
        _sell_again(parcel, order, note)
    derive.refresh(order)
    found_messages.tell(order, note, row)
    return row


def undo(parcel: Parcel, reason: str, by: int) -> Finding:
    """The buyer has not got it or does not pay after all: it is lost as before, borne by whoever
    bore it. Raises DomainError without a reason, WrongState for what is back in stock."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="undo_reason")
    order, note = _held(parcel, "found", "delivered")
    stands = findings.current(note.id)
    if stands is None or stands.outcome == "back":
        raise WrongState(NOT_UNDONE)
    before, loss = selling.standing(note), selling.of(note)
    row = _write(note, parcel, stands.outcome, -stands.withdrawn, reason.strip(), by, {})
    if order.paid_at is not None:
        entries.pieces_found(row.id, order.id, note.currency, "undone", before, loss)
    PARCEL.fire(parcel, "lose_again", reason=reason.strip())
    for line, quantity in crediting.pieces(note):
        custody.lost(line.id, line.listing_id, quantity, arrived=True)
    if stands.outcome == "bought":
        _write_off_again(parcel, order, note)
    derive.refresh(order)
    return row


def _held(parcel: Parcel, *states: str) -> tuple[Order, CreditNote]:
    order = lock(parcel.order_id)
    session.refresh(parcel)
    if parcel.state not in states:
        raise WrongState(NOT_LOST)
    note = findings.note_of(parcel)
    if note is None:
        raise WrongState(NOTHING_LOST)
    return order, note


def _write(
    note: CreditNote, parcel: Parcel, outcome: str, withdrawn: int, reason: str, by: int,
    here: Mapping[int, int],
) -> Finding:  # fmt: skip
    row = Finding(
        note_id=note.id, parcel_id=parcel.id, turn=len(findings.of_note(note.id)),
        outcome=outcome, withdrawn=withdrawn, currency=note.currency, reason=reason, by=by,
        lines=[FindingLine(line_id=key, quantity=many) for key, many in here.items()],
    )  # fmt: skip
    session.add(row)
    session.flush()
    changes = {"withdrawn": [None, withdrawn]} if withdrawn else None
    name = "found_undone" if row.turn % 2 else f"found_{outcome}"
    eventlog.record("credit_note", note.id, name, reason=reason, changes=changes)
    return row


def _pieces(note: CreditNote, outcome: str, here: Mapping[int, int]) -> None:
    for line, quantity in crediting.pieces(note):
        if outcome != "back":
            custody.turned_up(line.id, line.listing_id, quantity)
        elif here.get(line.id):
            custody.found(line.id, line.listing_id, here[line.id])


def _sell_again(parcel: Parcel, order: Order, note: CreditNote) -> None:
    """What she paid pays for it as long as it was not given back; else the order asks for it."""
    parcel.delivered_at = clock.now()
    for one in _in_state(parcel, "lost"):
        FULFILMENT.fire(one, "turn_up")
        one.handed_over_at = clock.now()
    for line, quantity in crediting.pieces(note):
        line.returned -= quantity
    order.returned -= note.amount
    session.flush()
    refunds.withdraw((SUBJECT, order.id), note.amount, "found")
    settle(order)


def _write_off_again(parcel: Parcel, order: Order, note: CreditNote) -> None:
    for one in _in_state(parcel, "delivered"):
        FULFILMENT.fire(one, "lose")
    for line, quantity in crediting.pieces(note):
        if line.returned + quantity > line.quantity:
            raise WrongState(CAME_BACK)
        line.returned += quantity
    order.returned += note.amount
    session.flush()
    owed = [(one.line_id, one.amount) for one in note.lines]
    settle(order, parts=owed, liable_party=note.liable_party, reason=note.reason)


def _in_state(parcel: Parcel, state: str) -> list[Fulfilment]:
    for one in parcel.fulfilments:
        session.refresh(one)
    return [one for one in parcel.fulfilments if one.state == state]
