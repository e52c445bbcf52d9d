"""Any number of synthetic listings for benchmarks, the same ones for the same number."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, insert, select, text

from marketplace.catalogue import answers, attributes, sellable, words
from marketplace.catalogue.attribute_models import Attribute, ListingAttribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.content import FIELDS
from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.cli.seeding import demo, makers, office, pictures
from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.pieces import content
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline
from marketplace.discovery import entries
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import session, table
from marketplace.kernel.ids import ALPHABET
from marketplace.kernel.money import home
from marketplace.kernel.unit import unit_of_work
from marketplace.media.models import Picture
from marketplace.stock.models import Lot
from marketplace.vendors.models import Vendor

CHUNK = 1000
EACH = 125  # listings a maker
FEWEST, MOST = 8, 250  # makers
POOL = ("k1", "k2", "k6", "k7", "j1", "j3", "c1", "c3", "h1", "b1", "s1", "y2")
YEAR = timedelta(days=365)
SPREAD = 611_953  # a prime, so that multiples of it repeat only after all codes
TONES = (
    ("روشن", "light"), ("تیره", "dark"), ("بهاره", "spring wool"), ("پاییزه", "autumn wool"),
    ("ریزنقش", "fine pattern"), ("درشت‌نقش", "bold pattern"), ("کهنه‌طرح", "old pattern"),
    ("ساده", "plain"),
)  # fmt: skip


def seed_many(count: int) -> None:
    """Add so many listings, made to be found, filtered and sold; one in ten is sold."""
    with acting(SYSTEM):
        cast = Cast()
        fresh = demo.empty()
        if fresh:
            cast.photos = pictures.look_at(list(POOL))
        hashed = office.hashed_password() if fresh else ""
        with unit_of_work():
            if fresh:
                _open(cast, hashed, max(FEWEST, min(MOST, count // EACH)))
            _write(count)
        demo.finish()


def _open(cast: Cast, hashed: str, size: int) -> None:
    """The office, its crafts, so many makers and the pictures that all listings share."""
    timeline = Timeline(clock.now())
    timeline.add("100d 09:00", office.open_office, cast, hashed)
    makers.invite(cast, timeline, [_maker(number) for number in range(size)])
    timeline.play()
    for name in POOL:
        pictures.store(cast, name, None).public = True


def _maker(number: int) -> dict[str, Any]:
    """One of the demo's makers again, under a name of her own."""
    rows = read("makers")["makers"]
    row: dict[str, Any] = rows[number % len(rows)]
    turn = number // len(rows) + 1
    return row | {
        "key": f"maker-{number}", "mobile": f"0900001{number:04}", "portrait": None,
        "alias_fa": f"{row['alias_fa']} {turn}", "alias_en": f"{row['alias_en']} {turn}",
    }  # fmt: skip


def _templates() -> list[dict[str, Any]]:
    return [row for row in read("pieces") if row["photos"]]


def _write(count: int) -> None:
    before = session.scalar(select(func.count()).select_from(Listing)) or 0
    dice = Random(f"{count} after {before}")  # noqa: S311  the same every time, on purpose
    active = select(Vendor).where(Vendor.state == "active").order_by(Vendor.id)
    shown = select(Picture.id).where(Picture.public, Picture.sample).order_by(Picture.id)
    vendors, shots = session.scalars(active).all(), session.scalars(shown).all()
    categories = {row.slug: row for row in session.scalars(select(Category))}
    named, asked = words.category_words(), attributes.everything()
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        rows = [_row(dice, number, vendors, categories, named, asked) for number in numbers]
        for number, row in zip(numbers, rows, strict=True):
            row["scan_code"] = _tag(before + number)
        _insert(dice, rows, shots)
    _count_on()
    sellable.rebuild()
    entries.rebuild()
    _known_to_planner()


def _count_on() -> None:
    """The next listing's number follows those that were written with their own."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("listing", "id")
        session.execute(select(func.setval(sequence, func.max(Listing.id))))


def _known_to_planner() -> None:
    """What PostgreSQL finds out by itself within minutes: until then it takes longer ways."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))


