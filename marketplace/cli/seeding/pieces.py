"""The demo's pieces: written by their makers, reviewed by the office."""

from collections.abc import Sequence
from typing import Any

from marketplace.catalogue import answers, categories, listings, photos, revisions, variants
from marketplace.catalogue.models import Listing, Revision
from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.pictures import store
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline

COPIED = (
    "kind", "title_fa", "title_en", "story_fa", "story_en", "material_fa", "material_en",
    "technique_fa", "technique_en", "weight_g", "care_fa", "care_en", "making_days", "hand_share",
    "quantity", "lead_days", "open_limit",
)  # fmt: skip
COVERS = {"dye": "yarn-three", "knit": "socks-indigo"}  # crafts whose bay is not drawn
ASKED = [
    {"field": "weight_g", "reason": "missing", "note": "وزن را هم بنویسید تا خریدار بداند."},
    {"field": "photo", "reason": "photo", "note": "یک عکس از پشت کار بگیرید که دوختش پیدا باشد."},
]
RAISE = "socks-cream", 580_000
SIZES = "mittens-madder", (("کوچک", 4, 9), ("بزرگ", 2, 11))  # how many, and tenths of the price


def lay_out(cast: Cast, timeline: Timeline) -> None:
    """Write every piece's story into the timeline."""
    for number, row in enumerate(read("pieces")):
        days, minute = row["days_ago"], 10 + number
        wrote, decided = f"{days + 1}d 18:{minute}", f"{days}d 09:{minute}"
        if row["state"] == "draft":
            wrote = "50m"
        timeline.add(wrote, _write, cast, row)
        if row["state"] in ("live", "sold"):
            timeline.add(decided, _publish, cast, row["key"])
        if row["state"] == "returned":
            timeline.add(decided, _send_back, cast, row["key"])
    timeline.add("1d 20:05", _raise_price, cast, *RAISE)
    timeline.add("1d 20:30", _cover_crafts, cast)
    timeline.add("1d 19:40", _offer_sizes, cast, *SIZES)


def _write(cast: Cast, row: dict[str, Any]) -> None:
    vendor = cast.vendors[row["maker"]]
    with cast.herself(row["maker"]):
        revision = revisions.start(vendor)
        cast.listings[row["key"]] = revision.listing
        for name in row["photos"]:
            photos.add(revision, store(cast, name, vendor.members[0].user_id))
        revisions.save(
            revision, content(row, cast.categories[row["category"]].id, _answers(cast, row))
        )
        revision.step = 5 if row["photos"] else 3
        if row["state"] != "draft":
            revisions.submit(revision)


def content(row: dict[str, Any], category_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """A piece's words and figures, from centimetres and Toman to millimetres and rial."""
    width, length, height = row["size_cm"]
    return {name: row[name] for name in COPIED} | {
        "category_id": category_id,
        "attributes": given,
        "price": amount(row["price_toman"]).amount,
        "width_mm": width * 10,
        "length_mm": length * 10 if length else None,
        "height_mm": height * 10 if height else None,
    }


def _answers(cast: Cast, row: dict[str, Any]) -> dict[str, Any]:
    """As she types them; her own words come with the office's English."""
    return {
        str(cast.attributes[code].id): dict(zip(("fa", "en"), given, strict=True))
        if isinstance(given, list)
        else answers.read(cast.attributes[code], given)
        for code, given in row["attributes"].items()
    }


def _publish(cast: Cast, key: str) -> None:
    with cast.playing("moderator"):
        revisions.approve(_open(cast, key))


def _send_back(cast: Cast, key: str) -> None:
    with cast.playing("moderator"):
        revisions.ask_changes(_open(cast, key), ASKED)


def _open(cast: Cast, key: str) -> Revision:
    revision = revisions.find_open(cast.listings[key])
    assert revision
    return revision


def _raise_price(cast: Cast, key: str, price: int) -> None:
    with cast.herself("wool-and-sun"):
        listings.quick_price(cast.listings[key], amount(price))


def _offer_sizes(cast: Cast, key: str, sizes: Sequence[tuple[str, int, int]]) -> None:
    """The same mittens, smaller and larger; the office publishes them the same evening."""
    listing, size = cast.listings[key], cast.attributes["size"]
    own = {size.id: listing.attributes[str(size.id)]}
    for name, quantity, tenths in sizes:
        with cast.herself(_maker_of(cast, listing)):
            revision = variants.add(listing, own, {size.id: answers.read(size, name)})
            price = (listing.price or 0) * tenths // 10
            revisions.save(revision, {"quantity": quantity, "price": price})
            revisions.submit(revision)
        with cast.playing("moderator"):
            revisions.approve(revision)


def _maker_of(cast: Cast, listing: Listing) -> str:
    return next(key for key, one in cast.vendors.items() if one.id == listing.vendor_id)


def _cover_crafts(cast: Cast) -> None:
    with cast.playing("administrator"):
        for code, key in COVERS.items():
            picture = cast.listings[key].pictures[0].picture
            categories.set_picture(cast.categories[code], picture)
