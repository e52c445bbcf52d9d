"""The shop on a cheap phone far from the mast: 400 kbit/s, 400 ms, a quarter of our processor.

Seconds depend on the machine and are reported only; bytes and layout shift are asserted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.test_budgets import HOME, LIST, PRODUCT
from tests.support.browser import SMALL_PHONE, NewPage
from tests.support.demo import Demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4
SHIFT = 0.05
FOLDER = Path(__file__).parents[2] / "var" / "slow-phone"
WATCH = """
  window.seen = {paint: 0, largest: 0, shift: 0};
  const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take))
    .observe({type, buffered: true});
  watch('paint', one => {
    if (one.name === 'first-contentful-paint') seen.paint = one.startTime;
  });
  watch('largest-contentful-paint', one => { seen.largest = one.startTime; });
  watch('layout-shift', one => { if (!one.hadRecentInput) seen.shift += one.value; });
"""
BELOW = """() => [...document.images]
  .filter(one => one.loading === 'lazy' && one.getBoundingClientRect().top >= innerHeight)
  .map(one => one.currentSrc)"""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def pages(demo: Demo) -> dict[str, dict[str, Any]]:
    """The pages of tools/pages.toml by name."""
    return {row["name"]: row for row in json.loads(demo.play("tests.journeys.looking"))}


@pytest.mark.parametrize(("name", "most"), [("home", HOME), ("list", LIST), ("product", PRODUCT)])
def test_a_page_comes_to_a_slow_phone(
    name: str, most: int, demo: Demo, pages: dict[str, Any], new_page: NewPage,
) -> None:  # fmt: skip
    page = new_page(viewport=SMALL_PHONE, device_scale_factor=2)
    seen, arrived = watch(page, demo.url + pages[name]["path"])
    report(name, seen, arrived)
    assert 0 < seen["paint"] <= seen["largest"]
    assert seen["shift"] <= SHIFT
    assert 10_000 < arrived <= most


def report(name: str, seen: dict[str, float], arrived: int) -> None:
    """One line on the screen, and in var/slow-phone beside the pages measured before."""
    line = (
        f"{name}: first paint {seen['paint']:.0f} ms, largest {seen['largest']:.0f} ms,"
        f" shift {seen['shift']:.3f}, {arrived} bytes until then"
    )
    print(line)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.txt").write_text(line + "\n", encoding="utf-8")


def watch(page: "Page", url: str) -> tuple[dict[str, float], int]:
    """When it painted, how it shifted, and the bytes that had arrived at its largest paint, without
    pictures below the first view: how many of those come early is the line's chance."""
    line = page.context.new_cdp_session(page)
    urls: dict[str, str] = {}
    sizes: list[tuple[float, int, str]] = []
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line.on("Network.responseReceived", lambda e: urls.update(
        {e["requestId"]: e["response"]["url"]}))  # fmt: skip
    line.on("Network.loadingFinished", lambda e: sizes.append(
        (e["timestamp"], int(e["encodedDataLength"]), urls.get(e["requestId"], ""))))  # fmt: skip
    began: list[float] = []
    line.on("Network.requestWillBeSent", lambda e: began.append(e["timestamp"]))
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load", timeout=60_000)
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("() => window.seen")
    end, below = began[0] + seen["largest"] / 1000, set(page.evaluate(BELOW))
    return seen, sum(size for at, size, address in sizes if at <= end and address not in below)
