"""Sentences, looked up once a language: a page asks for hundreds of them."""

from flask import Flask
from flask_babel import Domain, get_translations
from markupsafe import Markup

from marketplace.web.language import locale

MOST = 5000  # sentences kept

_kept: dict[tuple[str, str], Markup] = {}


def sentence(text: str, **facts: object) -> Markup:
    """The sentence in the page's language, its facts escaped."""
    found = _found(text)
    return found % facts if facts or "%" in found else found


def counted(singular: str, plural: str, num: int, **facts: object) -> Markup:
    """The sentence for this number, its facts escaped."""
    found = Markup(get_translations().ungettext(singular, plural, num))  # noqa: S704
    return found % {"num": num, **facts}


class Sentences(Domain):  # type: ignore[misc]
    """Flask-Babel's domain for `gettext` in code."""

    def gettext(self, string: str, **facts: object) -> str:
        """The sentence in the page's language."""
        found = str(_found(string))
        return found % facts if facts else found


def _found(text: str) -> Markup:
    key = (locale(), text)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = Markup(get_translations().ugettext(text))  # noqa: S704
    return found


def install(app: Flask) -> None:
    """Use these in place of the extension's own."""
    app.extensions["babel"].instance.domain_instance = Sentences()
    app.jinja_env.globals.update(_=sentence, gettext=sentence, ngettext=counted)
