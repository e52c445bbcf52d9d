"""What is done before the pages of voice notes are looked at."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
STORY = "این نقش را از مادرم یاد گرفته‌ام."


def record_a_voice(page: "Page", base: str) -> None:
    """A maker records two seconds and has not sent them yet."""
    _speak(page, base)
    page.locator("[data-record]").click()
    page.wait_for_timeout(2_000)
    page.locator("[data-stop]").click()
    page.locator("[data-heard]").wait_for(state="visible")


def send_no_voice(page: "Page", base: str) -> None:
    """She sends a file that is no sound, and the page answers without a script's help."""
    _speak(page, base)
    page.evaluate("document.querySelector('form[data-voice]').outerHTML += ''")  # no script on it
    page.locator("details[data-file]").evaluate("one => { one.open = true }")
    page.set_input_files("#sound", {"name": "a.mp3", "mimeType": "audio/mpeg", "buffer": b"text"})
    page.check("#consent")
    page.locator("form[data-voice] .go button").click()
    page.locator("#summary").wait_for()


def take_a_voice_on(page: "Page", base: str) -> None:
    """A moderator has the oldest note in hand."""
    page.goto(f"{base}/office/voices")
    page.locator("table tbody a").first.click()
    if (claim := page.locator('form[action$="/claim"] button')).count():
        claim.click()


def finish_a_voice_wrongly(page: "Page", base: str) -> None:
    """She has written what she heard and not said in which language."""
    take_a_voice_on(page, base)
    page.fill("[name=story]", STORY)
    page.locator("main .two-col form.form button").first.click()


def _speak(page: "Page", base: str) -> None:
    page.goto(f"{base}/studio/pieces")
    found = re.search(r"/studio/pieces/([a-z0-9]{8})/(?:check|steps)", page.content())
    assert found
    page.goto(f"{base}/studio/pieces/{found[1]}/voice")


STEPS: "dict[str, Callable[[Page, str], None]]" = {
    step.__name__: step
    for step in (record_a_voice, send_no_voice, take_a_voice_on, finish_a_voice_wrongly)
}
