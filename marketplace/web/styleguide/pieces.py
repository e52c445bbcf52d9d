"""Invented pieces, makers and pictures in the shape that components read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import current_app

from marketplace.kernel.money import toman
from marketplace.web.photos import Hint
from marketplace.web.styleguide.titles import TITLES

DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class SamplePhoto:
    """A drawn picture from `static/` in the shape that components read."""

    name: str = "hero-tall"
    widths: tuple[int, ...] = (720, 1120)
    width: int = 720
    height: int = 844
    alt: str = "گلیم روناسی با لوزی پلکانی، آویخته در طاق‌نمای آجری"
    sample: bool = True
    action: str = "#snaps"
    hints: tuple[Hint, ...] = ()

    def src(self, width: int, kind: str = "webp") -> str:
        """Return the address of the cut that is nearest to this width."""
        nearest = min(self.widths, key=lambda known: abs(known - width))
        asset: Any = current_app.jinja_env.globals["asset"]
        return str(asset(f"images/{self.name}-{nearest}.webp"))

    @property
    def srcset(self) -> str:
        """Both cuts."""
        return ", ".join(f"{self.src(width)} {width}w" for width in self.widths)


@dataclass(frozen=True)
class SamplePiece:
    """A card's piece."""

    title: str
    price: Any
    state: str = "ready"
    one_of_a_kind: bool = False
    photo: SamplePhoto | None = field(default_factory=SamplePhoto)
    maker: str = "دار روناس"
    place: str = "بخش مرکزی"
    lead_days: int = 20
    url: str = "#cards"
    sold_on: date = DAY


@dataclass(frozen=True)
class SampleMaker:
    """A maker in the arch."""

    name: str
    portrait: SamplePhoto | None
    dye: int
    approved: bool
    count: int
    url: str = "#makers"
    place: str = "بخش مرکزی"
    crafts: str = "گلیم‌باف"
    words: str = "نقش را از روی نقشه نمی‌بافم؛ شمارش لوزی‌ها را از مادرم یاد گرفته‌ام."


def bay(number: int) -> SamplePhoto:
    """One of the drawn bays as a photo."""
    return SamplePhoto(f"bay-{number}", (168, 384), 384, 768, "غرفه")


def pieces() -> list[SamplePiece]:
    """Every title once, in every state, with and without a photo."""
    states = ("ready", "made_to_order", "reserved", "sold")
    return [
        SamplePiece(
            title,
            toman(290_000 * (place + 1) ** 2),
            states[place % 4],
            place % 8 == 0,
            None if place % 7 == 3 else bay(place % 7 + 1),
        )
        for place, title in enumerate(TITLES)
    ]


def makers() -> list[SampleMaker]:
    """With a portrait, with each dye, with a long name, without anything for sale."""
    rows = [
        ("دار روناس", SamplePhoto(), 1, 9),
        ("سوزن سپید", None, 2, 8),
        ("گره چهارم", None, 1, 0),
        (TITLES[6] + " " + TITLES[8], None, 3, 104),
    ]
    return [
        SampleMaker(name, portrait, dye, count > 0, count) for name, portrait, dye, count in rows
    ]
