"""Sentences, looked up once a language: a page asks for hundreds of them."""

from typing import Any

from flask import Flask, has_request_context
from flask_babel import Domain, get_translations
from markupsafe import Markup

from marketplace.web.language import locale

MOST = 5000  # sentences kept

_kept: dict[tuple[str, str], Markup] = {}
_catalogues: dict[str, Any] = {}


def sentence(text: str, **facts: object) -> Markup:
    """The sentence in the page's language, its facts escaped."""
    found = _found(text)
    return found % facts if facts or "%" in found else found


def counted(singular: str, plural: str, num: int, **facts: object) -> Markup:
    """The sentence for this number, its facts escaped."""
    found = Markup(_catalogue().ungettext(singular, plural, num))  # noqa: S704
    return found % {"num": num, **facts}


class Sentences(Domain):  # type: ignore[misc]
    """Flask-Babel's domain for `gettext` in code."""

    def gettext(self, string: str, **facts: object) -> str:
        """The sentence in the page's language."""
        found = str(_found(string))
        return found % facts if facts else found

    def ngettext(self, singular: str, plural: str, num: int, **facts: object) -> str:
        """The sentence for this number."""
        return str(_catalogue().ungettext(singular, plural, num)) % {"num": num, **facts}


def _catalogue() -> Any:
    """The language's catalogue, for which the extension looks anew each time."""
    if not has_request_context():
        return get_translations()
    language = locale()
    found = _catalogues.get(language)
    if found is None:
        found = _catalogues[language] = get_translations()
    return found


def _found(text: str) -> Markup:
    key = (locale(), text)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = Markup(_catalogue().ugettext(text))  # noqa: S704
    return found


def install(app: Flask) -> None:
    """Use these in place of the extension's own."""
    app.extensions["babel"].instance.domain_instance = Sentences()
    app.jinja_env.globals.update(_=sentence, gettext=sentence, ngettext=counted)
