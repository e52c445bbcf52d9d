"""A real Chromium that reaches nothing beyond loopback and hides no mistake of our pages."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tools.voice_steps import MICROPHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

PHONE = {"width": 412, "height": 915}
SMALL_PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
SWITCHES = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    *MICROPHONE,
]  # fmt: skip
NewPage = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for this worker."""
    from playwright.sync_api import sync_playwright

    from tools import chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find() or chromium.ensure(), chromium_sandbox=False,
            args=SWITCHES,
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: "Browser") -> Iterator[NewPage]:
    """Open a page in a browser profile of its own: another person, another phone.

    Takes Playwright's context options: viewport=SMALL_PHONE, java_script_enabled=False, …
    Afterwards the test fails if any page had a script error or broke the content policy.
    """
    contexts: list[Any] = []
    mistakes: list[str] = []

    def open_page(**options: Any) -> "Page":
        wanted = {"viewport": PHONE, "locale": "fa-IR", "timezone_id": "Asia/Tehran"} | options
        context = browser.new_context(**wanted)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(f"{page.url}: {error}"))
        page.on("console", lambda line: mistakes.extend(_mistake(page, line)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not mistakes, "\n".join(mistakes)


@pytest.fixture
def page(new_page: NewPage) -> "Page":
    """One Persian phone, 412 × 915."""
    return new_page()


def _mistake(page: "Page", line: "ConsoleMessage") -> list[str]:
    """Script errors and breaches of the policy; a refused form's 4xx is no mistake."""
    if line.type != "error" or "Failed to load resource" in line.text:
        return []
    return [f"{page.url}: {line.text}"]
