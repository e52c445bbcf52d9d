"""The small scripts in a real browser, each on a page of its own."""

import io
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.kernel.money import in_words, toman
from marketplace.web.bundles import join_scripts
from tests.checks.sources import STATIC

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

HOME = "http://localhost/page"
Open = Callable[..., "Page"]


@pytest.fixture
def open_script(new_page: Callable[..., "Page"]) -> Open:
    """Open a page of this body with these scripts; `answer` takes every other request."""

    def open_page(
        body: str, *scripts: str, lang: str = "fa", answer: Callable[["Route"], Any] | None = None
    ) -> "Page":
        code = join_scripts([(STATIC / "js" / f"{name}.js").read_text("utf-8") for name in scripts])
        document = (
            f'<!doctype html><html lang="{lang}"><body>{body}<script src="/code.js"></script>'
        )
        page = new_page()
        page.route("**/*", answer or (lambda route: route.abort()))
        page.route("**/code.js", lambda r: r.fulfill(body=code, content_type="text/javascript"))
        page.route(
            HOME, lambda r: r.fulfill(body=document, content_type="text/html; charset=utf-8")
        )
        page.goto(HOME)
        return page

    return open_page


class TestBasketCount:
    BADGE = "<b data-basket-count hidden></b>"

    def test_shows_the_cookie_in_the_page_s_digits(self, open_script: Open) -> None:
        page = open_script(self.BADGE, "basket-count")
        page.context.add_cookies([{"name": "basket_n", "value": "12", "url": HOME}])
        page.reload()
        assert page.locator("b").inner_text() == "۱۲"

    def test_shows_nothing_without_a_cookie(self, open_script: Open) -> None:
        assert open_script(self.BADGE, "basket-count").locator("b").is_hidden()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_amounts_have_the_server_s_words(open_script: Open, lang: str) -> None:
    body = '<input id="p" data-money="w"><p id="w"></p>'
    page = open_script(body, "money-words", lang=lang)
    for amount in (0, 7, 15, 21, 100, 110, 999, 1_000, 1_850_000, 20_000_305, 1_000_000_001):
        page.fill("#p", f"{amount:,}")
        assert page.locator("#w").inner_text() == in_words(toman(amount), lang)
    page.fill("#p", "۱٬۸۵۰٬۰۰۰")
    assert page.locator("#w").inner_text() == in_words(toman(1_850_000), lang)
    page.fill("#p", "دو میلیون")
    assert page.locator("#w").inner_text() == ""


def test_summary_takes_the_focus_and_leads_to_the_field(open_script: Open) -> None:
    body = (
        '<div id="summary" tabindex="-1"><a href="#craft">x</a></div>'
        '<fieldset id="craft"><input type="radio" id="craft-0"></fieldset>'
    )
    page = open_script(body, "focus-summary")
    assert page.evaluate("document.activeElement.id") == "summary"
    page.click("a")
    assert page.evaluate("document.activeElement.id") == "craft-0"


def test_code_may_be_asked_for_again_after_a_while(open_script: Open) -> None:
    page = open_script('<button data-wait="1">x</button>', "resend-timer")
    assert page.locator("button").is_disabled()
    page.wait_for_selector("button:enabled")


class TestScan:
    FORM = (
        '<form action="/found"><input id="q" name="q"></form>'
        '<button data-scan="q" data-refused="not allowed" hidden>read</button>'
    )
    READER = (
        "<script>navigator.mediaDevices ??= {};"
        "navigator.mediaDevices.getUserMedia = async () => new MediaStream();"
        "window.BarcodeDetector = class { async detect() { return [{ rawValue: '/o/x' }] } };"
        "</script>"
    )

    def test_what_the_camera_reads_is_looked_up(self, open_script: Open) -> None:
        page = open_script(self.READER + self.FORM, "scan")
        with page.expect_request("**/found?*") as asked:
            page.click("button")
        assert asked.value.url.endswith("/found?q=%2Fo%2Fx")

    def test_without_a_camera_she_types(self, open_script: Open) -> None:
        refusing = self.READER.replace("async () => new MediaStream()", "() => Promise.reject()")
        page = open_script(refusing + self.FORM, "scan")
        page.click("button")
        page.wait_for_selector("text=not allowed")

    def test_where_the_browser_cannot_read_no_button_stands(self, open_script: Open) -> None:
        page = open_script("<script>delete window.BarcodeDetector</script>" + self.FORM, "scan")
        assert page.locator("button").is_hidden()


