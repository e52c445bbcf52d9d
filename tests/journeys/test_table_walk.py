"""Forty pieces from Excel with five mistakes, mended on the phone; another colour; and a visitor
who spells it wrongly in Latin letters, narrows down by two things, and reserves that colour."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.cast import BUYER, Cast
from tests.journeys.people import PATIENCE, Person, told
from tests.journeys.table_stage import MOBILE
from tests.support import factories
from tests.support.browser import NewPage
from tests.support.live import LiveServer
from tests.support.outside import Telephone
from tests.support.tables import PERSIAN, excel, line, rows_of, text, zipped

TITLE = "گلیم لچک ترنج"
BLUE = f"{TITLE}، آبی"
NAMES = PERSIAN | {"colour": "رنگ", "dye": "رنگرزی", "family": "گونه‌ای از"}
WRONG = {
    3: {"price": "دو میلیون"}, 8: {"dye": "بنفشه"}, 15: {"title_fa": ""},
    22: {"width": "یک متر"}, 31: {"own_code": "K-30"},
}  # fmt: skip
RIGHT = {"price": "۲٬۰۰۰٬۰۰۰", "title_fa": "گلیم بی‌نام", "width": "۱۰۰", "own_code": "K-31"}
MISSPELT = "gellim"


@pytest.fixture
def cast(live_server: LiveServer, sms: Telephone, new_page: NewPage, tmp_path: Path) -> Cast:
    """The maker may sell, and the office has said what it asks about her craft."""
    live_server.play("tests.journeys.table_stage")
    return Cast(live_server, sms, new_page, tmp_path, options={"java_script_enabled": False})


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_from_her_table_to_a_reserved_colour(cast: Cast) -> None:
    she = cast.person()
    she.goes("/account/sign-in")
    she.signs_in_by_code(MOBILE, cast.sms)
    _sends_forty_and_mends_five(she)
    _adds_a_colour(she)
    moderator = cast.staff("moderator")
    for title in (f"{TITLE}، قرمز", BLUE):
        moderator.goes("/office/listings")
        moderator.clicks(moderator.page.locator("main a", has_text=title).first)
        for tick in moderator.page.locator("[name=tick]").all():
            tick.check()
        moderator.presses("Publish", exact=False)
        told(cast.sms, MOBILE, title)
    _finds_it_and_reserves(cast, cast.person())
    told(cast.sms, MOBILE, BLUE)


def _sends_forty_and_mends_five(she: Person) -> None:
    lines = [
        line(n, colour="قرمز", dye="گیاهی", photos="kilim.jpg") | WRONG.get(n, {})
        for n in range(1, 41)
    ]
    lines[0]["title_fa"] = TITLE
    keys = {key: NAMES[key] for key in NAMES if key != "family"}
    _sends(she, {"name": "کارها.xlsx", "mimeType": "",
                 "buffer": excel(lines, names=keys).stream.read()})  # fmt: skip
    assert she.page.locator("main fieldset").count() == 5
    for field in she.page.locator("main fieldset [aria-invalid]").all():
        column = str(field.get_attribute("name")).split(".")[1]
        if column.startswith("attribute-"):
            field.select_option("گیاهی")
        else:
            field.fill(RIGHT[column])
    she.presses("Save and look again")
    she.reads("Saved. Every line can be read now.")
    photos = zipped({"kilim.jpg": factories.a_jpeg()}).stream.read()
    file: Any = {"name": "photos.zip", "mimeType": "application/zip", "buffer": photos}
    she.page.set_input_files("input[name=photos]", files=[file])
    she.presses("Send the photos")
    she.presses("Take everything over")
    she.reads("taken over", "۴۰")


def _adds_a_colour(she: Person) -> None:
    row = {"own_code": "K-41", "family": "K-1", "colour": "آبی", "price": "۲٬۴۰۰٬۰۰۰"}
    data = text(rows_of([row], NAMES)).stream.read()
    _sends(she, {"name": "رنگ‌ها.csv", "mimeType": "text/csv", "buffer": data})
    she.reads(BLUE, f"K-۱ · {TITLE}")
    she.presses("Take everything over")
    she.reads("taken over")


def _sends(she: Person, file: Any) -> None:
    she.goes("/studio/imports")
    she.page.set_input_files("input[name=table]", files=[file])
    she.presses("Send the table")


def _finds_it_and_reserves(cast: Cast, visitor: Person) -> None:
    visitor.goes("/pieces")
    visitor.page.locator("main #find-q").fill(MISSPELT)
    visitor.presses("Find")
    visitor.page.locator("details.filters summary").click()
    for choice in ("آبی", visitor.word("1 to 5 million")):
        visitor.page.locator("label.opt", has_text=choice).locator("input").check()
    visitor.presses("Show these")
    visitor.reads(BLUE, "۲٬۴۰۰٬۰۰۰")
    assert visitor.page.locator("main .card").count() == 1  # of forty, and of two colours
    visitor.clicks(visitor.page.locator("main .card a", has_text=BLUE).first)
    visitor.page.locator("main .piece img").first.wait_for(timeout=PATIENCE)
    visitor.presses("Reserve at the booth")
    visitor.reads(BLUE)
    visitor.follows("Go on")
    visitor.writes(name="سارا نمونه", mobile="۰۹۰۰ ۰۰۰ ۰۱۰۳")
    visitor.presses("Text me the code")
    visitor.writes(code=cast.sms.code(BUYER, 60))
    visitor.submits("/checkout/check")
    visitor.reads(BLUE, "سارا نمونه", "۲٬۴۰۰٬۰۰۰")
