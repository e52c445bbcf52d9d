"""A week of the demo's orders, in every state that an order can be in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline
from marketplace.kernel import clock, preferences
from marketplace.kernel.actor import SYSTEM, VISITOR, acting
from marketplace.kernel.money import Money, home
from marketplace.kernel.phone import parse_mobile
from marketplace.orders import (
    basket,
    cancelling,
    checkout,
    delivery,
    fulfilments,
    lapse,
    locking,
    placing,
    vendor_orders,
)
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.post import parcels, postage, tariff_book
from marketplace.orders.post.addresses import Typed
from marketplace.orders.returns import returning  # fmt: skip
from marketplace.orders.returns.returning import Asked
from marketplace.payments import proofs, refunds
from marketplace.payments.desk.reader import Slip
from marketplace.payments.foreign import rates
from marketplace.people import terms

SWEEPS = [f"{days}d {hour}" for days in range(8, -1, -1) for hour in ("08:00", "21:35")]


def reserve(cast: Cast, timeline: Timeline) -> None:
    """Write every order's steps, and the worker's daily sweeps, into the timeline."""
    for row in read("orders"):
        for when, name, *rest in row["steps"]:
            timeline.add(when, _do, cast, row, name, rest)
    for when in SWEEPS:
        timeline.add(when, _sweep)
    timeline.add("300m", _set_rates, cast)


def _do(cast: Cast, row: dict[str, Any], name: str, rest: list[Any]) -> None:
    if name == "place":
        order = (_at_desk if row.get("desk") else _on_web)(cast, row)
        order.sample = True
        cast.orders[row["key"]] = order
    else:
        STEPS[name](cast, cast.orders[row["key"]], *rest)


def _set_rates(cast: Cast) -> None:
    """What the office gives for foreign notes today; invented. Nothing where they are its own."""
    office = read("office")
    if home() != "IRR":
        return
    with cast.playing("treasurer") as treasurer:
        for currency, price in office["rates"].items():
            rates.set_(currency, amount(price), by=treasurer.id, source=office["rates_source"])


def _sweep() -> None:
    with acting(SYSTEM):
        lapse.sweep()


def _on_web(cast: Cast, row: dict[str, Any]) -> Order:
    """As a confirmed code makes it; the demo's buyers typed theirs before."""
    locale = row.get("locale", "fa")
    mobile = parse_mobile(row["mobile"])
    with acting(VISITOR):
        bag, _token = basket.open_()
        for key, quantity in row["lines"]:
            basket.add(bag, cast.listings[key].public_id, quantity)
        office = replace(preferences.load(), posting=row.get("posting", "office"))
        view = checkout.begin(
            bag, row["name"], mobile, locale, row.get("pay", "desk"), *_by_post(row, mobile)
        )
        bag = basket.held(bag)
        view = delivery.with_parcels(bag, view, office)
        asked = placing.Asked(
            name=row["name"], mobile=mobile, locale=locale, channel="web",
            terms_version=terms.current("reservation"), basket_id=bag.id, pay_method=bag.pay_method,
        )  # fmt: skip
        held = locking.lock_pieces(bag)
        order = placing.place(asked, placing.wanted(view), held, office, view.parcels)
        postage.agree(order, bag, view.parcels, office)
        return order


def _by_post(row: dict[str, Any], mobile: str) -> tuple[int | None, Typed | None]:
    """The first way of posting and the address, when the order is posted."""
    if "post" not in row:
        return None, None
    method = tariff_book.methods()[0]
    return method.id, Typed(**row["post"], name=row["name"], phone=mobile)


def _at_desk(cast: Cast, row: dict[str, Any]) -> Order:
    lines = [(cast.listings[key].public_id, quantity) for key, quantity in row["lines"]]
    with cast.playing("clerk") as clerk:
        return checkout.for_buyer_at_desk(lines, row["name"], None, clerk.id)


def _part(cast: Cast, order: Order, maker: str) -> VendorOrder:
    wanted = cast.vendors[maker].id
    return next(part for part in order.vendor_orders if part.vendor_id == wanted)


def _accept(
    cast: Cast, order: Order, maker: str, who: str = "herself", days: int | None = None
) -> None:
    bring_by = clock.now() + timedelta(days=days) if days else None
    acting_now = cast.playing("moderator", maker) if who == "office" else cast.herself(maker)
    with acting_now:
        vendor_orders.accept(_part(cast, order, maker), bring_by)


def _decline(cast: Cast, order: Order, maker: str, reason: str) -> None:
    with cast.herself(maker):
        vendor_orders.decline(_part(cast, order, maker), reason)


