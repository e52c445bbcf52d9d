"""Whose turn it is on the front: why, how often, and putting a maker first for some days."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.discovery.front import pinning, turn_rows, turns
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.access import MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.office import bp


class PinForm(Form):
    """Who is first, on which days, and why."""

    vendor = wtforms.SelectField(_l("Maker"))
    first_day = JalaliDateField(_l("From the day"))
    last_day = JalaliDateField(_l("To the day"))
    reason = CleanStringField(
        _l("Why"), limit=200, description=_l("Such as: her exhibition at the caravanserai.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        query = select(Vendor).where(Vendor.state == "active").order_by(Vendor.id)
        names = [(row.public_id, formatters.local(row, "alias")) for row in session.scalars(query)]
        self.vendor.choices = answers([("", ""), *names])


@bp.get("/front")
@may(MODERATOR)
def front() -> ResponseReturnValue:
    """Today's turns and their reasons."""
    today = local_day(clock.now())
    return _page(PinForm(data={"first_day": today, "last_day": today}))


@bp.post("/front/pins")
@may(MODERATOR)
def pin_maker() -> ResponseReturnValue:
    """Put a maker first on some days."""
    form = PinForm(request.form)
    if not form.validate() or not form.vendor.data:
        if not form.vendor.data:
            form.add_error("vendor", _("Choose a maker."))
        return _page(form), 422
    try:
        vendor = one(Vendor, public_id=form.vendor.data, state="active")
        pinning.pin(vendor, form.first_day.data, form.last_day.data, form.reason.data, me().id)
    except DomainError as error:
        session.rollback()
        form.add_error(error.field or "vendor", error)
        return _page(form), 422
    flash(_("She is first on these days."), "done")
    return redirect(url_for("office.front"), 303)


@bp.post("/front/pins/<int:key>/lifting")
@may(MODERATOR)
def lift_pin(key: int) -> ResponseReturnValue:
    """Back to the common line."""
    attempt(lambda: pinning.lift(key), _("From now on she waits her turn like everybody."))
    return redirect(url_for("office.front"), 303)


def _page(form: PinForm) -> str:
    day, places = turn_rows.today()
    pins = pinning.standing()
    names = select(User.id, User.name).where(User.id.in_({pin.set_by for pin in pins}))
    makers = select(Vendor).where(Vendor.id.in_({pin.vendor_id for pin in pins}))
    return render_template(
        "office/front/index.html", form=form, day=day, places=places, pins=pins,
        following=turn_rows.following(turns.FRONT), tallies=turn_rows.tallies(),
        people={row.id: row.name for row in session.execute(names)},
        makers={vendor.id: vendor for vendor in session.scalars(makers)},
        has_errors=bool(form.errors), section="front",
    )  # fmt: skip
