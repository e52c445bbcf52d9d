"""A wish: what somebody looked for and did not find, told to the office by one button."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.discovery import wishes
from marketplace.kernel import limits
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.kernel.unit import unit_of_work
from marketplace.web.access import VISITOR, may
from marketplace.web.forms.form import say
from marketplace.web.shop import bp

AN_HOUR = 300  # wishes of everybody; no address is kept, so that nobody's can be
TOO_MANY = N_("Many wishes came in this hour. Please try again later, or call the office.")


@bp.post("/wishes")
@may(VISITOR, own_unit=True)
def wish() -> ResponseReturnValue:
    """Count it, and say thanks on a page of its own."""
    query = request.form.get("q", "")
    try:
        limits.count("wishes", AN_HOUR, timedelta(hours=1), TOO_MANY)
        with unit_of_work():
            wishes.note(query)
    except DomainError as error:
        page = render_template("shop/listings/wished.html", problem=say(error), robots="noindex")
        return page, error.status
    return redirect(url_for("shop.wished"), 303)


@bp.get("/wishes/thanks")
@may(VISITOR, public=True)
def wished() -> str:
    """The office will read it."""
    return render_template("shop/listings/wished.html", problem="", robots="noindex")
