"""A maker offers her socks in another colour; the office looks; a visitor picks that colour."""

from pathlib import Path

import pytest

from tests.journeys.cast import Cast
from tests.journeys.family_stage import MOBILE, TITLE
from tests.journeys.people import Person, told
from tests.support.browser import NewPage
from tests.support.live import LiveServer
from tests.support.outside import Telephone

BLUE = f"{TITLE}، آبی"


@pytest.fixture
def cast(live_server: LiveServer, sms: Telephone, new_page: NewPage, tmp_path: Path) -> Cast:
    """Socks are for sale, and the office has said which colours there are."""
    live_server.play("tests.journeys.family_stage")
    return Cast(live_server, sms, new_page, tmp_path, options={"java_script_enabled": False})


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_a_second_colour_from_her_phone_to_a_basket(cast: Cast) -> None:
    she = cast.person()
    she.goes("/account/sign-in")
    she.signs_in_by_code(MOBILE, cast.sms)
    she.goes("/studio/pieces")
    she.clicks(she.page.locator("main a", has_text=TITLE).first)
    she.follows("Another size or colour of it")
    _chooses(she, "own", "قرمز")
    she.presses("Continue")
    _chooses(she, "new", "آبی")
    she.presses("Continue")
    she.reads("Its price and number", BLUE)
    she.writes(price="۶۰۰٬۰۰۰", quantity="۲")
    she.presses("Continue")
    she.presses("Continue")
    she.reads("Look it over once, then send it", BLUE, "۶۰۰٬۰۰۰")
    she.presses("Send to the office")

    moderator = cast.staff("moderator")
    moderator.goes("/office/listings")
    moderator.follows("Review the oldest")
    moderator.reads(BLUE)
    for tick in moderator.page.locator("[name=tick]").all():
        tick.check()
    moderator.presses("Publish")
    told(cast.sms, MOBILE, BLUE)

    visitor = cast.person()
    visitor.goes("/pieces")
    assert visitor.page.locator("li.card").count() == 1
    visitor.reads("from", "۵۲۰٬۰۰۰")
    visitor.clicks(visitor.page.locator("li.card a").first)
    visitor.clicks(visitor.page.locator("a.chip", has_text="آبی"))
    visitor.reads(BLUE, "۶۰۰٬۰۰۰")
    visitor.presses("Reserve at the booth")
    visitor.goes("/basket")
    visitor.reads(BLUE, "۶۰۰٬۰۰۰")


def _chooses(she: Person, whose: str, colour: str) -> None:
    """A large tap under the question."""
    field = she.page.locator(f'fieldset[id^="{whose}-"]')
    field.locator("label", has_text=colour).locator("input").check()
