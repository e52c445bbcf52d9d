"""The frame's fragments: drawn once for each key, drawn anew when what they depend on changes."""

import pytest
from markupsafe import Markup
from werkzeug.local import LocalProxy

from marketplace.kernel.preferences import Preferences
from marketplace.web import fragments


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "_drawn", {})


def draw_into(drawn: list[str], text: str) -> Markup:
    drawn.append(text)
    return Markup(text)


def test_fragment_is_drawn_once() -> None:
    drawn: list[str] = []
    for _ in range(3):
        shown = fragments.remembered("footer", "fa", caller=lambda: draw_into(drawn, "پا"))
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


def test_memory_stays_small() -> None:
    for number in range(10 * fragments.MOST):
        fragments.remembered("footer", number, caller=lambda: Markup(""))
    assert len(fragments._drawn) <= fragments.MOST
