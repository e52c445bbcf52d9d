"""What every template may use, besides the filters of formatters.py."""

from typing import Any

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup, escape
from werkzeug.local import LocalProxy

from marketplace.kernel.money import home
from marketplace.kernel.preferences import Preferences, load
from marketplace.payments.foreign import rates
from marketplace.settings import Settings
from marketplace.web import drawings, formatters, translating
from marketplace.web.access import access_of
from marketplace.web.fragments import remembered
from marketplace.web.identity import find_my_vendor, signed_in_user
from marketplace.web.language import locale, path_in
from marketplace.web.money import pay_words, rate_words
from marketplace.web.navigation import can_open, office_links


def preferences() -> Preferences:
    """The office's preferences, the same for the whole request."""
    found: Preferences | None = g.get("preferences")
    if found is None:
        found = g.preferences = load()
    return found


def desk_takes(*, foreign: bool = True) -> str:
    """How people pay at the desk today; `foreign` where its rates may be looked up, once a
    request."""
    if foreign and "rates_in_force" not in g:
        g.rates_in_force = rates.taken(home())
    return pay_words.at_desk(preferences(), g.rates_in_force if foreign else ())


def without_database() -> None:
    """Draw this response's page with the defaults: the database may be what broke."""
    g.without_database = True
    g.setdefault("preferences", Preferences())


def settings() -> Settings:
    """The settings this application was built with."""
    found: Settings = current_app.extensions["settings"]
    return found


def demo_phone_url() -> str | None:
    """The demo phone's address, in demo mode only."""
    return url_for("demo.phone") if settings().demo_phone else None


def _page() -> dict[str, Any]:
    language = locale()
    page: dict[str, Any] = {
        "locale": language,
        "dir": "rtl" if language == "fa" else "ltr",
        "demo_phone_url": demo_phone_url(),
    }
    view = current_app.view_functions.get(request.endpoint or "")
    access = access_of(view) if view else None
    if access and not access.open and not g.get("without_database"):
        page |= {"me": signed_in_user(), "my_vendor": find_my_vendor()}
    return page


def switch_url() -> str:
    """The same page in the other language."""
    return path_in("fa" if locale() == "en" else "en")


def absolute(path: str) -> str:
    """A public address of one of our paths."""
    return settings().public_url + path


def paragraphs(text: str) -> Markup:
    """People's text as paragraphs, escaped, its direction its own."""
    parts = [escape(part.strip()) for part in text.split("\n") if part.strip()]
    return Markup("".join(f'<p dir="auto">{part}</p>' for part in parts))  # noqa: S704


def init_frame(app: Flask) -> None:
    """Register globals, filters and the page's context."""
    formatters.register(app)
    translating.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        prefs=LocalProxy(preferences),
        desk_takes=desk_takes,
        switch_url=switch_url,
        path_in=path_in,
        absolute=absolute,
        office_links=office_links,
        can_open=can_open,
        remembered=remembered,
        shop_unit=formatters.unit,
        icon_drawn=drawings.icon,
        url_for=drawings.url_for,
    )
    app.jinja_env.filters.update(
        paragraphs=paragraphs, how_paid=pay_words.taken, way_in_words=pay_words.method,
        rate=rate_words.rate, rate_of=pay_words.rate_of, rounding=rate_words.rounding,
    )  # fmt: skip
    app.context_processor(_page)
