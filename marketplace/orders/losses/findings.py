"""What a loss leaves in the books once its parcel turned up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.ledger.entries import Returned
from marketplace.orders.losses.finding_models import Finding
from marketplace.orders.models import Fulfilment, FulfilmentLine
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns.models import CreditLine, CreditNote


def note_of(parcel: Parcel) -> CreditNote | None:
    """The last note that wrote this parcel off; None where nothing was left in it."""
    mine = (
        select(FulfilmentLine.line_id).join(Fulfilment)
        .where(Fulfilment.parcel_id == parcel.id).scalar_subquery()
    )  # fmt: skip
    query = (
        select(CreditNote).join(CreditLine, CreditLine.note_id == CreditNote.id)
        .where(CreditNote.order_id == parcel.order_id, CreditNote.kind == "loss",
               CreditLine.line_id.in_(mine))
        .order_by(CreditNote.id.desc())
    )  # fmt: skip
    return session.scalars(query).first()


def of_note(note_id: int) -> Sequence[Finding]:
    """Every decision about a note, and every undoing, the first one first."""
    query = select(Finding).where(Finding.note_id == note_id).order_by(Finding.turn)
    return session.scalars(query).all()


def current(note_id: int) -> Finding | None:
    """The decision that stands now."""
    last = next(iter(of_note(note_id)[-1:]), None)
    return last if last and last.turn % 2 == 0 else None


def after(
    outcome: str, pieces: Iterable[Returned], whole: dict[int, int], here: dict[int, int]
) -> list[Returned]:  # fmt: skip
    """What of these written-off pieces still counts. `whole`: how many of each line were written
    off; `here`: how many are for sale again. What the buyer keeps for nothing the office bears."""
    if outcome == "bought":
        return []
    if outcome == "kept":
        return [replace(one, liable="office") for one in pieces]
    return [part for one in pieces for part in _split(one, whole, here)]


def _split(piece: Returned, whole: dict[int, int], here: dict[int, int]) -> list[Returned]:
    many = here.get(piece.line_id or 0, 0)
    if piece.line_id is None or not many:
        return [piece]
    of = whole[piece.line_id]
    price, commission, tax = (
        amount * many // of for amount in (piece.price, piece.commission, piece.tax)
    )
    again = replace(piece, lost=False, price=price, commission=commission, tax=tax)
    rest = replace(piece, price=piece.price - price, commission=piece.commission - commission,
                   tax=piece.tax - tax)  # fmt: skip
    return [again, rest] if many < of else [again]


def claimed(pieces: Iterable[Returned]) -> int:
    """What the post owes for these, in the smallest unit."""
    return sum(one.price - one.tax for one in pieces if one.lost and one.liable == "post")
