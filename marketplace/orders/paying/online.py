"""Paying an order on a gateway's page: begun here once the amount is certain."""

from collections.abc import Callable, Sequence

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.orders.basket_view import local
from marketplace.orders.locking import lock_alone
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import gateways
from marketplace.payments.gateways.gateway import Gateway, Item
from marketplace.payments.intents import starting
from marketplace.payments.intents.models import Intent
from marketplace.payments.intents.starting import Wanted


def ways(order: Order, office: Preferences) -> Sequence[Gateway]:
    """The gateways that an order can be paid through now, the chosen one first."""
    if order.pay_by is None or order.state in GONE or not ahead.due(order).amount:
        return ()
    found = gateways.online(office)
    return sorted(found, key=lambda way: way.name != order.pay_method)


def begin(
    order_id: int, gateway: str, locale: str, words: str, back_url: Callable[[str], str]
) -> tuple[Intent, Wanted]:
    """What is due, to be asked of this gateway; `words` are shown there, `back_url` makes the
    address that the buyer comes back by. Raises DomainError when nothing is to be paid so."""
    order = lock_alone(order_id)
    if gateway not in [way.name for way in ways(order, preferences.load())]:
        raise DomainError(ahead.NOT_NOW)
    wanted = Wanted(
        subject=(SUBJECT, order.id), amount=ahead.due(order), gateway=gateway, words=words,
        back_url=back_url, locale=locale, mobile=order.mobile, items=_items(order, locale),
    )  # fmt: skip
    return starting.begin(wanted), wanted


def _items(order: Order, locale: str) -> Sequence[Item]:
    """Its pieces and postage, when they are all that is paid now; else the order in one line."""
    if order.paid:
        return (Item(show_code(order.code), ahead.due(order)),)
    parts = [part for part in order.vendor_orders if part.state not in GONE]
    pieces = [
        Item(local(line, "title", locale), Money(line.unit_price, line.currency), line.quantity)
        for part in parts for line in part.kept
    ]  # fmt: skip
    post = [Item(show_code(order.code), Money(order.postage, order.currency))]
    return (*pieces, *(post if order.postage else []))


def subject(intent: Intent) -> Order:
    """The order that an intent is for."""
    return session.get_one(Order, intent.subject_id)
