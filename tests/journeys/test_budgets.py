"""What a first view weighs on the wire, headers and all: bytes, never seconds."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.browser import NewPage, Scale
from tests.support.demo import Demo

PRODUCT, LIST, STEP = 92_000, 116_000, 54_000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def pages(demo: Demo) -> dict[str, dict[str, Any]]:
    """The pages of tools/pages.toml by name."""
    return {row["name"]: row for row in json.loads(demo.play("tests.journeys.looking"))}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("name", "most"),
    [("product", PRODUCT), ("product-stocked", PRODUCT), ("product-made-to-order", PRODUCT),
     ("list", LIST), ("list-craft", LIST)],
)  # fmt: skip
def test_a_first_view_of_the_shop_is_light(
    name: str, most: int, language: str, demo: Demo, pages: dict[str, Any],
    weigh: Callable[..., int],
) -> None:  # fmt: skip
    weight = weigh(demo.url + language + pages[name]["path"])
    assert 10_000 < weight <= most, f"{name}: {weight}"


@pytest.mark.parametrize("step", ["photos", "what", "price", "details", "story"])
def test_a_step_of_hers_is_light(
    step: str, demo: Demo, pages: dict[str, Any], new_page: NewPage
) -> None:
    row, page = pages[f"step-{step}"], new_page()
    page.context.add_cookies([{"name": "session", "value": row["cookie"], "url": demo.url}])
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    scale = Scale(line)
    page.goto(demo.url + row["path"], wait_until="networkidle", timeout=60_000)
    assert 10_000 < scale.transferred <= STEP, f"{step}: {scale.transferred}"
