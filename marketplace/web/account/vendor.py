"""A member of several vendors chooses for which one she works now."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import NotFound
from marketplace.web import identity
from marketplace.web.access import ARTISAN, may
from marketplace.web.account import bp


@bp.get("/vendor")
@may(ARTISAN)
def vendor() -> ResponseReturnValue:
    """Show her vendors."""
    return render_template("account/vendor.html", vendors=identity.my_vendors())


@bp.post("/vendor")
@may(ARTISAN)
def vendor_choose() -> ResponseReturnValue:
    """Work for this one from now on."""
    wanted = request.form.get("vendor")
    chosen = [one for one in identity.my_vendors() if one.public_id == wanted]
    if not chosen:
        raise NotFound
    identity.act_for(chosen[0])
    return redirect(url_for("studio.today"), 303)
