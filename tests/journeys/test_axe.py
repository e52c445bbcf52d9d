"""Accessibility: axe finds nothing on any page that people see, in either language."""

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.support.browser import PHONE, NewPage
from tests.support.demo import Demo
from tools.steps import ON_ITS_OWN, STEPS

if TYPE_CHECKING:
    from playwright.sync_api import Page

REFUSED = ("not-found", "forbidden")
UNSEEN = ["*.woff2", "*.webp", "*.jpg", "*.png", "*.avif"]  # axe looks at no letter and no picture
ASK = """async () => (await axe.run({resultTypes: ['violations']})).violations
  .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')}`)
"""


PARTS = 5


@pytest.fixture(scope="session")
def pages(demo: Demo) -> list[dict[str, Any]]:
    """Every page of tools/pages.toml."""
    rows: list[dict[str, Any]] = json.loads(demo.play("tests.journeys.looking"))
    return rows


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("locale", ["fa", "en"])
def test_axe_finds_nothing(
    locale: str, part: int, demo: Demo, pages: list[dict[str, Any]], new_page: NewPage
) -> None:
    size = -(-len(pages) // PARTS)
    base = demo.url + ("/en" if locale == "en" else "")
    found: list[str] = []
    lookers: dict[str | None, Page] = {}
    for row in pages[part * size : (part + 1) * size]:
        page = _looker(new_page) if row["do"] else lookers.get(row["cookie"])
        if page is None:
            page = lookers[row["cookie"]] = _looker(new_page)
        if row["cookie"]:
            cookie = {"name": "session", "value": row["cookie"], "url": demo.url}
            page.context.add_cookies([cookie])
        _look(page, base, row)
        found += [f"{row['name']}.{locale} {one}" for one in page.evaluate(ASK)]
        if row["do"]:
            page.close()
    assert not found, "\n".join(found)


def _looker(new_page: NewPage) -> "Page":
    page = new_page(viewport=PHONE, reduced_motion="reduce")
    page.add_init_script(AXE_SCRIPT)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setBlockedURLs", {"urls": UNSEEN})
    return page


def _look(page: "Page", base: str, row: dict[str, Any]) -> None:
    page.set_default_timeout(60_000)
    if row["do"]:
        STEPS[row["do"]](page, base)
    if row["do"] not in ON_ITS_OWN:
        answer = page.goto(base + row["path"])
        assert answer
        assert answer.status < 400 or answer.status == 422 or row["name"] in REFUSED, row["path"]
