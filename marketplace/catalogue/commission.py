"""Which share of a price the office keeps: the first row that fits, else the settings' share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, or_, select

from marketplace.catalogue.commission_models import CommissionRate
from marketplace.kernel import clock, eventlog, settled
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_

SUBJECT = "commission"
LISTED = select(CommissionRate).order_by(CommissionRate.position)
CHANNELS = frozenset(("web", "desk"))
NEVER_USED = N_(
    "Row %(row)s would never be used: the rows above it, up to row %(above)s, cover everything "
    "that it names. Put it further up."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A row to be: for this maker, craft and channel (None: any), from this day on."""

    vendor_id: int | None
    craft_id: int | None
    channel: str | None
    valid_from: date
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Rates:
    """All rows as they stand, and the share of what fits none, in basis points."""

    rows: Sequence[Any]
    usual_bp: int
    day: date

    def of(self, vendor_id: int, craft_id: int | None, channel: str = "web") -> int:
        """The office's share in basis points, on this day."""
        for row in self.rows:
            if (
                row.vendor_id in (None, vendor_id)
                and row.craft_id in (None, craft_id)
                and row.channel in (None, channel)
                and row.valid_from <= self.day
            ):
                return int(row.rate_bp)
        return self.usual_bp


def today(office: Preferences) -> Rates:
    """The rates in force now."""
    return Rates(settled.ask(LISTED), office.commission_bp, local_day(clock.now()))


def online(listing: Any, day: Any) -> ScalarSelect[int]:
    """The same as `Rates.of` for a listing's row in a query: what the first row that fits keeps of
    a sale online on this day, nothing where none fits."""
    rate = CommissionRate.__table__.c
    return (
        select(rate.rate_bp)
        .where(
            or_(rate.vendor_id.is_(None), rate.vendor_id == listing.c.vendor_id),
            or_(rate.craft_id.is_(None), rate.craft_id == listing.c.craft_id),
            or_(rate.channel.is_(None), rate.channel == "web"),
            rate.valid_from <= day,
        )
        .order_by(rate.position)
        .limit(1)
        .correlate(listing)
        .scalar_subquery()
    )


def listed() -> Sequence[CommissionRate]:
    """Every row, in the sequence in which they are tried."""
    return session.scalars(LISTED).all()


def add(wish: Wish, above: int | None = None) -> CommissionRate:
    """Add a row above another one, or at the end. Raises DomainError when a row would never be
    used, NotFound."""
    rows = _locked()
    place = rows.index(one(CommissionRate, id=above)) if above is not None else len(rows)
    row = CommissionRate(
        position=0, vendor_id=wish.vendor_id, craft_id=wish.craft_id, channel=wish.channel,
        valid_from=wish.valid_from, rate_bp=wish.rate_bp,
    )  # fmt: skip
    rows.insert(place, row)
    require_used(rows, field="above")
    session.add(row)
    _number(rows)
    session.flush()
    told = {
        "vendor_id": wish.vendor_id, "craft_id": wish.craft_id, "channel": wish.channel,
        "valid_from": wish.valid_from.isoformat(), "commission_bp": wish.rate_bp,
    }  # fmt: skip
    changes = {name: [None, value] for name, value in told.items() if value is not None}
    eventlog.record(SUBJECT, row.id, "added", changes=changes)
    return row


def change(key: int, rate_bp: int) -> bool:
    """Another share for what is sold from now on; False when it was so. Raises NotFound."""
    _locked()
    row = one(CommissionRate, id=key)
    if row.rate_bp == rate_bp:
        return False
    changes = {"commission_bp": [row.rate_bp, rate_bp]}
    row.rate_bp = rate_bp
    eventlog.record(SUBJECT, row.id, "changed", changes=changes)
    return True


def move_up(key: int) -> None:
    """Try this row one sooner. Raises DomainError when another would never be used, NotFound."""
    rows = _locked()
    place = rows.index(one(CommissionRate, id=key))
    if place == 0:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    require_used(rows)
    _number(rows)
    changes = {"position": [place + 1, place]}
    eventlog.record(SUBJECT, key, "moved", changes=changes)


def remove(key: int) -> None:
    """Take a row away; what was sold under it keeps its share. Raises NotFound."""
    rows = _locked()
    row = one(CommissionRate, id=key)
    changes = {"commission_bp": [row.rate_bp, None]}
    eventlog.record(SUBJECT, key, "removed", changes=changes)
    session.delete(row)
    rows.remove(row)
    _number(rows)


def require_used(rows: Sequence[CommissionRate], field: str | None = None) -> None:
    """Raise DomainError when some row can never be the first that fits."""
    for place, row in enumerate(rows):
        wider = [
            (number, other)
            for number, other in enumerate(rows[:place], start=1)
            if other.vendor_id in (None, row.vendor_id)
            and other.craft_id in (None, row.craft_id)
            and other.valid_from <= row.valid_from
        ]
        covered = frozenset[str]().union(*(_channels(other) for _, other in wider))
        if _channels(row) <= covered:
            facts = {"row": place + 1, "above": max(number for number, _ in wider)}
            raise DomainError(NEVER_USED, field=field, **facts)


def _channels(row: CommissionRate) -> frozenset[str]:
    return frozenset((row.channel,)) if row.channel else CHANNELS


def _locked() -> list[CommissionRate]:
    query = select(CommissionRate).order_by(CommissionRate.id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    return sorted(rows, key=lambda row: row.position)


def _number(rows: Sequence[CommissionRate]) -> None:
    for place, row in enumerate(rows, start=1):
        row.position = place
