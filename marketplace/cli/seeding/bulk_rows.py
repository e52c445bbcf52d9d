"""Rows of synthetic listings, their pieces, pictures and answers: made with dice, never objects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from marketplace.catalogue import answers, attributes, words
from marketplace.catalogue.attribute_models import Attribute, ListingAttribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.content import FIELDS
from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.pieces import content
from marketplace.cli.seeding.texts import read
from marketplace.kernel import clock
from marketplace.kernel.db import Base, session
from marketplace.kernel.ids import ALPHABET
from marketplace.kernel.money import home
from marketplace.media.models import Picture
from marketplace.stock.models import Lot
from marketplace.vendors.models import Vendor

YEAR = timedelta(days=365)
SPREAD = 611_953  # a prime, so that multiples of it repeat only after all codes
TONES = (
    ("روشن", "light"), ("تیره", "dark"), ("بهاره", "spring wool"), ("پاییزه", "autumn wool"),
    ("ریزنقش", "fine pattern"), ("درشت‌نقش", "bold pattern"), ("کهنه‌طرح", "old pattern"),
    ("ساده", "plain"),
)  # fmt: skip
OWN = ("id", "public_id", "scan_code", "vendor_id", "craft_id", "state", "published_at",
       "changed_at", "sold_at", "sellable_until", "free_from", "turn", "sample", "currency",
       "created_at", "search_text")  # fmt: skip
LISTING = (*FIELDS, *OWN)
LOT = ("listing_id", "place", "quantity", "held")
PICTURE = ("listing_id", "position", "picture_id", "alt_fa", "alt_en")
ANSWER = ("listing_id", "attribute_id", "value")
Table = tuple[type[Base], Sequence[str], Iterable[Sequence[Any]]]


class Rows:
    """So many listings after so many that are there: the same dice throw the same ones."""

    def __init__(self, count: int, before: int) -> None:
        self._before = before
        self._dice = Random(f"{count} after {before}")  # noqa: S311  the same on purpose
        active = select(Vendor).where(Vendor.state == "active").order_by(Vendor.id)
        self._vendors = [Seller(one) for one in session.scalars(active)]
        shown = select(Picture.id).where(Picture.public, Picture.sample).order_by(Picture.id)
        self._shots = session.scalars(shown).all()
        categories = {row.slug: row for row in session.scalars(select(Category))}
        named = words.category_words()
        self._templates = [
            Template(row, categories[row["category"]], named, attributes.everything())
            for row in read("pieces") if row["photos"]
        ]  # fmt: skip
        self._known: dict[int, Sequence[Template]] = {}

    def of(self, numbers: range, first: int) -> list[Table]:
        """What to write into each table for the listings of these numbers; `first`: the id of the
        very first."""
        listings = [self.listing(number) | {"id": first + number} for number in numbers]
        return [
            (Listing, LISTING, [[row[name] for name in LISTING] for row in listings]),
            (Lot, LOT, map(_lot, listings)),
            (ListingPicture, PICTURE, list(self._pictures(listings))),
            (ListingAttribute, ANSWER, _answered(listings)),
        ]

    def listing(self, number: int) -> dict[str, Any]:
        """The columns of one, except its id."""
        dice, vendor = self._dice, self._dice.choice(self._vendors)
        template = dice.choice(self._sold_by(vendor))
        tone_fa, tone_en = dice.choice(TONES)
        listing = template.content(number)
        listing["title_fa"] += f"، {tone_fa}، {number + 1}"
        listing["title_en"] += f", {tone_en}, {number + 1}"
        toman = round(template.toman * dice.uniform(60, 180) / 1e6) * 10_000
        listing["price"] = amount(toman).amount
        now = clock.now()
        sold, published = dice.random() < 0.1, now - YEAR * dice.random()
        if sold:
            listing["quantity"] = 0
        whole: Any = SimpleNamespace(**listing)
        return listing | {
            "public_id": _code(dice, 8).lower(), "scan_code": _tag(self._before + number),
            "vendor_id": vendor.id, "craft_id": template.craft_id,
            "state": "sold" if sold else "live", "published_at": published,
            "changed_at": now if sold else published,
            "sold_at": now if sold else None, "free_from": None if sold else published,
            "sellable_until": vendor.crafts[template.craft_id], "turn": 0, "sample": True,
            "currency": home(), "created_at": published,
            "search_text": words.text_of(whole, vendor.alias, template.named),
        }  # fmt: skip

    def _sold_by(self, vendor: "Seller") -> "Sequence[Template]":
        if vendor.id not in self._known:
            self._known[vendor.id] = [one for one in self._templates
                                      if one.craft_id in vendor.crafts]  # fmt: skip
        return self._known[vendor.id]

    def _pictures(self, listings: Sequence[dict[str, Any]]) -> Iterator[Sequence[Any]]:
        for row in listings:
            shots = self._dice.sample(self._shots, self._dice.randint(1, 3))
            for position, shot in enumerate(shots, 1):
                yield row["id"], position, shot, row["title_fa"], row["title_en"]


class Seller:
    """An active vendor: her id, names and, by craft, until when she may sell."""

    def __init__(self, vendor: Vendor) -> None:
        self.id = vendor.id
        self.alias = f"{vendor.alias_fa} {vendor.alias_en}"
        self.crafts: dict[int | None, datetime | None] = {
            one.craft_id: one.sellable_until for one in vendor.crafts
        }


class Template:
    """One of the demo's pieces, to be made many times."""

    def __init__(
        self, row: dict[str, Any], category: Category, named: dict[int, str],
        asked: Sequence[Attribute],
    ) -> None:  # fmt: skip
        self.craft_id, self.toman = category.parent_id, row["price_toman"]
        self.named = named[category.id]
        self._content = dict.fromkeys(FIELDS) | content(row, category.id, {})
        mine = [
            one for one in asked
            if one.kind != "text" and self.craft_id in {each.craft_id for each in one.crafts}
        ]  # fmt: skip
        self._kinds = [(one.id, one.kind) for one in mine]
        self._choices = {one.id: [each.id for each in one.choices] for one in mine}

    def content(self, number: int) -> dict[str, Any]:
        """Its words and figures, with some answer to all that can be chosen or counted."""
        given = {str(key): self._answer(key, kind, number * 7 + key) for key, kind in self._kinds}
        return self._content | {"attributes": given}

    def _answer(self, key: int, kind: str, turn: int) -> int:
        if kind == "choice":
            return self._choices[key][turn % len(self._choices[key])]
        return turn % 2 == 1 if kind == "yes_no" else turn % 40 * answers.PLACES


def _lot(row: dict[str, Any]) -> Sequence[Any]:
    made = row["kind"] == "made_to_order"
    there = (row["open_limit"] or 1) if made else row["quantity"]
    return row["id"], "slots" if made else "home", there, 0


def _answered(listings: Sequence[dict[str, Any]]) -> Iterator[Sequence[Any]]:
    for row in listings:
        for one in answers.rows_of(row["id"], row["attributes"]):
            yield [one[name] for name in ANSWER]


def _tag(number: int) -> str:
    """A tag's code, spread over all there are so that a million never meet."""
    place, letters = (number + 1) * SPREAD % len(ALPHABET) ** 6, ""
    for _letter in range(6):
        place, letter = divmod(place, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def _code(dice: Random, length: int) -> str:
    return "".join(dice.choices(ALPHABET, k=length))
