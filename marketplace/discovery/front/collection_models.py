"""Collections that staff put together, and the seasons of the front."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from marketplace.kernel.db import Base, Code, Key
from marketplace.kernel.money import home

DAYS = "first_day IS NULL OR last_day IS NULL OR first_day <= last_day"


class Shown:
    """What visitors read: a title, a few words, a picture, on some days. hidden ⇄ shown."""

    title_fa: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    words_fa: Mapped[str] = mapped_column(default="")
    words_en: Mapped[str] = mapped_column(default="")
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    state: Mapped[Code]

    @declared_attr
    def picture_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("picture.id"))


class Collection(Shown, Base):
    """Pieces by hand, and by rule where one is set: of a category, up to a price."""

    __tablename__ = "collection"
    __table_args__: Any = (
        CheckConstraint(DAYS, name="days"),
        CheckConstraint("price_up_to IS NULL OR price_up_to > 0", name="price"),
    )
    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    price_up_to: Mapped[int | None]
    currency: Mapped[Code] = mapped_column(default=home)
    on_home: Mapped[bool] = mapped_column(default=True)


class CollectionPiece(Base):
    """A piece that staff chose, in their order."""

    __tablename__ = "collection_piece"
    collection_id: Mapped[int] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True, index=True)
    place: Mapped[int]


class Season(Shown, Base):
    """What the front says on some days of the year: Nowruz, Yalda, Muharram."""

    __tablename__ = "season"
    __table_args__: Any = (
        CheckConstraint(DAYS, name="days"),
        CheckConstraint("first_day IS NOT NULL AND last_day IS NOT NULL", name="dated"),
    )
    id: Mapped[Key]
    collection_id: Mapped[int | None] = mapped_column(ForeignKey("collection.id"), index=True)
