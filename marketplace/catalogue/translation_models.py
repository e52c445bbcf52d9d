"""Who of the office translates a piece's words into which language, and how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

OFFICE_WROTE = ("approved", "stale")  # states in which its words are in the shop


class Translation(Base):
    """claimed → written → approved → stale (the source changed) → claimed; claimed → free;
    approved | stale → replaced (the maker wrote her own). One a listing and language."""

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("listing_id", "into"),
        CheckConstraint("\"into\" IN ('fa', 'en')", name="into"),
    )
    id: Mapped[Key]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    into: Mapped[Code]
    state: Mapped[Code]
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what it was translated from
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
