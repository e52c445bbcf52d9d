"""What the office decides about a maker: each decision a resource of hers."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.vendors import decisions, find, portraits
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.office import bp
from marketplace.web.office.vendor_page import vendor_page
from marketplace.web.vendors.forms import ReasonForm


@bp.post("/vendors/<public_id>/approval")
@may(MODERATOR)
def approve_vendor(public_id: str) -> ResponseReturnValue:
    """She may sell in every craft that is ready."""
    decisions.approve(find.by_public_id(public_id))
    return _done(public_id, _("Approved. She has been told."))


@bp.post("/vendors/<public_id>/refusal")
@may(MODERATOR)
def refuse_vendor(public_id: str) -> ResponseReturnValue:
    """Not this time, and why."""
    return _with_reason(
        public_id, "refusal", decisions.refuse, _("Refused. She has been told why.")
    )


@bp.post("/vendors/<public_id>/suspension")
@may(MODERATOR)
def suspend_vendor(public_id: str) -> ResponseReturnValue:
    """Stop her sales at once, and why."""
    told = _("Suspended. Her pieces are hidden and orders she had not accepted are declined.")
    return _with_reason(public_id, "suspension", decisions.suspend, told)


@bp.post("/vendors/<public_id>/suspension/end")
@may(MODERATOR)
def restore_vendor(public_id: str) -> ResponseReturnValue:
    """Bring back what was for sale."""
    decisions.restore(find.by_public_id(public_id))
    return _done(public_id, _("Restored. What was for sale is for sale again."))


@bp.post("/vendors/<public_id>/portrait/refusal")
@may(MODERATOR)
def refuse_shown_portrait(public_id: str) -> ResponseReturnValue:
    """Take the photograph that buyers see off her page, and why."""

    def take_away(vendor: Vendor, reason: str) -> None:
        portraits.refuse(vendor, request.form.get("picture", ""), reason)

    told = _("Taken away. She has been told why.")
    return _with_reason(public_id, "portrait", take_away, told)


@bp.post("/vendors/<public_id>/pause")
@may(MODERATOR)
def pause_vendor(public_id: str) -> ResponseReturnValue:
    """Hide her at her own wish."""
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        decisions.pause(vendor)
    return _done(public_id, _("Hidden. She, or you for her, can show her pieces again."))


@bp.post("/vendors/<public_id>/pause/end")
@may(MODERATOR)
def resume_vendor(public_id: str) -> ResponseReturnValue:
    """Show her again at her own wish."""
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        decisions.resume(vendor)
    return _done(public_id, _("Her pieces are for sale again."))


def _with_reason(
    public_id: str, name: str, decide: Callable[[Vendor, str], None], told: str
) -> ResponseReturnValue:
    vendor, form = find.by_public_id(public_id), ReasonForm(request.form)
    if not form.validate():
        return vendor_page(vendor, open_form=name, form=form), 422
    decide(vendor, form.reason.data)
    return _done(public_id, told)


def _done(public_id: str, told: str) -> ResponseReturnValue:
    flash(told, "done")
    return redirect(url_for("office.vendor", public_id=public_id), 303)
