"""The frame's fragments: drawn once for each key, drawn anew when what they depend on changes."""

import pytest
from flask import Flask
from markupsafe import Markup
from werkzeug.local import LocalProxy

from marketplace.kernel.preferences import Preferences
from marketplace.web import fragments
from marketplace.web.language import KEY, locale


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "_drawn", fragments.Fragments())


def draw_into(drawn: list[str], text: str) -> Markup:
    drawn.append(text)
    return Markup(text)


def test_fragment_is_drawn_once() -> None:
    drawn: list[str] = []
    for _ in range(3):
        shown = fragments.remembered("footer", caller=lambda: draw_into(drawn, "پا"))
    assert (shown, drawn) == ("پا", ["پا"])


def test_other_preferences_draw_it_anew() -> None:
    present = [Preferences(phone="1")]
    prefs = LocalProxy(lambda: present[0])
    first = fragments.remembered("footer", prefs, caller=lambda: Markup(present[0].phone))
    present[0] = Preferences(phone="2")
    second = fragments.remembered("footer", prefs, caller=lambda: Markup(present[0].phone))
    present[0] = Preferences(phone="1")
    again = fragments.remembered("footer", prefs, caller=lambda: Markup("never"))
    assert (first, second, again) == ("1", "2", "1")


def test_each_language_has_its_own(app: Flask) -> None:
    shown = []
    for path in ("/", "/en/", "/", "/en/"):
        with app.test_request_context(path, environ_overrides={KEY: path[1:3] or "fa"}):
            shown.append(fragments.remembered("footer", caller=lambda: Markup(locale())))
    assert shown == ["fa", "en", "fa", "en"]


def test_memory_stays_small_and_keeps_what_is_asked_for() -> None:
    drawn: list[str] = []
    for number in range(5 * fragments.MOST):
        fragments.remembered("card", number, caller=lambda: Markup(""))
        fragments.remembered("footer", caller=lambda: draw_into(drawn, "پا"))
    assert len(fragments._drawn) <= 2 * fragments.MOST
    assert drawn == ["پا"]
