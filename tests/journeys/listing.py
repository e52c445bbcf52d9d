"""The scenes of her piece: five steps, a change asked for, and the shop's window."""

from pathlib import Path

from tests.journeys.cast import MAKER, Cast
from tests.journeys.people import PATIENCE, Person, told
from tests.journeys.pictures import a_photograph

TITLE = "گلیم دست‌باف روناسی با نقش لوزی"
WRONG_PRICE, PRICE = "۱۸٬۵۰۰٬۰۰۰", "۱٬۸۵۰٬۰۰۰"
NOTE = "یک صفر زیاد نوشته‌اید"
MATERIAL = "پشم گوسفند، تار پنبه"


def she_lists_a_piece(cast: Cast, she: Person) -> None:
    """Two photographs first, then her words, then to the office."""
    she.goes("/studio/")
    she.follows("Photo of a new piece", exact=False)
    for number in (1, 2):
        she_sends_a_photograph(she, a_photograph(cast.folder / f"{number}.jpg", number), number)
    she.presses("Continue")
    she.page.locator("[name=category_id]").first.check()
    she.writes(title_fa=TITLE, kind="one_of_a_kind")
    she.presses("Continue")
    she.writes(price=WRONG_PRICE)
    she.presses("Continue")
    she.writes(width_mm="۱۰۰", length_mm="۱۵۰", material_fa=MATERIAL, hand_share="all")
    she.presses("Continue")
    she.writes(story_fa="نقش لوزی را مادربزرگم می‌بافت.")
    she.presses("Continue")
    she.reads("Look it over once, then send it", TITLE, WRONG_PRICE)
    she.presses("Send to the office")


def she_sends_a_photograph(she: Person, path: Path, number: int) -> None:
    """From the gallery where script runs, else by the plain form; it appears at once."""
    gallery = she.page.locator("[data-photos] input[multiple]")
    plain = she.page.locator("#photo")
    if plain.is_visible():
        plain.set_input_files(path)
        she.presses("Send this photo")
    else:
        gallery.set_input_files(path)
    sent = she.page.locator("#snaps > li:not(.snap-wait) img")
    sent.nth(number - 1).wait_for(timeout=PATIENCE)
    assert sent.count() == number


def the_office_asks_for_a_change(cast: Cast, moderator: Person) -> None:
    """The price cannot be right; it says so beside her field."""
    moderator.goes("/office/listings")
    moderator.follows("Review the oldest")
    moderator.reads(TITLE, MATERIAL)
    moderator.opens("Send back for a change")
    moderator.writes(**{"ask-price": "price_off", "note-price": NOTE})
    moderator.presses("Send back")
    told(cast.sms, MAKER, TITLE)


def she_mends_it(cast: Cast, she: Person) -> None:
    """Straight to the field that the office means."""
    she.goes("/studio/pieces")
    she.reads(NOTE)
    she.clicks(she.page.locator('main a[href*="/steps/price"]').first)
    she.reads(NOTE)
    she.writes(price=PRICE)
    she.presses("Continue")
    if not she.path.endswith("/check"):
        she.goes(she.path.partition("/steps/")[0].removeprefix("/en") + "/check")
    she.reads(PRICE)
    she.presses("Send to the office")


def the_office_publishes(cast: Cast, moderator: Person) -> None:
    """Every point looked at, then out."""
    moderator.goes("/office/listings")
    moderator.follows("Review the oldest")
    moderator.reads(PRICE)
    for tick in moderator.page.locator("[name=tick]").all():
        tick.check()
    moderator.presses("Publish")
    moderator.reads("The piece is in the shop.")
    told(cast.sms, MAKER, TITLE)
