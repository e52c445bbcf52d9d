"""The public texts in force, and the older ones that somebody once agreed to."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.people import terms as texts
from marketplace.web.access import VISITOR, may
from marketplace.web.language import locale
from marketplace.web.settings.public_texts import TITLES, html
from marketplace.web.shop import bp


@bp.get("/terms/<name>")
@bp.get("/terms/<name>/<version>")
@may(VISITOR, public=True)
def terms(name: str, version: str | None = None) -> ResponseReturnValue:
    """One text in the page's language."""
    shown = version or texts.current(name)
    body = html(texts.text(name, locale(), shown))
    return render_template(
        "shop/terms/show.html", name=name, title=_(TITLES[name]), body=body, version=shown
    )
