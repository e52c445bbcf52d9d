"""Lots by place, holds on them, and custody moves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

PLACES = ("home", "office", "slots")  # slots: how many open orders a made-to-order listing takes


class Lot(Base):
    """So many pieces of a listing in one place. `held` counts the pieces under holds."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("listing_id", "place"),
        CheckConstraint("held >= 0 AND held <= quantity", name="held"),
        CheckConstraint(f"place IN {PLACES}", name="place"),
    )
    id: Mapped[Key]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    place: Mapped[Code]
    quantity: Mapped[int]
    held: Mapped[int] = mapped_column(default=0)


class Hold(Base):
    """Pieces of a lot kept for one order line; without an end it is an allocation."""

    __tablename__ = "hold"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)
    id: Mapped[Key]
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    line_id: Mapped[int] = mapped_column(index=True)  # the order line that owns it
    quantity: Mapped[int]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class CustodyMove(Base):
    """A piece changed hands. Append-only."""

    __tablename__ = "custody_move"
    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    line_id: Mapped[int | None]
    quantity: Mapped[int]
    from_place: Mapped[Code]  # as to_place; maker: made to order
    to_place: Mapped[Code]  # office | post | customer | home | written_off
    by_user: Mapped[int | None]
