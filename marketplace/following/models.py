"""A mobile that asked to be told something, and what it asked for."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

OF_A_MAKER = text("listing_id IS NULL")


class Follower(Base):
    """A mobile that was proved by a code: found by its keyed hash, kept sealed, deleted by its
    owner's word or by night when it follows nothing any more."""

    __tablename__ = "follower"
    id: Mapped[Key]
    mobile_hash: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes]  # E.164
    code: Mapped[Code] = mapped_column(unique=True)  # from which the stop link is drawn
    link_token_hash: Mapped[str] = mapped_column(unique=True)
    locale: Mapped[Code]
    touched_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class Follow(Base):
    """A maker's new pieces, or with a listing: when this piece of hers can be had again, once."""

    __tablename__ = "follow"
    __table_args__ = (
        UniqueConstraint("follower_id", "listing_id"),
        Index(
            "uq_follow_maker", "follower_id", "vendor_id", unique=True,
            sqlite_where=OF_A_MAKER, postgresql_where=OF_A_MAKER,
        ),
        Index("ix_follow_vendor", "vendor_id", "listing_id"),
    )  # fmt: skip
    id: Mapped[Key]
    follower_id: Mapped[int] = mapped_column(ForeignKey("follower.id"))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    terms_version: Mapped[Code]  # of the privacy text that she agreed to
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)  # later pieces are new to her
    told_on: Mapped[date | None]  # the last day of a message
    told_at: Mapped[datetime | None]  # a piece: she was told, and waits no more
