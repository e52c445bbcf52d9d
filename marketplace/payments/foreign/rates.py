"""The dated rates of foreign cash: set by the treasurer, never changed, never reckoned again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from marketplace.kernel import clock, eventlog, ids, settled
from marketplace.kernel.calendar import local_day, morning
from marketplace.kernel.db import UtcDateTime, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import CURRENCIES, Money
from marketplace.kernel.text import N_
from marketplace.payments.foreign.rate_models import ExchangeRate
from marketplace.people.models import User

KIND = "exchange_rate"
UNKNOWN = N_("Choose a currency from the list.")
PAST = N_("A rate counts from now on or from a later day: what was taken before keeps its rate.")
UNLIKELY = N_("The last rate is far from this one. Look at the zeros; if it is right, tick below.")
NO_SOURCE = N_("Write where this rate comes from.")
TOO_FINE = N_("Round down to at most what the rate itself is.")
NOT_TAKEN = N_("The office takes none of this currency now.")
FAR = Fraction(14, 10)  # so many times the last rate, or its part, is asked about
SLACK = timedelta(minutes=5)
Other = aliased(ExchangeRate)
NEWEST = (
    select(Other.id)
    .where(
        Other.base == bindparam("base"), Other.currency == ExchangeRate.currency,
        Other.valid_from <= bindparam("at", type_=UtcDateTime()),
    )
    .order_by(Other.valid_from.desc(), Other.id.desc()).limit(1)
    .correlate(ExchangeRate).scalar_subquery()
)  # fmt: skip
STANDS = (
    ExchangeRate.base == bindparam("base"), ExchangeRate.id == NEWEST,
    ExchangeRate.price.is_not(None),
)  # fmt: skip
IN_FORCE = select(ExchangeRate).where(*STANDS)
SINCE = (
    select(ExchangeRate.currency, ExchangeRate.valid_from, ExchangeRate.price)
    .where(
        ExchangeRate.base == bindparam("base"),
        or_(ExchangeRate.id == NEWEST, ExchangeRate.valid_from > bindparam("at")),
    )
    .order_by(ExchangeRate.valid_from, ExchangeRate.id)
)


@dataclass(frozen=True, slots=True)
class Row:
    """A rate with the name of whoever set it."""

    rate: ExchangeRate
    by: str


def foreign(base: str) -> list[str]:
    """The currencies that may have a rate where `base` is the shop's."""
    return [code for code in CURRENCIES if code != base]


def set_(
    currency: str, price: Money, *, by: int, source: str, rounding: int = 0,
    valid_from: datetime | None = None, sure: bool = False,
) -> ExchangeRate:  # fmt: skip
    """The price of the currency's lot from a moment on, now without one; `rounding` in the price's
    smallest unit, what changes hands in cash without one; `by` a person's id.

    Raises DomainError for a past moment, no source, or one far from the last unless `sure`."""
    base = price.kind
    if currency not in foreign(base.code):
        raise DomainError(UNKNOWN, field="currency")
    if not source.strip():
        raise DomainError(NO_SOURCE, field="source")
    if rounding > price.amount:
        raise DomainError(TOO_FINE, field="rounding")
    now, kind = clock.now(), CURRENCIES[currency]
    if valid_from and valid_from < now - SLACK:
        raise DomainError(PAST, field="valid_from")
    last = _last(currency, base.code)
    row = ExchangeRate(
        public_id=ids.public_id(), currency=currency, base=base.code, price=price.amount,
        quantity=kind.lot * kind.divisor, rounding=rounding or base.cash,
        source=source.strip(), valid_from=max(valid_from or now, now), set_by=by,
    )  # fmt: skip
    if last and _far(last, row) and not sure:
        raise DomainError(UNLIKELY, field="sure")
    return _keep(row, last)


def _far(last: ExchangeRate, row: ExchangeRate) -> bool:
    times = Fraction((row.price or 0) * last.quantity, (last.price or 1) * row.quantity)
    return not 1 / FAR <= times <= FAR


def end(currency: str, base: str, by: int) -> None:
    """Take none of this currency from now on. Raises DomainError when that is so already."""
    last = in_force(base).get(currency)
    if last is None:
        raise DomainError(NOT_TAKEN)
    row = ExchangeRate(
        public_id=ids.public_id(), currency=currency, base=base, price=None,
        quantity=last.quantity, rounding=last.rounding, source="", valid_from=clock.now(),
        set_by=by,
    )  # fmt: skip
    _keep(row, last)


def _keep(row: ExchangeRate, last: ExchangeRate | None) -> ExchangeRate:
    session.add(row)
    session.flush()
    changes = {
        "currency": [None, row.currency], "price": [last.price if last else None, row.price],
        "valid_from": [None, str(row.valid_from)],
    }  # fmt: skip
    eventlog.record(KIND, row.id, "set" if row.price else "ended", changes=changes)
    return row


def _last(currency: str, base: str) -> ExchangeRate | None:
    """The newest that was ever written with a price, in force or still to come."""
    query = select(ExchangeRate).filter_by(currency=currency, base=base)
    query = query.where(ExchangeRate.price.is_not(None))
    return session.scalars(query.order_by(ExchangeRate.id.desc()).limit(1)).first()


def in_force(base: str, at: datetime | None = None) -> dict[str, ExchangeRate]:
    """What the office takes at a moment, now without one, by currency as the table lists them."""
    rows = session.scalars(IN_FORCE, {"base": base, "at": at or clock.now()})
    found = {row.currency: row for row in rows}
    return {code: found[code] for code in CURRENCIES if code in found}


def taken(base: str) -> list[str]:
    """The currencies that the office takes now, as the table lists them."""
    now = clock.now()
    rows = settled.ask(SINCE, {"base": base, "at": morning(local_day(now))})
    last = {row.currency: row.price for row in rows if row.valid_from <= now}
    return [code for code in CURRENCIES if last.get(code) is not None]


def standing(base: str) -> list[Row]:
    """The same with who set them."""
    found = in_force(base)
    query = _named().where(ExchangeRate.id.in_([rate.id for rate in found.values()]))
    named = {rate.currency: Row(rate, name) for rate, name in session.execute(query)}
    return [named[code] for code in found]


def history(base: str, limit: int = 50) -> list[Row]:
    """Every rate that was set, the newest first."""
    query = _named().where(ExchangeRate.base == base).order_by(ExchangeRate.id.desc())
    return [Row(rate, name) for rate, name in session.execute(query.limit(limit))]


def coming(base: str) -> Sequence[Row]:
    """Rates that count from a later moment, the soonest first."""
    later = (ExchangeRate.base == base, ExchangeRate.valid_from > clock.now())
    query = _named().where(*later).order_by(ExchangeRate.valid_from, ExchangeRate.id)
    return [Row(rate, name) for rate, name in session.execute(query)]


def _named() -> Select[ExchangeRate, str]:
    return select(ExchangeRate, User.name).join(User, User.id == ExchangeRate.set_by)
