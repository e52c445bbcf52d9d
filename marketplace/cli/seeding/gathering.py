"""The demo's collections, and the season on its front."""

from datetime import timedelta
from typing import Any

from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.discovery.front import collecting
from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day

WORDS = ("title_fa", "title_en", "words_fa", "words_en")


def gather(cast: Cast) -> None:
    """What demo/texts/collections.json names, put together by the moderator."""
    texts = read("collections")
    with cast.playing("moderator"):
        made = {row["slug"]: _collection(cast, row) for row in texts["collections"]}
        row, today = texts["season"], local_day(clock.now())
        season = Season()
        last = today + timedelta(days=row["days"])
        led_to = made[row["collection"]].id
        days = {"first_day": today, "last_day": last, "collection_id": led_to}
        collecting.save(season, {name: row[name] for name in WORDS} | days)
        collecting.turn(season, "show")


def _collection(cast: Cast, row: dict[str, Any]) -> Collection:
    made = Collection()
    price = row["price_up_to"]
    rule = {"slug": row["slug"], "price_up_to": amount(price).amount if price else None}
    collecting.save(made, {name: row[name] for name in WORDS} | rule)
    for key in row["pieces"]:
        collecting.put(made, cast.listings[key].scan_code)
    collecting.turn(made, "show")
    return made
