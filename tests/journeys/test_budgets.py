"""What a first view weighs on the wire, headers and all: bytes, never seconds.

Photographs below the fold load lazily and are no part of a first view, however early a browser on
a fast line fetches them; they count in the whole page."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser import NewPage
from tests.support.demo import Demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRODUCT, LIST, HOME, STEP = 92_000, 116_000, 95_000, 54_000
WHOLE = {PRODUCT: 260_000, LIST: 340_000, HOME: 300_000, STEP: 54_000}
SHOP = {
    "product": PRODUCT, "product-stocked": PRODUCT, "product-made-to-order": PRODUCT,
    "list": LIST, "list-craft": LIST, "home": HOME,
}  # fmt: skip
UNSEEN = """() => [...document.images]
  .filter(one => one.loading === 'lazy')
  .filter(one => {
    const box = one.getBoundingClientRect();
    return box.top >= innerHeight || box.bottom <= 0 || box.left >= innerWidth || box.right <= 0;
  })
  .map(one => one.currentSrc)
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def pages(demo: Demo) -> dict[str, dict[str, Any]]:
    """The pages of tools/pages.toml by name."""
    return {row["name"]: row for row in json.loads(demo.play("tests.journeys.looking"))}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("name", SHOP)
def test_a_first_view_of_the_shop_is_light(
    name: str, language: str, demo: Demo, pages: dict[str, Any], new_page: NewPage
) -> None:
    most = SHOP[name]
    seen, whole, parts = weigh(new_page(), demo.url + language + pages[name]["path"])
    assert 10_000 < seen <= most, f"{seen} in {parts}"
    assert whole <= WHOLE[most], f"{whole} in {parts}"


@pytest.mark.parametrize(
    "step",
    ["steps/photos", "steps/what", "steps/price", "steps/details", "steps/story", "voice"],
)
def test_a_step_of_hers_is_light(
    step: str, demo: Demo, pages: dict[str, Any], new_page: NewPage
) -> None:
    draft = pages["check-draft"]
    path = draft["path"].replace("/check", f"/{step}")
    assert_light(demo, new_page(), draft["cookie"], path)


@pytest.mark.parametrize("name", ["step-what", "step-price", "step-details", "step-story"])
def test_a_step_stays_light_with_her_photo_and_her_english(
    name: str, demo: Demo, pages: dict[str, Any], new_page: NewPage
) -> None:
    step = pages[name]
    assert_light(demo, new_page(), step["cookie"], step["path"])


def assert_light(demo: Demo, page: "Page", cookie: str, path: str) -> None:
    page.context.add_cookies([{"name": "session", "value": cookie, "url": demo.url}])
    seen, _whole, parts = weigh(page, demo.url + path)
    assert 10_000 < seen <= STEP, f"{seen} in {parts}"


def weigh(page: "Page", url: str) -> tuple[int, int, dict[str, int]]:
    """Bytes of the first view, of everything that was fetched, and of each address."""
    line, names, sizes = page.context.new_cdp_session(page), {}, {}
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]}))
    line.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e}))
    answer = page.goto(url, wait_until="networkidle", timeout=60_000)
    assert answer
    assert answer.status == 200
    parts = {names[key]["url"]: int(e["encodedDataLength"]) for key, e in sizes.items()}
    later = set(page.evaluate(UNSEEN))
    whole = sum(parts.values())
    return whole - sum(parts.get(address, 0) for address in later), whole, parts
