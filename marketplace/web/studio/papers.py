"""Her own slip: what she must bring, on paper."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import reading
from marketplace.papers.models import Paper
from marketplace.payouts import reading as payments, slip as settlement
from marketplace.payouts.models import Payout
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.form import say
from marketplace.web.identity import me, my_vendor
from marketplace.web.language import locale
from marketplace.web.papers import drawing as papers
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


@bp.post("/papers/settlement")
@may(ARTISAN)
def issue_settlement() -> ResponseReturnValue:
    """What a payment of hers was for, to check it on paper."""
    paid = payments.one(request.form.get("payout", "")[:20])
    if paid.vendor.id != my_vendor().id:
        raise NotFound
    try:
        issued = settlement.issue(paid, locale(), me().id)
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
        return redirect(url_for("studio.money"), 303)
    return redirect(url_for("studio.paper", public_id=issued.public_id), 303)


@bp.get("/papers/<public_id>")
@may(ARTISAN)
def paper(public_id: str) -> ResponseReturnValue:
    """A slip of hers; another's is not there."""
    vendor_id = my_vendor().id
    with unit_of_work():
        (found,) = reading.by_public_ids([public_id])
        if vendor_id != _owner(found):
            raise NotFound
        reading.looked_at([found])
    if found.kind == settlement.KIND:
        return papers.page([found], (_("My money"), url_for("studio.money")))
    return papers.page([found], (_("My orders"), url_for("studio.orders")))


def _owner(paper: Paper) -> int | None:
    """The maker who may read it."""
    if paper.kind == "slip":
        return paper.subject_id
    if paper.kind == settlement.KIND:
        return session.get_one(Payout, paper.subject_id).vendor_id
    return None
