"""The tree of categories; its top level are the crafts that certificates name."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code, Key


class Category(Base):
    """A craft (no parent) or a kind of piece within one, in two languages."""

    __tablename__ = "category"
    __table_args__ = (
        CheckConstraint("price_low IS NULL OR price_low <= price_high", name="range"),
    )
    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name_fa: Mapped[str]
    name_en: Mapped[str]
    price_low: Mapped[int | None]  # rial; the craft's usual range
    price_high: Mapped[int | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
