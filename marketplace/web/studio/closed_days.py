"""The days on which she takes no orders."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.vendors import closing
from marketplace.web.access import ARTISAN, may
from marketplace.web.identity import my_vendor
from marketplace.web.studio import bp
from marketplace.web.vendors import closed_days as days
from marketplace.web.vendors.closed_days import ClosedDaysForm


@bp.get("/closed-days")
@may(ARTISAN)
def closed_days() -> ResponseReturnValue:
    """What is kept, and a form for other days."""
    return _page(days.blank(my_vendor()))


@bp.post("/closed-days")
@may(ARTISAN)
def closed_days_keep() -> ResponseReturnValue:
    """Keep these days."""
    form = ClosedDaysForm(request.form)
    if not days.keep(my_vendor(), form):
        return _page(form), 422
    flash(_("Kept. Buyers read it beside your pieces on those days."), "done")
    return redirect(url_for("studio.closed_days"), 303)


@bp.post("/closed-days/end")
@may(ARTISAN)
def closed_days_end() -> ResponseReturnValue:
    """She takes orders again."""
    closing.open_again(my_vendor())
    flash(_("You take orders every day again."), "done")
    return redirect(url_for("studio.closed_days"), 303)


def _page(form: ClosedDaysForm) -> str:
    vendor = my_vendor()
    return render_template(
        "studio/page/closed_days.html", form=form, words=days.words(vendor), why=vendor.closed_why,
        has_errors=bool(form.errors),
    )  # fmt: skip
