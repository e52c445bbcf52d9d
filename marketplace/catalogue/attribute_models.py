"""What staff ask about the pieces of a craft, and what pieces answer, for facets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel.db import Base, Code, Key

KINDS = ("text", "number", "choice", "yes_no")


class Attribute(Base):
    """One question, in two languages. Ended it is no longer asked; what was answered stays."""

    __tablename__ = "attribute"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("filterable = false OR kind <> 'text'", name="filterable"),
        CheckConstraint("varies = false OR kind = 'choice'", name="varies"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    name_fa: Mapped[str]
    name_en: Mapped[str]
    help_fa: Mapped[str] = mapped_column(default="")
    help_en: Mapped[str] = mapped_column(default="")
    unit_fa: Mapped[str] = mapped_column(default="")  # of a number
    unit_en: Mapped[str] = mapped_column(default="")
    required: Mapped[bool] = mapped_column(default=False)  # before a piece is sent to the office
    filterable: Mapped[bool] = mapped_column(default=False)  # buyers may filter by it
    varies: Mapped[bool] = mapped_column(default=False)  # variants of a piece may differ in it
    position: Mapped[int]
    ended_at: Mapped[datetime | None]
    crafts: Mapped[list["AttributeCraft"]] = relationship(cascade="all, delete-orphan")
    choices: Mapped[list["AttributeChoice"]] = relationship(
        order_by="AttributeChoice.position", cascade="all, delete-orphan"
    )


class AttributeCraft(Base):
    """A craft whose makers are asked."""

    __tablename__ = "attribute_craft"
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id"), primary_key=True)
    craft_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True, index=True)


class AttributeChoice(Base):
    """One answer to choose. Ended it is no longer offered; pieces that have it keep it."""

    __tablename__ = "attribute_choice"
    id: Mapped[Key]
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id"), index=True)
    position: Mapped[int]
    name_fa: Mapped[str]
    name_en: Mapped[str]
    ended_at: Mapped[datetime | None]


class ListingAttribute(Base):
    """A projection of `listing.attributes` without the texts: the choice's id, thousandths of a
    number, 1 for yes and 0 for no."""

    __tablename__ = "listing_attribute"
    __table_args__ = (Index("ix_listing_attribute_facet", "attribute_id", "value", "listing_id"),)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True)
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id"), primary_key=True)
    value: Mapped[int]
