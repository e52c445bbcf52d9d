"""What discovery found, as the components read it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from marketplace.discovery import rows
from marketplace.kernel import calendar
from marketplace.kernel.money import Money
from marketplace.web.photos import Photo, public_photo
from marketplace.web.shop.addresses import maker_path, piece_path


class Card(NamedTuple):
    """A piece in a list."""

    url: str
    title: str
    maker: str
    place: str
    price: Money
    state: str
    lead_days: int | None
    one_of_a_kind: bool
    photo: Photo | None
    sold_on: date | None
    dearer: bool = False  # a variant of it costs more


@dataclass(frozen=True, slots=True)
class Face:
    """A maker in the arch."""

    url: str
    name: str
    place: str
    crafts: str
    words: str
    portrait: Photo | None
    dye: int
    approved: bool
    count: int
    back_on: date | None = None


def photo(picture: rows.Picture | None) -> Photo | None:
    """A published picture under its public address."""
    if picture is None:
        return None
    state = "ready" if picture.ready else "pending"
    return public_photo(
        picture.key, picture.width, picture.height, picture.alt, state=state, sample=picture.sample
    )


def card(piece: rows.Piece) -> Card:
    """A piece with its address and photo."""
    sold_on = calendar.local_day(piece.sold_at) if piece.sold_at else None
    return Card(
        piece_path(piece.public_id, piece.name), piece.title, piece.maker, piece.place, piece.price,
        piece.state, piece.lead_days, piece.one_of_a_kind, photo(piece.picture), sold_on,
        piece.dearer,
    )  # fmt: skip


def cards(pieces: list[rows.Piece]) -> list[Card]:
    """Each piece as a card."""
    return [card(piece) for piece in pieces]


def face(maker: rows.Maker, words: str = "") -> Face:
    """A maker with her address, portrait and, where they belong, her words."""
    return Face(
        maker_path(maker.public_id, maker.name_fa), maker.name, maker.place,
        _(", ").join(maker.crafts), words, photo(maker.portrait), maker.dye, maker.approved,
        maker.count, maker.back_on,
    )  # fmt: skip


def first_words(story: str, most: int = 110) -> str:
    """The story's first sentences, as many as fit in `most` characters."""
    line = " ".join(story.split())
    if len(line) <= most:
        return line
    end = max(line.rfind(mark, 0, most) for mark in ".؛!؟?")
    if end > most // 5:
        return line[: end + 1]
    return line[:most].rpartition(" ")[0] + "…"
