"""The template filters, in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string

from marketplace.kernel import clock
from marketplace.kernel.money import toman
from marketplace.web import formatters
from marketplace.web.language import KEY, init_language

NOON = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
THINGS = {
    "price": toman(1_850_000),
    "rial": 18_500_000,
    "noon": NOON,
    "nothing": None,
    "piece": SimpleNamespace(title_fa="گلیم", title_en="Kilim"),
    "untold": SimpleNamespace(title_fa="گلیم", title_en=None),
}


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("marketplace", static_folder=None)
    init_language(app)
    formatters.register(app)
    return app


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    clock.freeze(NOON + timedelta(days=2))
    yield
    clock.reset()


@pytest.mark.parametrize(
    ("template", "fa", "en"),
    [
        ("{{ price|money }}", "۱٬۸۵۰٬۰۰۰\u00a0تومان", "1,850,000\u00a0Toman"),
        ("{{ rial|money }}", "۱٬۸۵۰٬۰۰۰\u00a0تومان", "1,850,000\u00a0Toman"),
        ("{{ price|amount }}", "۱٬۸۵۰٬۰۰۰", "1,850,000"),
        ("{{ rial|amount }}", "۱٬۸۵۰٬۰۰۰", "1,850,000"),
        ("{{ 21|words }}", "بیست و یک", "twenty-one"),
        (
            "{{ price|words }}",
            "یک میلیون و هشتصد و پنجاه هزار تومان",
            "one million eight hundred and fifty thousand Toman",
        ),
        ("{{ 1234.5|number }}", "۱٬۲۳۴٫۵", "1,234.5"),
        ("{{ 'K7 ۱٢3'|digits }}", "K۷ ۱۲۳", "K7 123"),
        ("{{ noon|day }}", "۲ آذر ۱۴۰۵", "23 November 2026"),
        ("{{ noon|short_day }}", "۱۴۰۵/۰۹/۰۲", "23 Nov 2026"),
        ("{{ noon|clock }}", "۱۲:۰۰", "12:00"),
        ("{{ '10:00'|hour }} {{ '17:30'|hour }}", "۱۰ ۱۷:۳۰", "10:00 17:30"),
        ("{{ noon|ago }}", "۲ روز پیش", "2 days ago"),
        ("{{ piece|local('title') }}", "گلیم", "Kilim"),
        ("{{ untold|local('title') }}", "گلیم", "گلیم"),
    ],
)
def test_filters(app: Flask, template: str, fa: str, en: str) -> None:
    for locale, shown in (("fa", fa), ("en", en)):
        with app.test_request_context("/", environ_overrides={KEY: locale}):
            assert render_template_string(template, **THINGS) == shown


@pytest.mark.parametrize("name", [name for name in formatters.FILTERS if name != "local"])
def test_nothing_shows_nothing(app: Flask, name: str) -> None:
    with app.test_request_context("/"):
        assert render_template_string(f"{{{{ nothing|{name} }}}}", **THINGS) == ""


def test_without_a_page_they_write_persian(app: Flask) -> None:
    with app.test_request_context("/", environ_overrides={KEY: "en"}):
        assert formatters.money(toman(5)) == "5\u00a0Toman"
    assert formatters.money(toman(5)) == "۵\u00a0تومان"
