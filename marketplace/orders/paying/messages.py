"""What buyers and makers are told about money that is sent before the pieces leave."""

from marketplace.kernel.calendar import show_clock, show_day
from marketplace.kernel.money import Money
from marketplace.orders.messages import tell_buyer, tell_makers
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import owing
from marketplace.payments import gateways
from marketplace.payments.events import MoneyReturned
from marketplace.payments.gateways.gateway import ONLINE
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import BY_HER_BANK


def ask(order: Order) -> None:
    """Every maker has answered: the exact amount and until when."""
    online = ONLINE in gateways.called(order.pay_method).can
    _until("order_pay_online" if online else "order_pay", order)


def remind(order: Order) -> None:
    """The time for paying runs out."""
    _until("order_pay_reminder", order)


def paid(order: Order) -> None:
    """All the money is here: buyer and makers learn it."""
    tell_buyer("order_paid", order, total=_money(order, order.total))
    coming = [part for part in order.vendor_orders if part.state in ("accepted", "making")]
    tell_makers("vendor_order_paid", coming)


def part_paid(order: Order) -> None:
    """Some of it is here."""
    _until("order_part_paid", order, came=_money(order, order.paid))


def refused(order: Order, refusal: str, words: str) -> None:
    """The proof was refused: a key of payments.proofs.REFUSALS and the office's own words."""
    tell_buyer(f"order_proof_{refusal}", order, words=words)


def unpaid(order: Order) -> None:
    """Nothing came: the pieces are for sale again, buyer and makers learn it."""
    tell_buyer("order_unpaid", order)
    parts = [part for part in order.vendor_orders if part.state == "lapsed" and part.fulfilments]
    tell_makers("vendor_order_unpaid", parts)


def came_late(order: Order, payment: Payment) -> None:
    """The money came after its time, and goes back."""
    tell_buyer("order_money_late", order, total=Money(payment.amount, payment.currency))


def returned(order: Order, told: MoneyReturned) -> None:
    """Money went back: over the table, to a card, by her own bank, or through the gateway that took
    it."""
    known = {"cash": "cash", "card": "card", BY_HER_BANK: "by_bank"}
    template = f"order_returned_{known.get(told.method, 'online')}"
    tell_buyer(
        template, order, total=_money(order, told.amount), last4=told.last4,
        reference=told.reference,
    )  # fmt: skip


def _until(template: str, order: Order, came: Money | None = None) -> None:
    if order.pay_by:
        tell_buyer(
            template, order, total=_money(order, owing(order) - order.paid), came=came or "",
            day=show_day(order.pay_by, order.locale), hour=show_clock(order.pay_by, order.locale),
        )  # fmt: skip


def _money(order: Order, amount: int) -> Money:
    return Money(amount, order.currency)
