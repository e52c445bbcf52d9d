"""Recording that the post lost a parcel."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.orders.losses import losing
from marketplace.orders.post import dispatch
from marketplace.web.access import CLERK, MODERATOR, may
from marketplace.web.identity import me
from marketplace.web.office import bp, parcels
from marketplace.web.office.parcel_loss import LossForm


@bp.post("/parcels/<public_id>/loss")
@may(CLERK, MODERATOR)
def parcel_loss(public_id: str) -> ResponseReturnValue:
    """It is lost: its buyer gets her money back, and somebody bears it."""
    found, form = dispatch.parcel(public_id), LossForm(request.form)
    if not form.validate():
        return parcels.page(found, loss=form), 422
    try:
        losing.lose(found, form.liable.data, form.lost_because.data, me().id)
    except NotFound:
        raise
    except DomainError as error:
        form.add_error("liable" if error.field == "liable" else "lost_because", error)
        return parcels.page(found, loss=form), error.status
    flash(_("Recorded: it is lost. The buyer is told, and what she paid is owed back to her."),
          "done")  # fmt: skip
    return redirect(url_for("office.parcel", public_id=public_id), 303)
