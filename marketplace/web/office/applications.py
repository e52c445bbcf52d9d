"""The queue of makers who wait for the office."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.vendors import find
from marketplace.web.access import MODERATOR, may
from marketplace.web.office import bp
from marketplace.web.office.maker_tabs import maker_tabs
from marketplace.web.photos import OFFICE
from marketplace.web.vendors import rows as vendor_rows


@bp.get("/applications")
@may(MODERATOR)
def applications() -> ResponseReturnValue:
    """Oldest first, each with what is missing."""
    waiting = find.applications()
    rows = [
        (
            vendor,
            vendor_rows.face_of(vendor, unseen=OFFICE),
            vendor_rows.cards(vendor, to_her=False),
        )
        for vendor in waiting
    ]
    return render_template(
        "office/applications/index.html", rows=rows, pages_about=maker_tabs("applications")
    )
