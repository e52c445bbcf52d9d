"""Her own slip: what she must bring, on paper."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import reading
from marketplace.web import papers
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms import say
from marketplace.web.identity import me, my_vendor
from marketplace.web.language import locale
from marketplace.web.studio import bp


@bp.post("/papers/slip")
@may(ARTISAN)
def issue_slip() -> ResponseReturnValue:
    """Everything that the office waits for from her."""
    try:
        issued = issuing.slip_for(my_vendor(), Asked(locale(), locale(), me().id))
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
        return redirect(url_for("studio.orders"), 303)
    return redirect(url_for("studio.paper", public_id=issued.public_id), 303)


@bp.get("/papers/<public_id>")
@may(ARTISAN)
def paper(public_id: str) -> ResponseReturnValue:
    """A slip of hers; another's is not there."""
    vendor_id = my_vendor().id
    with unit_of_work():
        (found,) = reading.by_public_ids([public_id])
        if (found.kind, found.subject_id) != ("slip", vendor_id):
            raise NotFound
        reading.looked_at([found])
    return papers.page([found], (_("My orders"), url_for("studio.orders")))
