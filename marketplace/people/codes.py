"""One-time codes over SMS: bound to the asking browser, single use, only their keyed hash kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from marketplace.kernel import clock, events, ids, limits
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import ask, at_once
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.kernel.unit import unit_of_work
from marketplace.people.models import OneTimeCode

LIFE = timedelta(minutes=5)
TRIES = 5
AGAIN = timedelta(seconds=60)
PER_NUMBER = ((5, timedelta(hours=1)), (15, timedelta(days=1)))
DAY = timedelta(days=1)

TOO_MANY = N_(
    "No more codes can be sent to this number for now. Please wait, or ask the office by phone."
)
TOO_MANY_TODAY = N_("No more codes can be sent today. Please ask the office by phone.")
WRONG = {
    0: N_("This code was not right. Ask for a new one."),
    1: N_("This code was not right. You can try once more."),
}
WRONG_AGAIN = N_("This code was not right. You can try %(left)s more times.")
OVER = N_("This code no longer works. Ask for a new one.")

sent = OneTimeCode.__table__.c
ALIVE = (
    sent.purpose == bindparam("for"), sent.mobile == bindparam("to"),
    sent.browser_hash == bindparam("by"), sent.used_at.is_(None),
    sent.expires_at > bindparam("now"), sent.tries < TRIES,
)  # fmt: skip
LOCKED = select(OneTimeCode).where(*ALIVE).order_by(OneTimeCode.id.desc()).with_for_update()
LOOK = (
    select(sent.purpose, sent.mobile, sent.code_hash, sent.created_at)
    .where(*ALIVE).order_by(sent.id.desc())
)  # fmt: skip
KEEP = insert(table(OneTimeCode))
SPEND = update(table(OneTimeCode)).where(*ALIVE).values(used_at=bindparam("now"))
SPEND = SPEND.returning(sent.code_hash)
_caps = {"address": 300, "site": 5000}


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """A code that must reach this mobile before it expires."""

    purpose: str
    mobile: str
    code: str
    locale: str
    expires_at: datetime


def configure(*, per_address: int, per_site: int) -> None:
    """Set how many codes a day may be sent for one address and for the whole site."""
    _caps.update(address=per_address, site=per_site)


def send(purpose: str, mobile: str, browser: str, locale: str, address: str) -> None:
    """Send a code, unless one went to this browser within the last minute. Own units of work.

    `purpose` is sign_in, reservation, order_status or order_list; `mobile` E.164; `browser` the
    cookie's value; `address` the asker's IP address. Known and unknown numbers are treated alike.
    Raises TooMany.
    """
    if _just_sent(purpose, mobile, browser):
        return
    issue = partial(_issue, purpose, mobile, browser, locale)
    limits.count_all(_tries(mobile, address), then=issue)


def _issue(purpose: str, mobile: str, browser: str, locale: str) -> None:
    code, expires_at = ids.numeric_code(), clock.now() + LIFE
    row = {
        "purpose": purpose, "mobile": mobile, "browser_hash": _browser_hash(browser), "tries": 0,
        "code_hash": _code_hash(purpose, mobile, code), "created_at": clock.now(),
        "expires_at": expires_at,
    }  # fmt: skip
    at_once(KEEP, row)
    events.publish(CodeIssued(purpose, mobile, code, locale, expires_at))


def sent_at(purpose: str, mobile: str, browser: str) -> datetime | None:
    """When the newest living code went to this browser."""
    living = ask(LOOK, _whose(purpose, mobile, browser)).first()
    return living.created_at if living else None


def check(purpose: str, mobile: str, code: str, browser: str) -> None:
    """Compare a typed code; a wrong one is counted and kept counted, in a unit of work of its own.

    Call it before the request's unit, and `consume` inside it. Raises DomainError(field="code").
    """
    if _match(ask(LOOK, _whose(purpose, mobile, browser)), code):
        return
    with unit_of_work():
        living = session.scalars(LOCKED, _whose(purpose, mobile, browser)).all()
        if not living:
            raise DomainError(OVER, field="code")
        if _match(living, code):
            return
        living[0].tries += 1
        left = TRIES - living[0].tries
    raise DomainError(
        WRONG.get(left, WRONG_AGAIN), field="code", **({"left": left} if left > 1 else {})
    )


def consume(purpose: str, mobile: str, code: str, browser: str) -> None:
    """Use the code up, in the caller's unit of work. Raises DomainError(field="code")."""
    hashes = ask(SPEND, _whose(purpose, mobile, browser)).scalars()
    if not _same(hashes, _code_hash(purpose, mobile, code)):
        raise DomainError(OVER, field="code")


def forget_old(before: datetime, limit: int) -> int:
    """Delete up to `limit` codes that ended before then; returns how many."""
    old = select(OneTimeCode.id).where(OneTimeCode.expires_at < before).limit(limit)
    keys = session.scalars(old).all()
    session.execute(delete(OneTimeCode).where(OneTimeCode.id.in_(keys)))
    return len(keys)


def forget(mobile: str) -> None:
    """Delete every code that was sent to this mobile, also one that still works."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.mobile == mobile))


def _just_sent(purpose: str, mobile: str, browser: str) -> bool:
    newest = sent_at(purpose, mobile, browser)
    session.rollback()
    return newest is not None and newest > clock.now() - AGAIN


def _tries(mobile: str, address: str) -> list[limits.Try]:
    number = f"code:number:{{}}:{keyed_hash(mobile)}"
    tries = [
        limits.Try(number.format(int(per.total_seconds())), limit, per, TOO_MANY)
        for limit, per in PER_NUMBER
    ]
    here = f"code:address:{keyed_hash(address)}"
    tries.append(limits.Try(here, _caps["address"], DAY, TOO_MANY_TODAY))
    tries.append(limits.Try("code:site", _caps["site"], DAY, TOO_MANY_TODAY))
    return tries


def _whose(purpose: str, mobile: str, browser: str) -> dict[str, object]:
    return {
        "for": purpose, "to": mobile, "by": _browser_hash(browser), "now": clock.now(),
    }  # fmt: skip


def _match(living: Sequence[Any], code: str) -> bool:
    return bool(living) and _same(
        (row.code_hash for row in living), _code_hash(living[0].purpose, living[0].mobile, code)
    )


def _same(hashes: Iterable[str], expected: str) -> bool:
    return any(ids.same(one, expected) for one in hashes)


def _browser_hash(browser: str) -> str:
    return keyed_hash("browser", browser)


def _code_hash(purpose: str, mobile: str, code: str) -> str:
    return keyed_hash("code", purpose, mobile, code)
