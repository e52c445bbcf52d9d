"""Days on which a maker takes no orders: buyers read it, and no deadline of hers counts them."""

from datetime import date, datetime, timedelta

from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

LONGEST, FURTHEST = timedelta(days=60), timedelta(days=366)
TOO_EARLY = N_("Begin today or later.")
TOO_FAR = N_("Begin within a year.")
BACKWARDS = N_("The last day comes before the first.")
TOO_LONG = N_("At most sixty days. For longer, hide your page or call the office.")


def close(vendor: Vendor, first: date, last: date, why: str = "") -> None:
    """Take no orders from the first to the last of these days, both included; a span that was
    kept before is replaced. Orders that she has keep their dates. Raises DomainError."""
    vendor = hold(vendor.id)
    today = local_day(clock.now())
    if first < today and first != vendor.closed_from:
        raise DomainError(TOO_EARLY, field="first")
    if first > today + FURTHEST:
        raise DomainError(TOO_FAR, field="first")
    if last < max(first, today):
        raise DomainError(BACKWARDS, field="last")
    if last - first >= LONGEST:
        raise DomainError(TOO_LONG, field="last")
    changes = _changes(vendor, first, last)
    vendor.closed_from, vendor.closed_until, vendor.closed_why = first, last, why.strip()
    eventlog.record("vendor", vendor.id, "closed_days", changes=changes)


def open_again(vendor: Vendor) -> None:
    """Orders are taken every day from now on; without a span nothing happens."""
    vendor = locked(Vendor, vendor.id)
    if vendor.closed_from is None:
        return
    changes = _changes(vendor, None, None)
    vendor.closed_from = vendor.closed_until = None
    vendor.closed_why = ""
    eventlog.record("vendor", vendor.id, "closed_days_over", changes=changes)


def span(vendor: Vendor) -> tuple[date, date] | None:
    """The first and the last closed day, until that is over."""
    first, last = vendor.closed_from, vendor.closed_until
    if first is None or last is None or last < local_day(clock.now()):
        return None
    return first, last


def after(vendor: Vendor, since: datetime, days: timedelta) -> datetime:
    """The moment so much later on which something of hers is due; closed days do not count."""
    due = since + days
    first, last = vendor.closed_from, vendor.closed_until
    if first is None or last is None or last < local_day(since) or local_day(due) < first:
        return due
    closed = last - max(first, local_day(since))
    return due + closed + timedelta(days=1)


def _changes(vendor: Vendor, first: date | None, last: date | None) -> dict[str, list[str | None]]:
    days = {"closed_from": (vendor.closed_from, first), "closed_until": (vendor.closed_until, last)}
    return {name: [str(day) if day else None for day in pair] for name, pair in days.items()
            if pair[0] != pair[1]}  # fmt: skip