class TestDraft:
    FORM = (
        '<p data-draft-news hidden><span data-when="restored">back</span>'
        '<span data-when="offline">kept</span></p>'
        '<form method="post" data-draft="piece" data-version="{}"><input name="title">'
        '<input type="radio" name="craft" value="a"><input type="radio" name="craft" value="b">'
        "<button>x</button></form>"
    )

    def type_something(self, page: "Page") -> None:
        page.fill("[name=title]", "گلیم")
        page.check("[value=b]")

    def test_words_typed_since_the_last_save_come_back(self, open_script: Open) -> None:
        page = open_script(self.FORM.format(1), "draft")
        self.type_something(page)
        page.reload()
        assert page.input_value("[name=title]") == "گلیم"
        assert page.is_checked("[value=b]")
        assert page.locator("[data-draft-news]").inner_text() == "back"

    def test_words_of_an_older_version_do_not(self, open_script: Open) -> None:
        page = open_script(self.FORM.format(1), "draft")
        self.type_something(page)
        newer = self.FORM.format(2) + '<script src="/code.js"></script>'
        page.route(HOME, lambda r: r.fulfill(body=newer, content_type="text/html"))
        page.reload()
        assert page.input_value("[name=title]") == ""
        assert page.locator("[data-draft-news]").is_hidden()

    def test_form_waits_for_the_line_and_sends_itself(self, open_script: Open) -> None:
        sent: list[str] = []

        def answer(route: "Route") -> None:
            if route.request.method != "POST":
                return route.fallback()
            sent.append(route.request.post_data or "")
            return route.fulfill(body="thanks")

        page = open_script(self.FORM.format(1), "draft")
        page.route(HOME, answer)
        self.type_something(page)
        page.context.set_offline(True)
        page.click("button")
        assert page.locator("[data-draft-news]").inner_text() == "kept"
        assert not sent
        page.context.set_offline(False)
        page.wait_for_selector("text=thanks")
        assert "craft=b" in sent[0]


def test_a_file_s_control_speaks_the_page_s_language(open_script: Open) -> None:
    body = (
        '<span class="file"><input type="file" data-pick="انتخاب عکس" data-none="هنوز نه"></span>'
    )
    page = open_script(body, "file")
    face = page.locator(".file-face")
    assert face.locator("> *").all_inner_texts() == ["انتخاب عکس", "هنوز نه"]
    chosen = {"name": "گلیم.jpg", "mimeType": "image/jpeg", "buffer": b"-"}
    page.set_input_files("input", files=[chosen])  # type: ignore[list-item]
    assert "گلیم.jpg" in face.inner_text()


class TestPhotos:
    BODY = """<ol id="snaps"></ol><div data-photos="/photos">
      <div class="shoot"><input type="file" multiple></div>
      <template id="snap-wait"><li><img alt=""><span data-when="sending">sending</span>
      <span data-when="failed" hidden>failed</span><p data-when="refused" hidden></p>
      <div data-when="failed" hidden><button data-again>again</button>
      <button data-drop>drop</button>
      </div></li></template></div>"""

    def choose(self, page: "Page") -> None:
        picture = page.evaluate_handle("""async () => {
          const canvas = new OffscreenCanvas(2000, 1500);
          canvas.getContext("2d").fillRect(0, 0, 2000, 1500);
          const blob = await canvas.convertToBlob({ type: "image/png" });
          return Array.from(new Uint8Array(await blob.arrayBuffer()));
        }""").json_value()
        page.set_input_files(
            "input", {"name": "a.png", "mimeType": "image/png", "buffer": bytes(picture)}
        )

    def taken(self, route: "Route") -> None:
        route.fulfill(status=HTTPStatus.CREATED, json={"html": "<li class='sent'>sent</li>"})

    def test_photo_is_shrunk_and_sent(self, open_script: Open) -> None:
        bodies: list[bytes] = []

        def answer(route: "Route") -> None:
            bodies.append(route.request.post_data_buffer or b"")
            self.taken(route)

        page = open_script(self.BODY, "phone-store", "photo-shrink", answer=answer)
        self.choose(page)
        page.wait_for_selector(".sent")
        assert width_of(bodies[0]) == 1600

    def test_server_s_reason_is_shown(self, open_script: Open) -> None:
        def answer(route: "Route") -> None:
            route.fulfill(status=HTTPStatus.UNPROCESSABLE_ENTITY, json={"error": "پنج عکس بس است"})

        page = open_script(self.BODY, "phone-store", "photo-shrink", answer=answer)
        self.choose(page)
        page.wait_for_selector("text=پنج عکس بس است")
        page.click("[data-drop]")
        assert page.locator("#snaps li").count() == 0

    def test_photo_waits_on_the_phone_until_it_is_sent(self, open_script: Open) -> None:
        page = open_script(self.BODY, "phone-store", "photo-shrink")
        page.clock.install()
        self.choose(page)
        page.wait_for_selector("text=sending")
        for _ in range(3):
            page.clock.run_for(5000)
        page.wait_for_selector("text=failed")
        page.route("**/photos", self.taken)
        page.reload()
        page.wait_for_selector(".sent")
        page.reload()
        assert page.locator("#snaps li").count() == 0


