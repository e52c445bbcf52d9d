"""The words and figures of a piece: the same columns live on a listing and on its revision."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from marketplace.kernel.db import Code
from marketplace.kernel.money import home

KINDS = ("one_of_a_kind", "stocked", "made_to_order")
HAND_SHARES = ("all", "most", "half")
FIELDS = (
    "category_id",
    "kind",
    "title_fa",
    "title_en",
    "material_fa",
    "material_en",
    "technique_fa",
    "technique_en",
    "width_mm",
    "length_mm",
    "height_mm",
    "weight_g",
    "making_days",
    "hand_share",
    "care_fa",
    "care_en",
    "story_fa",
    "story_en",
    "price",
    "quantity",
    "lead_days",
    "open_limit",
    "attributes",
)


class Content:
    """Sizes in millimetres, weight in grams, price in rial, lead time in days."""

    @declared_attr
    def category_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("category.id"), index=True)

    kind: Mapped[Code] = mapped_column(default="one_of_a_kind")
    title_fa: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    material_fa: Mapped[str] = mapped_column(default="")
    material_en: Mapped[str] = mapped_column(default="")
    technique_fa: Mapped[str] = mapped_column(default="")
    technique_en: Mapped[str] = mapped_column(default="")
    width_mm: Mapped[int | None]
    length_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    weight_g: Mapped[int | None]
    making_days: Mapped[int | None]
    hand_share: Mapped[Code | None]
    care_fa: Mapped[str] = mapped_column(default="")
    care_en: Mapped[str] = mapped_column(default="")
    story_fa: Mapped[str] = mapped_column(default="")
    story_en: Mapped[str] = mapped_column(default="")
    price: Mapped[int | None]
    currency: Mapped[Code] = mapped_column(default=home)
    quantity: Mapped[int] = mapped_column(default=1)  # pieces she says she has (stocked)
    lead_days: Mapped[int | None]  # made to order
    open_limit: Mapped[int | None]  # made to order: at most so many open orders
    attributes: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )  # see answers.py

    def content(self) -> dict[str, Any]:
        """Every content column by name."""
        return {name: getattr(self, name) for name in FIELDS}

    def take_content(self, other: "Content") -> None:
        """Copy every content column from another listing or revision, the price's currency too."""
        self.currency = other.currency
        for name in FIELDS:
            setattr(self, name, getattr(other, name))
