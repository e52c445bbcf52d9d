"""An e-mail's HTML, drawn by an environment of its own: no request, no page around it."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marketplace.kernel import preferences
from marketplace.notify import compose
from marketplace.notify.models import Message

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OPEN = {"fa": "باز کنید", "en": "Open"}
WHY = {
    "fa": "این نامه را %(bazaar)s برای کار شما فرستاد؛ خبرنامه نیست.",
    "en": "%(bazaar)s sent this letter about your own matter; it is not a newsletter.",
}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(message: Message) -> str:
    """The letter as HTML: its paragraphs, and its link as a button."""
    office, locale = preferences.load(), message.locale
    url = compose.link_of(message)
    bazaar = office.local("bazaar_name", locale)
    lines = [line for line in compose.text(message).split("\n") if line and line != url]
    return (
        _environment()
        .get_template("email/message.html")
        .render(
            locale=locale,
            dir="rtl" if locale == "fa" else "ltr",
            subject=compose.subject(message),
            lines=lines,
            url=url,
            open=OPEN[locale],
            why=WHY[locale] % {"bazaar": bazaar},
            bazaar=bazaar,
            tagline=office.local("tagline", locale),
            office=office.local("office_name", locale),
            phone=office.phone,
        )
    )
