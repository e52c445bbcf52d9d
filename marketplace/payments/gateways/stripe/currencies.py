"""Amounts as Stripe writes them: whole numbers of what it counts as a currency's smallest unit."""

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.money.currency import CURRENCIES
from marketplace.kernel.text import N_

# docs.stripe.com/currencies: presentment currencies, and those without hundredths there
TAKEN = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD
    KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RWF SAR SBD SCR SEK SGD SHP
    SLE SOS SRD STD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV
    WST XAF XCD XOF XPF YER ZAR ZMW
    """.split()  # noqa: SIM905
)
WHOLE = frozenset(  # without hundredths
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
THOUSANDTHS = frozenset(("BHD", "JOD", "KWD", "OMR", "TND"))
NOT_TAKEN = N_("Stripe cannot take money in this currency. Please choose another way to pay.")
NOT_EXACT = N_("Stripe cannot take this amount exactly. Please choose another way to pay.")


def taken(code: str) -> bool:
    """Whether Stripe can be paid in this currency, and we know how it is written."""
    return code in TAKEN and code in CURRENCIES


def minor(code: str) -> int:
    """How many of Stripe's smallest units make one unit of the currency: 100 cents a euro."""
    return 1 if code in WHOLE else 1000 if code in THOUSANDTHS else 100


def to_stripe(money: Money) -> int:
    """The amount as Stripe takes it. Raises DomainError for a currency or fraction it does not."""
    if not taken(money.currency):
        raise DomainError(NOT_TAKEN)
    amount, rest = divmod(money.amount * minor(money.currency), money.kind.divisor)
    if rest or (money.currency in THOUSANDTHS and amount % 10):
        raise DomainError(NOT_EXACT)
    return amount


def from_stripe(amount: int, code: str) -> Money | None:
    """What Stripe wrote, as Money; nothing when that currency or fraction is unknown here."""
    code = code.upper()
    if not taken(code):
        return None
    whole, rest = divmod(amount * CURRENCIES[code].divisor, minor(code))
    return None if rest else Money(whole, code)
