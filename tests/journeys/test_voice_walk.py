"""A maker says her story into her phone, the office writes it, and she says that it is right."""

from pathlib import Path

import pytest

from tests.journeys.cast import Cast
from tests.journeys.people import Person, told
from tests.journeys.voice_stage import MOBILE, TITLE
from tests.support.browser import NewPage
from tests.support.live import LiveServer
from tests.support.made.sounds import a_sound
from tests.support.outside import Telephone

STORY = "چرخ را مادربزرگم می‌بافت و من از روی دست او یاد گرفتم."


@pytest.fixture
def cast(live_server: LiveServer, sms: Telephone, new_page: NewPage, tmp_path: Path) -> Cast:
    """Her draft has everything but a story."""
    live_server.play("tests.journeys.voice_stage")
    return Cast(live_server, sms, new_page, tmp_path)


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_from_her_mouth_to_her_piece(cast: Cast) -> None:
    from playwright.sync_api import expect

    she = _at_the_story(cast)
    she.writes(story_fa="نیمه‌کاره")
    she.presses("Say it in your own voice")
    she.page.locator("[data-record]").click()
    expect(she.page.locator("[data-seconds]")).to_have_text("۰:۰۲")
    she.page.locator("[data-stop]").click()
    she.page.locator("[data-heard]").wait_for(state="visible")

    she.page.context.set_offline(True)
    she.page.check("[name=consent]")
    she.page.get_by_role("button", name=she.word("Send to the office")).click()
    she.reads("The connection broke. Your voice stays on this phone and is sent when the internet"
              " comes back.")  # fmt: skip
    with she.page.expect_navigation():
        she.page.context.set_offline(False)
    she.reads("Your voice has reached the office.", "What you said")
    assert she.page.evaluate(HEARS) == "played"

    moderator = cast.staff("moderator")
    moderator.goes("/office/")
    moderator.clicks(moderator.page.locator('main a[href$="/office/voices"]').first)
    moderator.follows(TITLE)
    moderator.presses("Take it on and hear it")
    assert moderator.page.evaluate(HEARS) == "played"
    moderator.writes(story=STORY, spoken="az")
    moderator.presses("Finish: into her piece")
    moderator.reads("It stands in her piece now, and she was told.", "Every voice is written")

    told(cast.sms, MOBILE, TITLE)
    she.page.reload()
    she.reads(STORY)
    she.presses("Yes, this is what I said")
    she.follows("Back")
    assert she.page.input_value("[name=story_fa]") == STORY
    she.presses("Continue")
    she.presses("Send to the office")
    moderator.goes("/office/listings")
    moderator.follows("Review the oldest")
    moderator.reads(STORY)


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_without_a_script_she_chooses_a_recording(cast: Cast) -> None:
    cast.options["java_script_enabled"] = False
    she = _at_the_story(cast)
    she.presses("Say it in your own voice")
    assert not she.page.locator("[data-record]").is_visible()
    recording = {"name": "Voice 001.m4a", "mimeType": "audio/mp4", "buffer": a_sound("m4a")}
    she.page.set_input_files("#sound", recording)
    she.writes(consent=True)
    she.presses("Send to the office")
    she.reads("Your voice has reached the office.")
    she.presses("Delete my voice")
    she.reads("Your voice is deleted.")
    assert she.page.locator("audio").count() == 1  # the recorder's own, which is hidden


HEARS = """async () => {
  const sound = document.querySelector('.sound audio');
  sound.muted = true;
  await sound.play();
  await new Promise((done) => sound.addEventListener('timeupdate', done, { once: true }));
  return sound.duration > 1 && !sound.error ? 'played' : 'silent';
}"""


def _at_the_story(cast: Cast) -> Person:
    she = cast.person()
    she.goes("/account/sign-in")
    she.signs_in_by_code(MOBILE, cast.sms)
    she.goes("/studio/pieces")
    she.clicks(she.page.locator("main a", has_text=TITLE).first)
    she.goes(she.path.replace("/check", "/steps/story"))
    return she
