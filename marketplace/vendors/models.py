"""A vendor, its members and crafts; what staff require and what was submitted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

NOBODY = {"fa": "هنرمندی از این بازار", "en": "A maker of this bazaar"}  # who was erased


class Vendor(Base):
    """A person or a collective that sells. Public: the alias, village or district, as she chose.

    States: applied → active | refused; active ⇄ paused; active | paused → suspended → back;
    all of them → erased, where nothing is left of her but the row."""

    __tablename__ = "vendor"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'collective')", name="kind"),
        CheckConstraint("motif IN ('madder', 'indigo', 'turquoise')", name="motif"),
        CheckConstraint("show_place IN ('village', 'district')", name="show_place"),
        CheckConstraint("show_name IN ('name', 'alias', 'initial')", name="show_name"),
        CheckConstraint(
            "(closed_from IS NULL AND closed_until IS NULL) OR (closed_from IS NOT NULL"
            " AND closed_until IS NOT NULL AND closed_from <= closed_until)",
            name="closed",
        ),
        CheckConstraint(
            f"state <> 'erased' OR (alias_fa = '{NOBODY['fa']}' AND alias_en = '{NOBODY['en']}'"
            " AND portrait_id IS NULL AND story_fa = '' AND story_en = ''"
            " AND village_fa = '' AND village_en = '' AND district_fa = '' AND district_en = '')",
            name="erased",
        ),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[Code] = mapped_column(index=True)
    kind: Mapped[Code] = mapped_column(default="person")
    alias_fa: Mapped[str]  # the public name she chose
    alias_en: Mapped[str] = mapped_column(default="")
    show_name: Mapped[Code] = mapped_column(default="alias")  # how the public name was made
    village_fa: Mapped[str] = mapped_column(default="")
    village_en: Mapped[str] = mapped_column(default="")
    district_fa: Mapped[str] = mapped_column(default="")
    district_en: Mapped[str] = mapped_column(default="")
    show_place: Mapped[Code] = mapped_column(default="district")
    story_fa: Mapped[str] = mapped_column(default="")
    story_en: Mapped[str] = mapped_column(default="")
    portrait_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    show_portrait: Mapped[bool] = mapped_column(default=False)
    motif: Mapped[Code] = mapped_column(default="madder")
    before_suspension: Mapped[Code | None]  # the state that restoring brings back
    no_shows: Mapped[int] = mapped_column(default=0)
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_why: Mapped[str] = mapped_column(default="", server_default="")
    closed_from: Mapped[date | None]  # no orders from this day
    closed_until: Mapped[date | None]  # to this one
    members: Mapped[list["Member"]] = relationship(cascade="all, delete-orphan")
    crafts: Mapped[list["VendorCraft"]] = relationship(cascade="all, delete-orphan")

    @property
    def place_fa(self) -> str:
        """The place the public may read."""
        return public_place(self, "fa")

    @property
    def place_en(self) -> str:
        """The place the public may read, in English."""
        return public_place(self, "en")


def public_place(vendor: Any, locale: str) -> str:
    """Of a vendor's place what the public may read, in Persian where no English stands."""
    named = vendor.show_place == "village"
    english = (vendor.village_en if named else vendor.district_en) if locale == "en" else ""
    persian = vendor.village_fa if named and vendor.village_fa else vendor.district_fa
    return str(english or persian)


class Member(Base):
    """A person who acts for the vendor."""

    __tablename__ = "member"
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(default=clock.now)


class VendorCraft(Base):
    """A craft she sells in. `sellable_until` projects eligibility: null = not eligible now."""

    __tablename__ = "vendor_craft"
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), primary_key=True)
    craft_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
    sellable_until: Mapped[datetime | None]


class Requirement(Base):
    """What staff ask of a vendor before selling; per craft for certificates."""

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("kind IN ('certificate', 'terms', 'interview', 'document')", name="kind"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    title_fa: Mapped[str]
    title_en: Mapped[str]
    help_fa: Mapped[str] = mapped_column(default="")
    help_en: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Submission(Base):
    """One vendor's answer to one requirement: submitted → accepted | rejected, or waived."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("vendor_id", "requirement_id", "craft_id"),)
    id: Mapped[Key]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    craft_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))  # a waived certificate
    state: Mapped[Code]
    reason: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    submitted_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