def _start(cast: Cast, order: Order, maker: str) -> None:
    with cast.herself(maker):
        vendor_orders.start(_part(cast, order, maker))


def _arrive(cast: Cast, order: Order, maker: str) -> None:
    with cast.playing("clerk"):
        for one in _part(cast, order, maker).fulfilments:
            fulfilments.arrive(one)


def _pay(cast: Cast, order: Order, received: int) -> None:
    with cast.playing("clerk") as clerk:
        cashier.take(order, amount(received).amount, clerk.id)


def _swipe(cast: Cast, order: Order, toman_part: int, trace: str, last4: str) -> None:
    """A part with the bank card reader."""
    with cast.playing("clerk") as clerk:
        slip = Slip(trace, last4)
        cashier.take_by_reader(order, amount(toman_part).amount, slip, clerk.id, part=True)


def _exchange(cast: Cast, order: Order, currency: str, given: int) -> None:
    """The rest in foreign notes, in their smallest unit."""
    with cast.playing("clerk") as clerk:
        if home() == "IRR":
            cashier.take_foreign(order, Money(given, currency), clerk.id)
        else:
            cashier.take(order, cashier.due(order).amount, clerk.id)


def _hand_over(cast: Cast, order: Order) -> None:
    with cast.playing("clerk"):
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)


def _bring_back(cast: Cast, order: Order, reason: str, liable: str) -> None:
    """The first piece of it, damaged."""
    (line, *_others) = returning.returnable(order)
    with cast.playing("clerk") as clerk:
        returning.take_back(order, Asked([(line.line.id, 1, True)], reason, liable, 0, clerk.id))


def _prove(cast: Cast, order: Order, number: str, last4: str) -> None:
    """The money left her card a quarter of an hour before she told us."""
    with acting(VISITOR):
        ahead.prove(
            order, amount=Money(order.total), last4=last4, number=number,
            paid_at=clock.now() - timedelta(minutes=15),
        )  # fmt: skip


def _confirm(cast: Cast, order: Order, more: int = 0) -> None:
    """The treasurer finds what the newest proof says, or so much more in toman."""
    (proof, *_older) = proofs.of_subject(("order", order.id))
    with cast.playing("treasurer") as treasurer:
        ahead.confirm(proof, Money(proof.amount + amount(more).amount), treasurer.id)


def _refuse(cast: Cast, order: Order, refusal: str, words: str) -> None:
    (proof, *_older) = proofs.of_subject(("order", order.id))
    with cast.playing("treasurer") as treasurer:
        ahead.refuse(proof, refusal, words, treasurer.id)


def _post(cast: Cast, order: Order, code: str) -> None:
    with cast.playing("clerk"):
        for one in postage.of_order(order):
            parcels.ship(one, code)


def _fail(cast: Cast, order: Order, reason: str) -> None:
    with cast.playing("clerk"):
        for one in postage.of_order(order):
            parcels.fail(one, reason)


def _come_back(cast: Cast, order: Order) -> None:
    with cast.playing("clerk"):
        for one in postage.of_order(order):
            parcels.come_back(one)


def _withdraw(cast: Cast, order: Order, maker: str, reason: str) -> None:
    with cast.herself(maker):
        cancelling.by_maker(_part(cast, order, maker), reason)


def _cancel(cast: Cast, order: Order, words: str) -> None:
    with acting(VISITOR):
        cancelling.by_buyer(order, cancelling.cancellable(order), words)


def _take_off(cast: Cast, order: Order, reason: str) -> None:
    with cast.playing("clerk"):
        cancelling.by_staff(order, cancelling.cancellable(order), reason)


def _give_back(cast: Cast, order: Order, reference: str) -> None:
    """To the card that paid."""
    (proof, *_older) = proofs.of_subject(("order", order.id))
    with cast.playing("treasurer") as treasurer:
        for due in refunds.open_of(("order", order.id)):
            ahead.give_back(due, treasurer.id, last4=proof.last4, reference=reference)


STEPS: dict[str, Callable[..., None]] = {
    "accept": _accept, "decline": _decline, "start": _start, "arrive": _arrive, "pay": _pay,
    "swipe": _swipe, "exchange": _exchange,
    "hand_over": _hand_over, "prove": _prove, "confirm": _confirm, "refuse": _refuse,
    "post": _post, "fail": _fail, "come_back": _come_back,
    "withdraw": _withdraw, "cancel": _cancel, "take_off": _take_off, "give_back": _give_back,
    "bring_back": _bring_back,
}  # fmt: skip
