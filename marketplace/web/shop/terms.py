"""The legal texts in force, and the older ones that somebody once agreed to."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup, escape

from marketplace.kernel.text import N_
from marketplace.people import terms as texts
from marketplace.web.access import VISITOR, may
from marketplace.web.language import locale
from marketplace.web.shop import bp

TITLES = {
    "terms": N_("Terms for makers"),
    "privacy": N_("Privacy"),
    "reservation": N_("Reservation terms"),
}


@bp.get("/terms/<name>")
@bp.get("/terms/<name>/<version>")
@may(VISITOR, public=True)
def terms(name: str, version: str | None = None) -> ResponseReturnValue:
    """One text in the page's language."""
    text = texts.text(name, locale(), version)
    shown = version or texts.current(name)
    title = _(TITLES[name])
    return render_template("shop/terms/show.html", title=title, body=html(text), version=shown)


def html(text: str) -> Markup:
    """Headings, paragraphs and lists of a legal text, escaped."""
    return Markup("\n").join(_block(block.split("\n")) for block in text.strip().split("\n\n"))


def _block(lines: list[str]) -> Markup:
    head, rest = lines[0], lines[1:]
    if head.startswith("## "):
        title = Markup("<h2>{}</h2>").format(head[3:])
        return title + (_block(rest) if rest else Markup(""))
    if head.startswith("- "):
        items = Markup("").join(Markup("<li>{}</li>").format(line[2:]) for line in lines)
        return Markup("<ul>{}</ul>").format(items)
    return Markup("<p>{}</p>").format(escape(" ".join(lines)))
