"""What became of a payment on a gateway's page, in words that are true."""

from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.models import Order
from marketplace.orders.states import GONE
from marketplace.payments import receipts
from marketplace.payments.intents.models import PAID, Intent
from marketplace.payments.models import Payment
from marketplace.web import formatters


@dataclass(frozen=True, slots=True)
class Told:
    """A headline, a sentence, its tone; `ask`: she may have us look again; `go`: the gateway's page
    is still open; `again`: paying once more makes sense."""

    title: str
    text: str
    tone: str
    amount: Money
    receipt: str = ""
    ask: bool = False
    go: str = ""
    again: bool = False


ENDED = {  # how it ended, when the gateway says more than that nothing came
    "stripe.gave_up": (
        N_("You went back without paying"),
        N_("Nothing was taken from your card, and that page is closed. Your pieces stay kept until "
           "the day on your order’s page."),
    ),
    "stripe.expired": (
        N_("The time for this payment has passed"),
        N_("The page for paying was open for half an hour. Nothing was taken from your card; you "
           "can begin anew."),
    ),
    "stripe.not_collected": (
        N_("It was not paid"),
        N_("Your bank did not send the money in the end, and nothing was taken from you."),
    ),
}  # fmt: skip
BANK = {
    "disputed": (
        N_("Your bank asks for this money back"),
        N_("You told your bank that something was wrong with this payment. Until it decides the "
           "money is with neither of us. If it was a mistake, tell your bank and call the office."),
        "look",
    ),
    "lost": (
        N_("Your bank gave this money back to you"),
        N_("It decided so and took the money from us. If you want to keep your order, please call "
           "the office."),
        "info",
    ),
}  # fmt: skip


def tell(intent: Intent, order: Order) -> Told:
    """The words for an intent as it stands now."""
    amount = Money(intent.amount, intent.currency)
    if intent.state in PAID:
        return _paid(intent, order, amount)
    if intent.state == "unknown" and intent.ask_at is None:
        text = _("What the gateway says does not fit your order, another amount for example. A "
                 "person of the office is looking at it and calls you. Nothing of your money is "
                 "lost; please do not pay a second time.")  # fmt: skip
        return Told(_("A person is looking at it"), text, "look", amount)
    if intent.state == "unknown":
        text = _("The gateway does not answer our question. If your money left your card, nothing "
                 "is lost: we go on asking and text you. Please do not pay a second time before "
                 "you see it here.")  # fmt: skip
        return Told(_("We do not know yet"), text, "look", amount, ask=True)
    if intent.state == "pending":
        return _pending(intent, amount)
    if intent.state == "initiated":
        text = _("The gateway’s page is being opened. Look again in a moment.")
        return Told(_("One moment"), text, "info", amount, ask=True)
    if intent.reference is None:
        text = _("The gateway’s page could not be opened; nothing was taken from you. Please try "
                 "again in a while, or pay in another way.")  # fmt: skip
        return Told(_("The gateway does not open now"), text, "wrong", amount, again=True)
    if intent.problem in ENDED:
        title, sentence = ENDED[intent.problem]
        return Told(_(title), _(sentence), "wrong", amount, again=True)
    text = _("Nothing has reached us. If your bank did take the money, it comes back to your card "
             "by itself, at the latest within 72 hours.")  # fmt: skip
    title = _("The time for this payment has passed")
    failed = intent.state == "failed"
    return Told(_("It was not paid") if failed else title, text, "wrong", amount, again=True)


def _paid(intent: Intent, order: Order, amount: Money) -> Told:
    number = receipts.number(session.get_one(Payment, intent.payment_id))
    shown = formatters.digits(number)
    if intent.state in BANK:
        title, sentence, tone = BANK[intent.state]
        return Told(_(title), _(sentence), tone, amount, receipt=shown)
    if order.state in GONE:
        text = _("The order’s time had passed before the money came, and its pieces are no longer "
                 "free. All of it goes back to you; we text you when it does.")  # fmt: skip
        return Told(_("The money came too late"), text, "look", amount, receipt=shown)
    text = _("Thank you. The makers know it too, and go on.")
    return Told(_("It is paid"), text, "done", amount, receipt=shown)


def _pending(intent: Intent, amount: Money) -> Told:
    open_ = intent.expires_at is not None and clock.now() < intent.expires_at
    text = _("The gateway has seen no money from you so far. If you did pay, look again in a "
             "minute; if not, you can go back to its page or begin anew.")  # fmt: skip
    return Told(_("Not paid yet"), text, "info", amount, ask=True,
                go=intent.url or "" if open_ else "", again=True)  # fmt: skip
