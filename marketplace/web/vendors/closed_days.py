"""Closed days on her own page and on the office's: the form, and the span in words."""

from datetime import timedelta

from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import DomainError
from marketplace.vendors import closing
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField


class ClosedDaysForm(Form):
    """From when until when, and why if she likes."""

    first = JalaliDateField(_l("First closed day"))
    last = JalaliDateField(_l("Last closed day"))
    why = CleanStringField(_l("Why? Only you and the office read it."), limit=200, required=False)


def blank(vendor: Vendor) -> ClosedDaysForm:
    """What is kept already, or the coming week."""
    today = local_day(clock.now())
    first, last = closing.span(vendor) or (today, today + timedelta(days=6))
    return ClosedDaysForm(data={"first": first, "last": last, "why": vendor.closed_why})


def keep(vendor: Vendor, form: ClosedDaysForm) -> bool:
    """Keep the days, or put the error beside its field and say no."""
    if not form.validate():
        return False
    try:
        closing.close(vendor, form.first.data, form.last.data, form.why.data or "")
    except DomainError as error:
        form.add_error(error.field or "last", error)
        return False
    return True


def words(vendor: Vendor) -> str:
    """Until when she is closed, or from when on; '' without a span to come."""
    days = closing.span(vendor)
    if days is None:
        return ""
    first, last = (formatters.day(day) for day in days)
    if days[0] <= local_day(clock.now()):
        return str(_("Closed until %(last)s.", last=last))
    return str(_("Closed from %(first)s to %(last)s.", first=first, last=last))
