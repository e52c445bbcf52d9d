"""Every component in every state: both languages, no side scroll, no axe finding, real titles."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template_string

from marketplace.settings import Settings
from marketplace.web.access import STAFF, VISITOR, access_of
from marketplace.web.styleguide import make_blueprint
from marketplace.web.styleguide.pieces import pieces
from marketplace.web.styleguide.titles import TITLES
from tests.support.clients import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ADDRESS = "http://localhost"
CARDS = """{% extends 'layouts/shop.html' %}{% import 'components/card.html' as card %}
{% block title %}x{% endblock %}{% block main %}
<h1>x</h1><h2>x</h2>{{ card.cards(pieces) }}{% endblock %}"""
WIDER_THAN_THE_SCREEN = (
    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
)
LINES = """[...document.querySelectorAll(".card h3 a")].map((a) =>
    Math.round(a.getBoundingClientRect().height / parseFloat(getComputedStyle(a).lineHeight)))"""


@pytest.fixture
def open_page(client: Client, new_page: Callable[..., "Page"]) -> Callable[..., "Page"]:
    """Open one of the app's pages in a browser; the test client answers it."""

    def answer(route: "Route") -> None:
        response = client.get(route.request.url.removeprefix(ADDRESS))
        headers = dict(response.headers.items())
        route.fulfill(status=response.status_code, headers=headers, body=response.data)

    def open_at(path: str, width: int) -> "Page":
        page = new_page(viewport={"width": width, "height": 800})
        page.route("**/*", answer)
        page.goto(ADDRESS + path)
        return page

    return open_at


def test_titles_are_as_bad_as_the_worst_real_ones() -> None:
    assert len(TITLES) >= 20
    assert max(map(len, TITLES)) == 393


@pytest.mark.parametrize("path", ["/_styleguide", "/en/_styleguide"])
def test_every_component_is_drawn(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.count('class="card"') >= len(TITLES)


def test_production_shows_it_to_staff_only() -> None:
    for mode, roles in (("demo", {VISITOR}), ("production", set(STAFF))):
        app = Flask(__name__)
        app.register_blueprint(make_blueprint(Settings(mode=mode)))
        access = access_of(app.view_functions["styleguide.show"])
        assert access is not None
        assert access.roles == roles


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("path", ["/_styleguide", "/en/_styleguide"])
def test_nothing_scrolls_sideways(open_page: Callable[..., "Page"], path: str) -> None:
    page = open_page(path, 320)
    for width in (320, 360, 412, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(WIDER_THAN_THE_SCREEN), width


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize(("path", "width"), [("/_styleguide", 360), ("/en/_styleguide", 1280)])
def test_axe_finds_nothing(open_page: Callable[..., "Page"], path: str, width: int) -> None:
    result = Axe().run(open_page(path, width))
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.engine("sqlite")
@pytest.mark.reads_shared
def test_real_titles_keep_to_two_lines(
    app: Flask, client: Client, new_page: Callable[..., "Page"], shared: Path
) -> None:
    with app.test_request_context("/"):
        samples = zip(pieces() * 10, real_titles(shared), strict=False)
        shown = [replace(piece, title=title) for piece, title in samples]
        document = render_template_string(CARDS, pieces=shown)
    page = new_page(viewport={"width": 360, "height": 740})
    page.route("**/*", lambda route: route.fulfill(body=document, content_type="text/html"))
    page.route(
        "**/static/**",
        lambda route: route.fulfill(
            body=client.get(route.request.url.removeprefix(ADDRESS)).data,
            content_type="text/css" if ".css" in route.request.url else None,
        ),
    )
    page.goto(ADDRESS)
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    assert set(page.evaluate(LINES)) == {1, 2}


def real_titles(shared: Path) -> list[str]:
    """The longest and shortest museum titles, and every title of the demo."""
    with (shared / "data/museum-textiles/met_textile_titles.csv").open(encoding="utf-8") as file:
        museum = sorted((row["title_from_filename"] for row in csv.DictReader(file)), key=len)
    demo = json.loads((shared / "data/demo/products.json").read_text("utf-8"))["products"]
    ours = [product[name] for product in demo for name in ("name_fa", "name_en")]
    return [*museum[-100:], *museum[:20], *ours]
