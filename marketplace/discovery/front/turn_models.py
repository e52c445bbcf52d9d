"""Whose turn it is on the front: one row a maker and day, and the office's pins."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class Pin(Base):
    """The office puts a maker first on these days, both included. set → lifted."""

    __tablename__ = "front_pin"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days"),)
    id: Mapped[Key]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str]
    state: Mapped[Code]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)


class Turn(Base):
    """A maker's turn on one day, with what decided it: the day of her turn before, or the pin.

    The row stays: it is what the next days count."""

    __tablename__ = "front_turn"
    __table_args__ = (
        UniqueConstraint("day", "place"),
        UniqueConstraint("day", "vendor_id"),
    )
    id: Mapped[Key]
    day: Mapped[date]
    place: Mapped[int]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    before: Mapped[date | None]  # the day of her turn before this one
    pin_id: Mapped[int | None] = mapped_column(ForeignKey("front_pin.id"))
    given_at: Mapped[datetime] = mapped_column(default=clock.now)


LAST_DRAWN = select(func.max(Turn.day)).scalar_subquery()
