"""Foreign cash at the desk: taken at the rate of the moment, the change in the shop's currency."""

from dataclasses import dataclass
from datetime import timedelta

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, Worth
from marketplace.kernel.text import N_
from marketplace.ledger import entries
from marketplace.payments.desk import taking
from marketplace.payments.desk.taking import Bill
from marketplace.payments.foreign import rates
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.foreign.rate_models import ExchangeRate
from marketplace.payments.models import Payment

NOT_TAKEN = rates.NOT_TAKEN
ANOTHER_RATE = N_(
    "The rate has changed meanwhile. Look at the amounts again; nothing was recorded."
)
A_DAY = timedelta(days=1)
LARGE_NOTE = 100  # units of a currency: with it somebody may pay for something small
TOO_FEW = N_("These notes come to nothing at this rate.")
TOO_LITTLE = N_("This comes to less than the amount due. Count again, or take it as a part.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a bill costs in one currency now."""

    row: ExchangeRate
    costs: Money


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What notes come to for a bill: `pays` of it, and `change` to give back."""

    row: ExchangeRate
    given: Money
    worth: Worth
    pays: Money
    change: Money
    rest: Money

    @property
    def old(self) -> bool:
        """Whether its rate began more than a day ago: prices move faster here."""
        return self.row.valid_from < clock.now() - A_DAY


def offers(due: Money) -> list[Offer]:
    """What a bill costs in each currency that the office takes now."""
    found = rates.in_force(due.currency).values()
    return [Offer(row, row.rate.costs(due)) for row in found]


def reckon(due: Money, given: Money) -> Reckoned:
    """What these notes come to now, without taking them. Raises DomainError, also when it is far
    more than what is due."""
    row = rates.in_force(due.currency).get(given.currency)
    if row is None:
        raise DomainError(NOT_TAKEN, field="currency")
    worth = row.rate.worth(given)
    if worth.value.amount <= 0:
        raise DomainError(TOO_FEW, field="given")
    large_note = row.rate.worth(Money(LARGE_NOTE * given.kind.divisor, given.currency)).value
    taking.sane(due.amount, worth.value.amount, "given", max(large_note.amount, taking.SMALL))
    pays = min(worth.value, due)
    return Reckoned(row, given, worth, pays, worth.value - pays, due - pays)


def take(bill: Bill, given: Money, rate: str = "") -> Payment:
    """Take these notes for a bill; `rate` is the public id of the rate that the page showed. The
    caller holds the subject locked.

    Raises DomainError when they are too few for the whole, or another rate is in force."""
    reckoned = reckon(bill.total, given)
    row, worth = reckoned.row, reckoned.worth
    if rate and row.public_id != rate:
        raise DomainError(ANOTHER_RATE)
    payment = taking.open_(bill, "foreign", worth.value.amount, "given", TOO_LITTLE)
    cash = ForeignCash(
        currency=given.currency, given=given.amount, rate_id=row.id, price=row.price,
        quantity=row.quantity, change=payment.change, rounded=worth.rounded.amount,
    )  # fmt: skip
    session.add(payment)
    session.flush()
    _keep(payment, cash)
    taking.keep(payment)
    return payment


def undo(payment: Payment, undoing: Payment) -> None:
    """The payment was corrected: the notes are gone from the drawer, the change is back."""
    cash = session.get(ForeignCash, payment.id)
    if cash is not None:
        mirror = ForeignCash(
            currency=cash.currency, given=-cash.given, rate_id=cash.rate_id, price=cash.price,
            quantity=cash.quantity, change=-cash.change, rounded=-cash.rounded,
        )  # fmt: skip
        _keep(undoing, mirror)


def _keep(payment: Payment, cash: ForeignCash) -> None:
    cash.payment_id = payment.id
    session.add(cash)
    session.flush()
    entries.foreign_cash(payment, cash)
    changes = {
        "currency": [None, cash.currency], "given": [None, cash.given],
        "price": [None, cash.price],
    }  # fmt: skip
    eventlog.record("payment", payment.id, "exchanged", changes=changes)
