"""The ways to pay, and what becomes of a proof, in words."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.payments.receipts import Receipt
from marketplace.payments.refund_models import BY_HER_BANK
from marketplace.web import formatters
from marketplace.web.money import rate_words

WAYS = {
    "desk": (
        N_("At the caravanserai"),
        N_("You see the pieces first and pay when you take them."),
    ),
    "zarinpal": (
        N_("Pay online"),
        N_("Once the makers have answered you pay with any Iranian bank card."),
    ),
    "stripe": (
        N_("By card, from any country"),
        N_("Once the makers have answered you pay on Stripe’s page; your card stays with them."),
    ),
    "card": (
        N_("Card to card"),
        N_("Once the makers have answered we tell you the exact amount and the card."),
    ),
}
BUTTONS = {"zarinpal": N_("Pay online now"), "stripe": N_("Pay by card on Stripe’s page")}
PROOFS = {
    "waiting": (N_("With the office"), "wait"),
    "confirmed": (N_("The money came"), "ok"),
    "refused": (N_("Not accepted"), "bad"),
}
METHODS = {
    "cash": N_("In cash, over the table"),
    "card": N_("Card to card"),
    "zarinpal": N_("Online, by ZarinPal"),
    "stripe": N_("Online, by Stripe"),
    BY_HER_BANK: N_("By her own bank: a dispute was lost"),
}
BY_HAND = ("cash", "card")  # how people give money back
TAKEN = {
    "cash": N_("Cash"),
    "card": N_("Card to card"),
    "reader": N_("Bank card reader"),
    "foreign": N_("Foreign cash"),
    "zarinpal": N_("Online, by ZarinPal"),
    "stripe": N_("Online, by Stripe"),
}
PROBLEMS = {
    "another_amount": N_("The gateway names another amount than ours."),
    "refunded_elsewhere": N_("The gateway gave back more than we asked for."),
    "never_sent": N_("The buyer was never sent there."),
    "nobody_paid": N_("Nobody paid in time."),
    "gateway.connect": N_("The gateway could not be reached."),
    "gateway.no_answer": N_("The gateway did not answer."),
    "gateway.unreadable": N_("The gateway’s answer could not be read."),
    "zarinpal.-50": N_("The gateway names another amount than ours."),
    "zarinpal.-51": N_("The gateway says that nothing was paid."),
    "zarinpal.failed": N_("The gateway says that nothing was paid."),
    "zarinpal.reversed": N_("The bank took the payment back."),
    "stripe.refund_failed": N_("The card’s bank sent the refund back; it is owed again."),
    "stripe.another_currency": N_("The gateway names another currency than ours."),
    "stripe.expired": N_("Nobody paid in time."),
    "stripe.gave_up": N_("The buyer turned back."),
    "stripe.not_collected": N_("The gateway says that nothing was paid."),
}
OF_A_GATEWAY = re.compile(r"(?:gateway|zarinpal|stripe)\.\S+")
LIABLE = {"office": N_("the office"), "vendor": N_("the maker"), "post": N_("the post")}
REASONS = {
    "cancelled_buyer": N_("The buyer changed her mind."),
    "surplus": N_("More was paid than was due."),
    "fetched": N_("Fetched at the desk instead of posted."),
    "taken_meanwhile": N_("Somebody else took it meanwhile."),
}


def way(name: str) -> str:
    """A way to pay in words."""
    return str(_(WAYS[name][0]))


def at_desk(office: Preferences, currencies: Iterable[str] = ()) -> str:
    """What the desk takes: cash, bank card, foreign notes (euro, US dollar)."""
    found = [_("cash")]
    if office.readers:
        found.append(_("bank card"))
    if notes := _(", ").join(rate_words.currency(code) for code in currencies):
        found.append(_("foreign notes (%(which)s)", which=notes))
    return str(_(", ").join(str(one) for one in found))


def button(name: str) -> str:
    """What the button says that leads to a gateway."""
    return str(_(BUTTONS[name]))


def notes() -> dict[str, str]:
    """A line under each way to pay."""
    return {name: str(_(note)) for name, (_word, note) in WAYS.items()}


def proof_state(state: str) -> tuple[str, str]:
    """A proof's state: word and tone."""
    word, tone = PROOFS[state]
    return str(_(word)), tone


def method(name: str) -> str:
    """A payment's method in words."""
    return str(_(TAKEN[name]))


def taken(receipt: Receipt) -> str:
    """How a payment came: Bank card reader, card … 1234, trace number 4512."""
    word = method(receipt.method)
    if receipt.notes is not None:
        return str(_("%(how)s, %(given)s", how=word, given=formatters.money(receipt.notes.notes)))
    if receipt.slip is None:
        return word
    return str(
        _(
            "%(how)s, card %(last4)s, trace number %(trace)s", how=word,
            last4=formatters.digits(receipt.slip.last4),
            trace=formatters.digits(receipt.slip.trace),
        )
    )  # fmt: skip


def rate_of(receipt: Receipt) -> str:
    """The rate that foreign cash was taken at; nothing for other money."""
    notes = receipt.notes
    return rate_words.told(notes.rate(receipt.amount.currency)) if notes else ""


def reason(text: str) -> str:
    """Why something is owed back: the house's own reason, or a person's words."""
    return str(_(REASONS[text])) if text in REASONS else text


def problem(text: str) -> str:
    """What went wrong at a gateway: in our words, or its own short key named as such. What a person
    wrote stays."""
    if text in PROBLEMS:
        return str(_(PROBLEMS[text]))
    return str(_("The gateway said: %(words)s", words=text)) if OF_A_GATEWAY.match(text) else text
