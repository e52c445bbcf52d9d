"""The demo's post: two ways of posting with made-up prices."""

from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.texts import read
from marketplace.kernel import preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.clock import now
from marketplace.orders.post import tariff_book
from marketplace.orders.post.models import ZONES


def open_post() -> None:
    """The office's province, its neighbours and the tariff of demo/texts/post.json."""
    post = read("post")
    preferences.change(**post["preferences"])
    for row in post["methods"]:
        method = tariff_book.add_method(**row["words"])
        cells = {int(grams): _prices(prices) for grams, prices in row["toman"].items()}
        tariff_book.save_sheet(method, local_day(now()), cells)


def _prices(row: list[int | None]) -> dict[str, int]:
    return {zone: amount(price).amount for zone, price in zip(ZONES, row, strict=True) if price}
