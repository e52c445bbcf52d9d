"""Counted foreign notes, taken to a bank or an exchange office: what they bring is the shop's."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import CURRENCIES, Money
from marketplace.kernel.text import N_
from marketplace.ledger import balances, outside
from marketplace.ledger.accounts import SAFE
from marketplace.payments.foreign.exchange_models import MONEY, NotesExchange
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.foreign.rates import FAR, UNLIKELY
from marketplace.payments.models import Payment
from marketplace.people.models import User

KIND = "notes_exchange"
NOT_HERE = N_("So many counted notes are not in the safe. Count the drawers first.")
NOTHING = N_("Write how much it is.")
NOWHERE = N_("Choose where the money is now.")
NO_CHANGER = N_("Write who changed them.")
NO_RECEIPT = N_("Write the number of the receipt.")
NOT_THAT_DAY = N_("The day on the receipt cannot be later than today, nor a year ago.")
MEANWHILE = N_("Somebody changed notes of this currency meanwhile. Here is how it stands now.")
NO_REASON = N_("Write what was wrong.")
UNDONE = N_("This has been undone already.")
OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Lying:
    """Counted notes of one currency in the safe; `cost` is what they were taken for, `seen` how
    often some of the currency were changed."""

    notes: Money
    cost: Money
    seen: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the receipt says. `money`: bank or safe; `seen` as on the page; `by` a person's id;
    `sure` when the rate is far from what they were taken for and right all the same."""

    given: Money
    received: Money
    money: str
    changer: str
    receipt: str
    day: date
    seen: int
    by: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One exchange as lists show it."""

    exchange: NotesExchange
    by: str
    undone: bool


def lying(base: str) -> list[Lying]:
    """The counted notes of every currency but the shop's, as the currency table lists them."""
    found = [(code, balances.balance(SAFE, code)) for code in CURRENCIES if code != base]
    return [
        Lying(Money(amount, code), Money(_cost(code, amount, base), base), _count(code))
        for code, amount in found
        if amount > 0
    ]


def change(asked: Asked) -> NotesExchange:
    """Notes leave the safe, what they brought comes in. Raises DomainError for what cannot be,
    WrongState when some of the currency were changed since the page was shown."""
    _require(asked)
    code, base = asked.given.currency, asked.received.currency
    if _count(code) != asked.seen:
        raise WrongState(MEANWHILE)
    if asked.given.amount > balances.balance(SAFE, code):
        raise DomainError(NOT_HERE, field="given")
    cost = _cost(code, asked.given.amount, base)
    if not asked.sure and not 1 / FAR <= Fraction(asked.received.amount, max(cost, 1)) <= FAR:
        raise DomainError(UNLIKELY, field="sure")
    return _keep(NotesExchange(
        public_id=ids.public_id(), currency=code, place=asked.seen, given=asked.given.amount,
        base=base, received=asked.received.amount, cost=cost, money=asked.money,
        changer=asked.changer.strip(), receipt=asked.receipt.strip(), day=asked.day, by=asked.by,
    ), "changed")  # fmt: skip


def _require(asked: Asked) -> None:
    today = local_day(clock.now())
    if asked.given.amount <= 0 or asked.received.amount <= 0:
        raise DomainError(NOTHING, field="given" if asked.given.amount <= 0 else "received")
    if asked.money not in MONEY:
        raise DomainError(NOWHERE, field="money")
    if not asked.changer.strip():
        raise DomainError(NO_CHANGER, field="changer")
    if not asked.receipt.strip():
        raise DomainError(NO_RECEIPT, field="receipt")
    if not today - OLDEST <= asked.day <= today:
        raise DomainError(NOT_THAT_DAY, field="day")


def undo(exchange: NotesExchange, reason: str, by: int) -> NotesExchange:
    """It was written down wrong: the notes are in the safe again. Raises DomainError."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if exchange.given < 0 or is_undone(exchange):
        raise DomainError(UNDONE)
    return _keep(NotesExchange(
        public_id=ids.public_id(), currency=exchange.currency, place=_count(exchange.currency),
        given=-exchange.given, base=exchange.base, received=-exchange.received,
        cost=-exchange.cost, money=exchange.money, changer=exchange.changer,
        receipt=exchange.receipt, day=exchange.day, by=by, corrects_id=exchange.id,
        reason=reason.strip(),
    ), "undone")  # fmt: skip


def is_undone(exchange: NotesExchange) -> bool:
    """Whether a later row undoes it."""
    twice = select(NotesExchange.id).filter_by(corrects_id=exchange.id)
    return session.scalar(twice) is not None


def by_id(public_id: str) -> NotesExchange:
    """The exchange with this public id. Raises NotFound."""
    return one(NotesExchange, public_id=public_id)


def listed(limit: int = 50) -> list[Row]:
    """The last ones, the newest first."""
    query = select(NotesExchange, User.name).join(User, User.id == NotesExchange.by)
    rows = session.execute(query.order_by(NotesExchange.id.desc()).limit(limit)).all()
    gone = {row.corrects_id for row, _name in rows}
    return [Row(row, name, row.id in gone) for row, name in rows]


def _count(code: str) -> int:
    query = select(func.count()).select_from(NotesExchange).filter_by(currency=code)
    return session.scalar(query) or 0


def _cost(code: str, amount: int, base: str) -> int:
    """What so many notes were taken for: of all that were taken and not changed yet as much as they
    are of them, so that the last ones leave nothing behind."""
    came, worth = _sums(
        select(func.sum(ForeignCash.given),
               func.sum(Payment.amount + ForeignCash.change + ForeignCash.rounded))
        .join(Payment, Payment.id == ForeignCash.payment_id)
        .where(ForeignCash.currency == code, Payment.currency == base)
    )  # fmt: skip
    went, cost = _sums(
        select(func.sum(NotesExchange.given), func.sum(NotesExchange.cost))
        .where(NotesExchange.currency == code, NotesExchange.base == base)
    )  # fmt: skip
    left = came - went
    return (worth - cost) * min(amount, left) // left if left > 0 else 0


def _sums(query: Select[int, int]) -> tuple[int, int]:
    first, second = session.execute(query).one()
    return int(first or 0), int(second or 0)


def _keep(row: NotesExchange, name: str) -> NotesExchange:
    """Two at once have the same place: the later one is told so."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise WrongState(MEANWHILE) from error
    outside.notes_changed(row)
    changes = {
        "currency": [None, row.currency], "given": [None, row.given],
        "received": [None, row.received],
    }  # fmt: skip
    eventlog.record(KIND, row.id, name, reason=row.reason or None, changes=changes)
    return row
