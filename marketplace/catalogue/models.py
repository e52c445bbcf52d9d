"""A listing (what the shop shows) and its revisions (what a maker writes and staff review)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.content import Content
from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.media.models import Picture

OPEN = "state IN ('draft', 'pending', 'changes_asked')"


class Listing(Content, Base):
    """new → live ⇄ taken_down, live ⇄ sold; new → refused; all of them → erased, with
    its maker. Its content is the last approved one.

    Projections, written with their cause: `sellable_until` (vendor's state and eligibility; null =
    hidden), `free_from` (when a piece is free to reserve: past = now, future = when a hold ends
    unless confirmed, null = none), `turn` (the day of her maker's last turn on the front, as a
    number; 0 = none)."""

    __tablename__ = "listing"
    __table_args__ = (
        Index("uq_listing_own_code", "vendor_id", "own_code", unique=True),
        CheckConstraint("price IS NULL OR price > 0", name="price"),
        Index(
            "ix_listing_shop",
            "state",
            "published_at",
            "id",
            "sellable_until",
            "free_from",
            "kind",
            "price",
            "craft_id",
            "category_id",
            "vendor_id",
            "turn",
            "family_id",
        ),
        Index(
            "ix_listing_craft",
            "state",
            "craft_id",
            "published_at",
            "id",
            "category_id",
            "sellable_until",
            "price",
            "kind",
            "free_from",
            "vendor_id",
            "turn",
            "family_id",
        ),
        Index(
            "ix_listing_price",
            "state",
            "price",
            "turn",
            "id",
            "sellable_until",
            "free_from",
            "kind",
            "craft_id",
            "category_id",
            "vendor_id",
            "family_id",
        ),
        Index(
            "ix_listing_vendor",
            "vendor_id",
            "state",
            "published_at",
            "id",
            "sellable_until",
            "family_id",
        ),
        Index("ix_listing_changed", "state", "changed_at", "id", "sellable_until", "free_from"),
        Index("uq_listing_share_key", "share_key", unique=True),
        Index("uq_listing_variant", "family_id", "combination", unique=True),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    scan_code: Mapped[Code] = mapped_column(unique=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    own_code: Mapped[Code | None]  # what its maker calls it in her own tables
    craft_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"))  # see variants.py
    combination: Mapped[str | None]  # the choices that tell it from the other variants
    state: Mapped[Code]
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]  # what the shop shows of it, last
    sold_at: Mapped[datetime | None]
    sellable_until: Mapped[datetime | None] = mapped_column(index=True)
    free_from: Mapped[datetime | None] = mapped_column(index=True)
    turn: Mapped[int] = mapped_column(default=0, server_default="0")  # in ties the lowest is first
    search_text: Mapped[str] = mapped_column(default="")  # folded words of both languages
    share_key: Mapped[Code | None]  # the picture beside its shared link; see sharing.py
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    pictures: Mapped[list["ListingPicture"]] = relationship(
        order_by="ListingPicture.position", cascade="all, delete-orphan"
    )

    def changed(self) -> None:
        """The shop shows something else of it from now on."""
        self.changed_at = clock.now()


class ListingPicture(Base):
    """A published picture's place and words."""

    __tablename__ = "listing_picture"
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"))
    alt_fa: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    picture: Mapped[Picture] = relationship(lazy="joined")


class Revision(Content, Base):
    """draft → pending → approved | changes_asked | refused; changes_asked → pending; dropped.

    At most one is open for a listing (partial unique index)."""

    __tablename__ = "revision"
    __table_args__ = (
        CheckConstraint("price IS NULL OR price > 0", name="price"),
        Index(
            "uq_revision_open",
            "listing_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index("ix_revision_queue", "state", "submitted_at"),
    )
    id: Mapped[Key]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    state: Mapped[Code]
    step: Mapped[int] = mapped_column(default=1)  # the furthest wizard step saved
    office_writes: Mapped[bool] = mapped_column(default=False)  # she asked the office to write
    day_rate: Mapped[int | None]  # rial; the price helper's figures, kept as typed
    material_cost: Mapped[int | None]
    asked: Mapped[list[Any]] = mapped_column(
        default=list
    )  # [{field, reason, note}] by the reviewer
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    listing: Mapped[Listing] = relationship()
    pictures: Mapped[list["RevisionPicture"]] = relationship(
        order_by="RevisionPicture.position", cascade="all, delete-orphan"
    )


class RevisionPicture(Base):
    """A picture of a revision, in her order."""

    __tablename__ = "revision_picture"
    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    position: Mapped[int]
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"))
    alt_fa: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    picture: Mapped[Picture] = relationship(lazy="joined")
