"""A member of a collective takes an order upon herself, or gives it back to the others."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.orders import taking
from marketplace.orders.lists import find
from marketplace.web.access import ARTISAN, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me, my_vendor
from marketplace.web.studio import bp


@bp.post("/orders/<public_id>/taking")
@may(ARTISAN)
def order_taking(public_id: str) -> ResponseReturnValue:
    """I take this one; somebody may have been quicker."""
    part, mine = find.vendor_order(public_id, my_vendor().id), me().id
    attempt(lambda: taking.take(part, mine), _("It is with you now; the others see your name."))
    return redirect(url_for("studio.order", public_id=public_id), 303)


@bp.post("/orders/<public_id>/giving-back")
@may(ARTISAN)
def order_giving_back(public_id: str) -> ResponseReturnValue:
    """Another may take it."""
    part, mine = find.vendor_order(public_id, my_vendor().id), me().id
    attempt(lambda: taking.give_back(part, mine), _("Good. Another of you may take it."))
    return redirect(url_for("studio.order", public_id=public_id), 303)