def _row(
    dice: Random,
    number: int,
    vendors: Sequence[Vendor],
    categories: dict[str, Category],
    named: dict[int, str],
    asked: Sequence[Attribute],
) -> dict[str, Any]:
    vendor = dice.choice(vendors)
    crafts = {one.craft_id for one in vendor.crafts}
    known = [row for row in _templates() if categories[row["category"]].parent_id in crafts]
    template = dice.choice(known)
    category = categories[template["category"]]
    tone_fa, tone_en = dice.choice(TONES)
    given = content(template, category.id, _answers(asked, category.parent_id, number))
    listing: Any = SimpleNamespace(**dict.fromkeys(FIELDS) | given)
    listing.title_fa = f"{template['title_fa']}، {tone_fa}، {number + 1}"
    listing.title_en = f"{template['title_en']}, {tone_en}, {number + 1}"
    listing.price = amount(
        round(template["price_toman"] * dice.uniform(60, 180) / 1e6) * 10_000
    ).amount
    sold, published = dice.random() < 0.1, clock.now() - YEAR * dice.random()
    if sold:
        listing.quantity = 0
    alias = f"{vendor.alias_fa} {vendor.alias_en}"
    return {name: getattr(listing, name) for name in FIELDS} | {
        "public_id": _code(dice, 8).lower(), "vendor_id": vendor.id,
        "craft_id": category.parent_id, "state": "sold" if sold else "live",
        "published_at": published, "sold_at": clock.now() if sold else None,
        "free_from": None if sold else published, "sample": True, "currency": home(),
        "created_at": published, "search_text": words.text_of(listing, alias, named[category.id]),
    }  # fmt: skip


def _answers(asked: Sequence[Attribute], craft_id: int | None, number: int) -> dict[str, Any]:
    """Something of everything that can be chosen or counted."""
    given: dict[str, Any] = {}
    for row in asked:
        if craft_id not in {one.craft_id for one in row.crafts} or row.kind == "text":
            continue
        given[str(row.id)] = _answer(row, number * 7 + row.id)
    return given


def _answer(row: Attribute, turn: int) -> int:
    if row.kind == "choice":
        return row.choices[turn % len(row.choices)].id
    return turn % 2 == 1 if row.kind == "yes_no" else turn % 40 * answers.PLACES


def _tag(number: int) -> str:
    """A tag's code, spread over all there are so that a hundred thousand never meet."""
    place, letters = (number + 1) * SPREAD % len(ALPHABET) ** 6, ""
    for _letter in range(6):
        place, letter = divmod(place, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def _code(dice: Random, length: int) -> str:
    return "".join(dice.choices(ALPHABET, k=length))


def _insert(dice: Random, rows: list[dict[str, Any]], shots: Sequence[int]) -> None:
    first = (session.scalar(select(func.max(Listing.id))) or 0) + 1
    ids = range(first, first + len(rows))
    session.execute(
        insert(table(Listing)), [row | {"id": key} for key, row in zip(ids, rows, strict=True)]
    )
    placed, lots, answered = [], [], []
    for key, row in zip(ids, rows, strict=True):
        answered += answers.rows_of(key, row["attributes"])
        made = row["kind"] == "made_to_order"
        there = (row["open_limit"] or 1) if made else row["quantity"]
        lots.append({"listing_id": key, "place": "slots" if made else "home", "quantity": there})
        for position, shot in enumerate(dice.sample(shots, dice.randint(1, 3)), 1):
            placed.append({
                "listing_id": key, "position": position, "picture_id": shot,
                "alt_fa": row["title_fa"], "alt_en": row["title_en"],
            })  # fmt: skip
    session.execute(insert(table(Lot)), lots)
    session.execute(insert(table(ListingPicture)), placed)
    if answered:
        session.execute(insert(table(ListingAttribute)), answered)
