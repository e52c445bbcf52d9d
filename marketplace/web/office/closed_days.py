"""A maker's closed days, kept by the office at her wish."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.vendors import closing, find
from marketplace.vendors.models import Vendor
from marketplace.web.access import CLERK, MODERATOR, may
from marketplace.web.office import bp
from marketplace.web.vendors import closed_days as days
from marketplace.web.vendors.closed_days import ClosedDaysForm


@bp.get("/vendors/<public_id>/closed-days")
@may(CLERK, MODERATOR)
def closed_days(public_id: str) -> ResponseReturnValue:
    """What is kept, and a form for other days."""
    vendor = find.by_public_id(public_id)
    return _page(vendor, days.blank(vendor))


@bp.post("/vendors/<public_id>/closed-days")
@may(CLERK, MODERATOR)
def closed_days_keep(public_id: str) -> ResponseReturnValue:
    """She said it by phone: keep these days."""
    vendor, form = find.by_public_id(public_id), ClosedDaysForm(request.form)
    with on_behalf_of(vendor.id):
        if not days.keep(vendor, form):
            return _page(vendor, form), 422
    return _back(public_id, _("Kept on her behalf."))


@bp.post("/vendors/<public_id>/closed-days/end")
@may(CLERK, MODERATOR)
def closed_days_end(public_id: str) -> ResponseReturnValue:
    """She takes orders again."""
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        closing.open_again(vendor)
    return _back(public_id, _("She takes orders every day again."))


def _page(vendor: Vendor, form: ClosedDaysForm) -> str:
    return render_template(
        "office/vendors/closed_days.html", vendor=vendor, form=form, words=days.words(vendor),
        has_errors=bool(form.errors),
    )  # fmt: skip


def _back(public_id: str, told: str) -> ResponseReturnValue:
    flash(told, "done")
    return redirect(url_for("office.closed_days", public_id=public_id), 303)
