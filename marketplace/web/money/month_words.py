"""Jalali months as people call them."""

from datetime import timedelta

from flask_babel import gettext as _

from marketplace.kernel.calendar import local_day, month_names
from marketplace.payouts.months import Month
from marketplace.web import formatters


def name(first: Month, last: Month | None = None) -> str:
    """Azar 1405, or Mehr to Azar 1405, as the page's language says it; in English the days that
    they span. Both are of one year."""
    last = last or first
    if formatters.locale() == "fa":
        names = month_names("fa")
        span = " تا ".join(dict.fromkeys(names[one.month - 1] for one in (first, last)))
        return formatters.digits(f"{span} {first.year}")
    begins, ends = local_day(first.since), local_day(last.until) - timedelta(days=1)
    return str(_("%(first)s to %(last)s", first=formatters.day(begins), last=formatters.day(ends)))
