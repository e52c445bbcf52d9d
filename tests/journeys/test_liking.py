"""A phone that likes and remembers: in a real browser, with script and without."""

import json

import pytest

from tests.support.browser import NewPage
from tests.support.demo import Demo

pytestmark = pytest.mark.browser


def test_the_heart_needs_no_answer_and_the_phone_remembers(demo: Demo, new_page: NewPage) -> None:
    page = new_page()
    page.goto(demo.url + "/pieces")
    page.locator(".card a").first.click()
    page.wait_for_url("**/i/**")
    address, title = page.url, page.locator("h1").inner_text()
    heart = page.locator("form[data-like] button")
    assert heart.get_attribute("aria-pressed") == "false"
    heart.click()
    assert heart.get_attribute("aria-pressed") == "true"
    assert page.url == address
    page.goto(demo.url + "/en" + address.removeprefix(demo.url))
    page.goto(demo.url + "/liked")
    assert page.locator(".card").count() == 1
    seen = page.locator(".seen li a")
    assert (seen.inner_text(), demo.url + seen.get_attribute("href")) == (title, address)
    page.goto(demo.url + "/en/liked")
    assert seen.get_attribute("href").startswith("/en/i/")
    assert seen.inner_text() != title
    page.locator("[data-seen-forget]").click()
    assert page.locator("[data-seen-list]").is_hidden()
    for key in ("seen", "seen-en"):
        assert json.loads(page.evaluate("key => localStorage.getItem(key)", key)) == []


def test_without_script_the_heart_leads_to_the_list(demo: Demo, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(demo.url + "/en/pieces")
    page.locator(".card a").first.click()
    title = page.locator("h1").inner_text()
    page.locator("form[data-like] button").click()
    assert page.url == demo.url + "/en/liked"
    assert title in page.locator(".card").inner_text()
    page.get_by_role("button", name="Take away").click()
    assert page.locator(".card").count() == 0


def test_hearts_stand_on_the_cards_of_a_list(demo: Demo, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(demo.url + "/pieces")
    heart = page.locator(".card .heart").first
    title = page.locator(".card h3").first.inner_text()
    assert title in (heart.get_attribute("aria-label") or "")
    box = heart.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    heart.click()
    assert heart.get_attribute("aria-pressed") == "true"
    assert page.url == demo.url + "/pieces"
    page.locator(".card .heart").nth(1).click()
    page.reload()
    assert page.locator(".heart[aria-pressed=true]").count() == 2
    page.locator(".heart[aria-pressed=true]").first.click()
    page.goto(demo.url + "/liked")
    assert page.locator(".card").count() == 1


def test_without_script_no_heart_stands_on_a_card(demo: Demo, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(demo.url + "/pieces")
    assert page.locator(".card").count() > 1
    assert page.locator(".heart").count() == 0
