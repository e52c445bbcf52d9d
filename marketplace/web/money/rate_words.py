"""Exchange rates in words."""

from flask_babel import gettext as _

from marketplace.kernel.money import CURRENCIES, Money, Rate
from marketplace.kernel.text import N_
from marketplace.payments.foreign.rate_models import ExchangeRate
from marketplace.web import formatters

KINDS = {"exchange_rate": N_("Exchange rate")}
EVENTS = {
    "exchange_rate.set": N_("set an exchange rate"),
    "exchange_rate.ended": N_("stopped taking a currency"),
    "payment.exchanged": N_("took foreign notes"),
}
FIELDS = {
    "currency": N_("currency"),
    "rounding": N_("rounded down to"),
    "given": N_("notes"),
}


def currency(code: str) -> str:
    """A currency's name: یورو, euro."""
    return CURRENCIES[code].unit(formatters.locale())


def lot(code: str) -> str:
    """For how much of it a rate is told: ۱ یورو, 100 IQD."""
    return f"{formatters.number(CURRENCIES[code].lot)}\u00a0{_short(code)}"


def _short(code: str) -> str:
    """English writes the code beside a number: 1 US dollars is no English."""
    return code if formatters.locale() == "en" else currency(code)


def rate(row: ExchangeRate) -> str:
    """۱ یورو = ۱۱۲٬۳۴۵ تومان, or that none is taken."""
    if row.price is None:
        return str(_("%(currency)s: none is taken", currency=currency(row.currency)))
    return told(row.rate)


def told(rate: Rate) -> str:
    """The same for a rate that a payment keeps."""
    kind = rate.quantity.kind
    units, rest = divmod(rate.quantity.amount, kind.divisor)
    given = formatters.money(rate.quantity) if rest else (
        f"{formatters.number(units)}\u00a0{_short(kind.code)}"
    )  # fmt: skip
    return f"{given} = {formatters.money(rate.price)}"


def rounding(row: ExchangeRate) -> str:
    """To what it rounds, in the price's currency."""
    return formatters.money(Money(row.rounding, row.base))
