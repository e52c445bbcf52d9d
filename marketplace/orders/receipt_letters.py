"""A buyer's receipt by e-mail: what it says, without a link, to an address that is kept nowhere
but in the message."""

from datetime import timedelta

from marketplace.kernel import eventlog, limits
from marketplace.kernel.calendar import show_day
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_, localise_digits
from marketplace.notify import send
from marketplace.orders import messages
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import receipts
from marketplace.payments.receipts import Receipt

A_DAY = 5
TOO_MANY = N_("Five letters went out for this order today. Try again tomorrow.")


def standing(order: Order) -> list[Receipt]:
    """The receipts of an order that no correction has undone, the first payment first."""
    return receipts.standing(SUBJECT, order.id)


def one(order: Order, number: str) -> Receipt:
    """The receipt of this order with this number in ASCII digits. Raises NotFound."""
    for row in standing(order):
        if row.number == number:
            return row
    raise NotFound


def count(order: Order) -> None:
    """Count a letter, in a unit of work of its own. Raises TooMany after five a day."""
    limits.count(f"order:letter:{order.id}", A_DAY, timedelta(days=1), TOO_MANY)


def write(order: Order, receipt: Receipt, to: str, locale: str) -> None:
    """Send it to this e-mail address in this language; the log keeps that, not the address."""
    live = [part for part in order.vendor_orders if part.state not in GONE]
    send.email(
        "order_receipt", to, locale, subject=("order", order.id),
        number=localise_digits(receipt.number, locale), day=show_day(receipt.taken_at, locale),
        order=show_code(order.code), amount=receipt.amount,
        pieces=("، " if locale == "fa" else ", ").join(
            messages.pieces(part, locale) for part in live
        ),
    )  # fmt: skip
    eventlog.record("order", order.id, "receipt_sent")
