"""Orders, their money and their parcels, built through the domain."""

from datetime import timedelta
from itertools import count
from typing import Any

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.orders import basket as baskets, checkout, fulfilments, vendor_orders
from marketplace.orders.models import Basket, Order
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.post import parcels, postage, tariff_book
from marketplace.orders.post.addresses import Typed
from marketplace.orders.post.models import Parcel, ShippingMethod
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.people import codes
from marketplace.people.models import OneTimeCode, User
from tests.support.made.people import staff, unit
from tests.support.made.pieces import a_live_listing

_numbers = count(1)


def a_basket(
    *listings: Listing | tuple[Listing, int], name: str = "سارا م", **fields: Any
) -> Basket:
    """A basket with these pieces, its buyer's name and mobile written at checkout."""
    mobile = fields.pop("mobile", None) or f"+98900001{next(_numbers):04d}"
    with unit():
        basket, _token = baskets.open_()
        for wanted in listings:
            listing, quantity = wanted if isinstance(wanted, tuple) else (wanted, 1)
            baskets.add(basket, listing.public_id, quantity)
        checkout.begin(basket, name, mobile, **fields)
    return session.get_one(Basket, basket.id)


def a_code_for(mobile: str, browser: str = "a browser", code: str = "123456") -> str:
    """A reservation code that reached this mobile for this browser."""
    with unit():
        session.add(
            OneTimeCode(
                purpose=checkout.PURPOSE,
                mobile=mobile,
                browser_hash=codes._browser_hash(browser),
                code_hash=codes._code_hash(checkout.PURPOSE, mobile, code),
                expires_at=clock.now() + codes.LIFE,
            )
        )
    return code


def an_order(*listings: Listing | tuple[Listing, int], **fields: Any) -> Order:
    """A confirmed reservation of these pieces, or of one new piece; its makers must answer."""
    basket = a_basket(*(listings or (a_live_listing(),)), **fields)
    code = a_code_for(basket.mobile or "")
    with unit():
        return checkout.confirm(basket, code, *seen(basket), "a browser", "fa")


def seen(basket: Basket) -> tuple[int, str]:
    """The total and the lines that the check page of this basket shows now."""
    view = checkout.see(basket, "fa")
    return view.total.amount, view.digest


def at_office(order: Order) -> Order:
    """The same order after every maker accepted and brought her pieces."""
    with unit():
        for part in order.vendor_orders:
            if part.state == "placed":
                vendor_orders.accept(part)
        for part in order.vendor_orders:
            for one in part.fulfilments:
                if one.state == "expected":
                    fulfilments.arrive(one)
    return order


def paid(order: Order, clerk: User | None = None) -> Order:
    """The same order after a clerk took the exact amount in cash."""
    with unit():
        cashier.take(order, order.total, (clerk or staff("clerk")).id)
    return order


def the_office_s_card() -> None:
    """From now on buyers may pay card to card."""
    with unit():
        preferences.change(card_number="6037991000000004", card_holder="دفتر نمونه")


def a_card_order(*listings: Listing | tuple[Listing, int], **fields: Any) -> Order:
    """A reservation that is to be paid card to card, accepted by every maker."""
    the_office_s_card()
    order = an_order(*listings, pay_method="card", **fields)
    with unit():
        for part in order.vendor_orders:
            vendor_orders.accept(part)
    return order


def a_proof(order: Order, number: str = "1405 0902 7731", **fields: Any) -> Proof:
    """What the buyer sends after a transfer of exactly what is due."""
    said = {"last4": "1234", "paid_at": clock.now() - timedelta(minutes=5)} | fields
    said.setdefault("amount", ahead.due(order))
    with unit():
        return ahead.prove(order, number=number, **said)


def confirmed(proof: Proof, amount: Money | None = None, **fields: Any) -> Payment:
    """The same proof after the treasurer found the money."""
    with unit():
        came = amount or Money(proof.amount, proof.currency)
        return ahead.confirm(proof, came, staff("treasurer").id, **fields)


def a_tariff(posting: str = "office", **prices: int) -> ShippingMethod:
    """Posting turned on, with one way of posting: up to 1 kg and up to 5 kg, in rial."""
    cells = {"same": 500_000, "neighbour": 600_000, "far": 700_000} | prices
    with unit():
        preferences.change(
            posting=posting, office_province="qazvin", post_neighbours="zanjan alborz",
            card_number="6037991234567893", card_holder="دفتر نمونه",
        )  # fmt: skip
        method = tariff_book.add_method(
            name_fa="پست پیشتاز", name_en="Express", tracking_examples="1234567890"
        )
        bands = {1000: cells, 5000: {zone: 2 * price for zone, price in cells.items()}}
        tariff_book.save_sheet(method, local_day(clock.now()), bands)
    return method


def an_address(province: str = "tehran", **words: str) -> Typed:
    """Where somebody lives, as checked."""
    plain = {
        "county": "تهران",
        "city": "تهران",
        "street": "خیابان نمونه، کوچهٔ سوم، پلاک ۴",
        "postal_code": "1234567891",
        "name": "سارا محمدی",
        "phone": "+989000010099",
    }
    return Typed(province=province, **(plain | words))


def a_posted_order(
    *listings: Listing | tuple[Listing, int],
    posting: str = "office",
    province: str = "tehran",
    mobile: str = "",
) -> Order:
    """A confirmed order of these pieces, or of one new piece, that goes by post."""
    methods = tariff_book.methods()
    method = methods[0] if methods else a_tariff(posting)
    wanted = listings or (a_live_listing(weight_g=700),)
    address = an_address(province)
    return an_order(*wanted, method_id=method.id, address=address, mobile=mobile)


def accepted(order: Order) -> Order:
    """The same order after every maker said yes."""
    with unit():
        for part in order.vendor_orders:
            if part.state == "placed":
                vendor_orders.accept(part)
    return order


def posted(order: Order, code: str = "9876543210") -> list[Parcel]:
    """The parcels of an order that was gathered, paid and posted, each under its own code."""
    accepted(order)
    with unit():
        parcels_of = postage.of_order(order)
        for part in order.vendor_orders:
            for one in part.fulfilments:
                if one.state == "expected" and parcels_of[0].posted_by == "office":
                    fulfilments.arrive(one)
    paid(order)
    with unit():
        for place, parcel in enumerate(parcels_of):
            parcels.ship(parcel, str(int(code) - place))
    return parcels_of