class TestVoice:
    BODY = """<form data-voice="/voice" data-most="180"><div data-recorder hidden>
      <div data-when="idle"><button type="button" data-record>record</button></div>
      <div data-when="recording" hidden><b data-seconds></b>
      <button type="button" data-stop>stop</button></div>
      <div data-when="ready sending offline refused" hidden><audio data-heard></audio>
      <button type="button" data-anew>anew</button></div>
      <p data-when="waiting" hidden>waiting</p><p data-when="sending" hidden>sending</p>
      <p data-when="offline" hidden>offline</p><p data-when="nothing" hidden>nothing</p>
      <p data-when="denied" hidden>denied</p>
      <div data-when="refused" hidden><p data-sentence></p></div></div>
      <details data-file open><input type="file" name="sound"></details>
      <input type="checkbox" name="consent" value="1" required><button>send</button></form>"""

    def choose(self, page: "Page") -> None:
        sound = {"name": "a.wav", "mimeType": "audio/wav", "buffer": b"RIFF a sound"}
        page.locator("details").evaluate("one => { one.open = true }")
        page.set_input_files("input[type=file]", sound)  # type: ignore[arg-type]

    def test_nothing_is_sent_without_her_yes(self, open_script: Open) -> None:
        asked: list[str] = []
        page = open_script(
            self.BODY, "phone-store", "voice", answer=lambda r: asked.append(r.request.url)
        )
        self.choose(page)
        page.click("form > button")
        assert page.locator("[name=consent]").evaluate("one => !one.validity.valid")
        assert not any(url.endswith("/voice") for url in asked)

    def test_what_is_recorded_is_counted_heard_and_recorded_anew(self, open_script: Open) -> None:
        page = open_script(self.BODY, "phone-store", "voice")
        assert not page.locator("details").evaluate("one => one.open")
        page.check("[name=consent]")
        page.click("form > button")
        page.wait_for_selector("text=nothing")
        page.click("[data-record]")
        page.wait_for_function("document.querySelector('[data-seconds]').textContent === '۰:۰۱'")
        page.click("[data-stop]")
        page.wait_for_selector("[data-heard]", state="attached")
        assert page.locator("[data-heard]").get_attribute("src").startswith("blob:")  # type: ignore[union-attr]
        page.click("[data-anew]")
        page.wait_for_selector("[data-seconds]")
        page.click("[data-stop]")
        page.wait_for_selector("[data-anew]")

    def test_it_waits_on_the_phone_until_it_has_arrived(self, open_script: Open) -> None:
        bodies: list[bytes] = []

        def taken(route: "Route") -> None:
            bodies.append(route.request.post_data_buffer or b"")
            route.fulfill(status=HTTPStatus.CREATED, json={"url": HOME})

        page = open_script(self.BODY, "phone-store", "voice")
        self.choose(page)
        page.check("[name=consent]")
        page.click("form > button")
        page.wait_for_selector("text=offline")
        page.reload()
        page.wait_for_selector("text=waiting")
        page.route("**/voice", taken)
        page.check("[name=consent]")
        with page.expect_navigation():
            page.click("form > button")
        assert b"RIFF a sound" in bodies[0]
        assert page.locator("text=waiting").is_hidden()

    def test_the_server_s_reason_is_shown_and_the_sound_stays(self, open_script: Open) -> None:
        def answer(route: "Route") -> None:
            route.fulfill(status=HTTPStatus.UNPROCESSABLE_ENTITY, json={"error": "بلند است"})

        page = open_script(self.BODY, "phone-store", "voice", answer=answer)
        self.choose(page)
        page.check("[name=consent]")
        page.click("form > button")
        page.wait_for_selector("text=بلند است")
        page.reload()
        page.wait_for_selector("text=waiting")


def width_of(form: bytes) -> int:
    """The width of the JPEG inside a multipart body, from its header."""
    jpeg = io.BytesIO(form[form.index(b"\xff\xd8") :])
    jpeg.read(2)
    while marker := jpeg.read(2):
        length = int.from_bytes(jpeg.read(2), "big")
        block = jpeg.read(length - 2)
        if marker[0] == 0xFF and marker[1] in (0xC0, 0xC2):
            return int.from_bytes(block[3:5], "big")
    raise AssertionError("no JPEG frame")
