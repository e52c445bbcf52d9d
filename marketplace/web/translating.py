"""Sentences in templates, looked up once a language: a list asks for hundreds of them."""

from flask_babel import get_translations
from jinja2 import Environment
from markupsafe import Markup

from marketplace.web.language import locale

MOST = 5000  # sentences kept

_kept: dict[tuple[str, str], Markup] = {}


def sentence(text: str, **facts: object) -> Markup:
    """The sentence in the page's language, its facts escaped."""
    key = (locale(), text)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = Markup(get_translations().ugettext(text))  # noqa: S704
    return found % facts if facts or "%" in found else found


def counted(singular: str, plural: str, num: int, **facts: object) -> Markup:
    """The sentence for this number, its facts escaped."""
    found = Markup(get_translations().ungettext(singular, plural, num))  # noqa: S704
    return found % {"num": num, **facts}


def install(environment: Environment) -> None:
    """Use these in place of the extension's own."""
    environment.globals.update(_=sentence, gettext=sentence, ngettext=counted)
