"""A maker sends forty pieces in Excel with five mistakes, mends them and offers one in another
colour; the office looks; a visitor who spells it wrongly finds that one, and she keeps it for
him."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.cast import Cast
from tests.journeys.family_stage import CRAFT, MOBILE
from tests.journeys.ordering import a_maker_accepts, she_reserves
from tests.journeys.people import Person, told
from tests.journeys.pictures import a_photograph
from tests.support.browser import NewPage
from tests.support.live import LiveServer
from tests.support.outside import Telephone
from tests.support.tables import PERSIAN, excel, line, zipped

TITLE = "گلیم لوزی ایوان"
BLUE, PRICE = f"{TITLE}، آبی", "۲٬۲۰۰٬۰۰۰"
NAMES = PERSIAN | {"title_en": "title_en"}
WRONG = {
    3: {"price": "دو میلیون"}, 8: {"category": "فرش پرنده"}, 15: {"title_fa": ""},
    22: {"width": "یک متر"}, 31: {"own_code": "K-30"},
}  # fmt: skip
RIGHT = {"price": "۲٬۰۰۰٬۰۰۰", "title_fa": "گلیم بی‌نام", "width": "۱۰۰", "own_code": "K-31"}
WHOLE = {"title_fa": TITLE, "title_en": "Lozenge kilim of the portico", "photos": "ایوان.jpg"}


@pytest.fixture
def cast(live_server: LiveServer, sms: Telephone, new_page: NewPage, tmp_path: Path) -> Cast:
    """The office has said which colours there are; nothing is for sale."""
    live_server.play("tests.journeys.family_stage")
    return Cast(live_server, sms, new_page, tmp_path, options={"java_script_enabled": False})


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_from_a_table_with_mistakes_to_a_basket(cast: Cast) -> None:
    she = cast.person()
    she.goes("/account/sign-in")
    she.signs_in_by_code(MOBILE, cast.sms)
    she_sends_forty_pieces(cast, she)
    she_mends_five(she)
    she.presses("Take everything over")
    she.reads("۱ کار به دفتر فرستاده شد", "۳۹ کار در پیش‌نویس‌ها می‌ماند")
    she.goes("/studio/pieces?show=draft")
    she.reads("گلیم بی‌نام")
    moderator = cast.staff("moderator")
    the_office_publishes(cast, moderator, TITLE)
    she_offers_it_in_blue(she)
    the_office_publishes(cast, moderator, BLUE)

    visitor = cast.person()
    visitor.goes("/pieces")
    assert visitor.page.locator("li.card").count() == 1
    visitor.page.locator("main #find-q").fill("lozange kelim")
    visitor.presses("Find")
    visitor.page.locator(".filters summary").click()
    for facet in ("آبی", "Ready now"):
        visitor.page.locator(".opt", has_text=visitor.word(facet)).locator("input").check()
    visitor.presses("Show these")
    visitor.clicks(visitor.page.locator("li.card a").first)
    visitor.reads(BLUE, PRICE)
    visitor.presses("Reserve at the booth")
    she_reserves(cast, visitor, PRICE, BLUE)
    a_maker_accepts(cast, she, MOBILE)


def she_sends_forty_pieces(cast: Cast, she: Person) -> None:
    """One of them with everything that the office asks for, its photograph in a ZIP."""
    lines = [line(number, **WRONG.get(number, {})) for number in range(1, 41)]
    lines[6] |= WHOLE
    she.goes("/studio/imports")
    she_chooses(she, "table", excel(lines, names=NAMES))
    she.presses("Send the table")
    photo = a_photograph(cast.folder / "1.jpg", 1).read_bytes()
    she_chooses(she, "photos", zipped({"ایوان.jpg": photo}))
    she.presses("Send the photos")


def she_chooses(she: Person, name: str, file: Any) -> None:
    """A file from her phone."""
    chosen: Any = {"name": file.filename, "mimeType": "", "buffer": file.stream.read()}
    she.page.set_input_files(f"input[name={name}]", files=[chosen])


def she_mends_five(she: Person) -> None:
    """Beside each cell, on the page."""
    assert she.page.locator("main fieldset").count() == 5
    for field in she.page.locator("main fieldset [aria-invalid]").all():
        column = str(field.get_attribute("name")).split(".")[1]
        if column == "category":
            field.select_option(CRAFT)
        else:
            field.fill(RIGHT[column])
    she.presses("Save and look again")
    she.reads("Saved. Every line can be read now.")
    assert she.page.locator("main fieldset").count() == 0


def the_office_publishes(cast: Cast, moderator: Person, title: str) -> None:
    """Every point looked at, then out; she is told."""
    moderator.goes("/office/listings")
    moderator.follows("Review the oldest")
    moderator.reads(title)
    for tick in moderator.page.locator("[name=tick]").all():
        tick.check()
    moderator.presses("Publish")
    told(cast.sms, MOBILE, title)


def she_offers_it_in_blue(she: Person) -> None:
    """The same piece in another colour, copied and sent."""
    she.goes("/studio/pieces")
    she.clicks(she.page.locator("main a", has_text=TITLE).first)
    she.follows("Another size or colour of it")
    for whose, colour in (("own", "قرمز"), ("new", "آبی")):
        field = she.page.locator(f'fieldset[id^="{whose}-"]')
        field.locator("label", has_text=colour).locator("input").check()
        she.presses("Continue")
    she.reads("Its price and number", BLUE)
    she.writes(price=PRICE)
    she.presses("Continue")
    she.presses("Continue")
    she.reads("Look it over once, then send it", BLUE, PRICE)
    she.presses("Send to the office")
