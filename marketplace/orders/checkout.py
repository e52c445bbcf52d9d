"""From basket to order: asked for by name and mobile, confirmed by a code."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from marketplace.kernel import clock, ids, preferences
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.orders import basket as baskets, buyers, delivery, links, locking, placing
from marketplace.orders.models import Basket, Order
from marketplace.orders.paying import ahead
from marketplace.orders.post import addresses, postage
from marketplace.orders.post.addresses import Typed as Address
from marketplace.orders.rows import BasketView, Head
from marketplace.payments import gateways
from marketplace.people import codes, terms

PURPOSE = "reservation"
BECOME = select(Order.id).where(Order.basket_id == bindparam("basket"))
WISH = update(table(Basket)).where(table(Basket).c.id == bindparam("basket"))
NOTHING = N_("Nothing in the basket can be reserved now.")
NO_NAME = N_("Write your name a little longer, for example «Sara M».")
FIRST = N_("Write your name and mobile first.")
SHORTEST_NAME = 2


class Drifted(DomainError):
    """Something is not as it was shown; `view` is how it stands now. No code was used up."""

    status = 409

    def __init__(self, view: BasketView) -> None:
        self.view = view
        super().__init__(N_("Something has changed. Please look again; nothing is reserved yet."))


def begin(
    basket: Head | Basket, name: str, mobile: str, locale: str = "fa", pay_method: str = "desk",
    method_id: int | None = None, address: Address | None = None,
    office: Preferences | None = None,
) -> BasketView:  # fmt: skip
    """Keep who asks, how she pays and, if it is not collected, where to post it by which way of
    posting; the prices shown until now count as seen. `mobile` is E.164;
    `office` as the caller has just read it.

    Raises DomainError when nothing can be reserved or posted so, or too many reservations are
    open."""
    if len(name.strip()) < SHORTEST_NAME:
        raise DomainError(NO_NAME, field="name")
    was = baskets.held(basket)
    office = office or preferences.load()
    posted = address is not None
    wish: dict[str, Any] = {
        "name": name.strip(), "mobile": mobile, "terms_version": terms.current("reservation"),
        "pay_method": _way_to_pay(pay_method, office, travels=posted),
        "method_id": method_id if posted else None,
    }  # fmt: skip
    ask(WISH, {"basket": was.id, "touched_at": clock.now(), **wish})
    buyers.may_reserve(mobile, office.live_reservations)
    view = baskets.see(was, locale)
    if not view.buyable:
        raise DomainError(NOTHING)
    if address is None:
        if was.method_id is not None:
            addresses.forget([was.id])
        return view
    kept = addresses.keep(was.id, address)
    return delivery.with_parcels(was._replace(**wish), view, office, kept)


def _way_to_pay(wanted: str, office: Preferences, *, travels: bool) -> str:
    """What travels to the buyer is paid for ahead, whatever the form said of the desk."""
    ways = [way.name for way in gateways.offered(office, travels=True)] if travels else []
    return ahead.chosen(wanted if wanted in ways or not ways else ways[0], office)


def see(basket: Head | Basket, locale: str, office: Preferences | None = None) -> BasketView:
    """The basket as it stands now, with its parcels. Raises DomainError when it cannot be posted as
    was wished."""
    view = baskets.review(basket, locale)
    if basket.method_id is None:
        return view
    return delivery.with_parcels(basket, view, office or preferences.load())


def ordered(basket: Head | Basket) -> Order | None:
    """The order that this basket has become."""
    key = ask(BECOME, {"basket": basket.id}).scalar()
    return session.get_one(Order, key) if key else None


def confirm(
    basket: Head | Basket, code: str, expected_total: int, expected_lines: str, browser: str,
    locale: str, channel: str = "web",
) -> Order:  # fmt: skip
    """Make the order and hold its pieces: the only step that does. The same basket twice gives
    the same order.

    `code` was checked before this unit of work (codes.check) and is used up here;
    `expected_total` in rial and `expected_lines` (BasketView.digest) are what the buyer saw.
    Raises Drifted, SoldOut, DomainError."""
    basket = baskets.held(basket)
    if (done := ordered(basket)) is not None:
        return done
    if not basket.mobile:
        raise DomainError(FIRST)
    office = preferences.load()
    method = ahead.chosen(basket.pay_method, office, travels=basket.method_id is not None)
    buyers.may_reserve(basket.mobile, office.live_reservations)
    held = locking.lock_pieces(basket)
    view = delivery.with_parcels(basket, baskets.review(basket, locale), office)
    if not view.buyable or (view.total.amount, view.digest) != (expected_total, expected_lines):
        raise Drifted(view)
    codes.consume(PURPOSE, basket.mobile, code, browser)
    asked = placing.Asked(
        name=basket.name, mobile=basket.mobile, locale=locale, channel=channel,
        terms_version=basket.terms_version or terms.current("reservation"), basket_id=basket.id,
        pay_method=method,
    )  # fmt: skip
    order = placing.place(asked, placing.wanted(view), held, office, view.parcels)
    postage.agree(order, basket, view.parcels, office)
    return order


def for_buyer_at_desk(
    lines: Sequence[tuple[str, int]], name: str, mobile: str | None, by: int, locale: str = "fa",
    once: str = "",
) -> Order:  # fmt: skip
    """A clerk reserves for a visitor: `lines` are (listing's public id, quantity), `mobile` E.164
    or None, `by` the clerk's id. The same `once` twice gives the same order.

    Raises NotFound, SoldOut, DomainError."""
    if len(name.strip()) < SHORTEST_NAME:
        raise DomainError(NO_NAME, field="name")
    basket = baskets.held(baskets.opened(once or ids.link_token()))
    if (done := ordered(basket)) is not None:
        return done
    office = preferences.load()
    if mobile:
        buyers.may_reserve(mobile, office.live_reservations)
    for public_id, quantity in lines:
        baskets.add(basket, public_id, quantity)
    held = locking.lock_pieces(basket)
    view = baskets.review(basket, locale)
    if not view.buyable:
        raise DomainError(NOTHING)
    asked = placing.Asked(
        name=name.strip(), mobile=mobile or "", locale=locale, channel="desk",
        terms_version=terms.current("reservation"), basket_id=basket.id, placed_by=by,
    )  # fmt: skip
    return placing.place(asked, placing.wanted(view), held, office)


def made_with(once: str) -> Order | None:
    """The order that the clerk's form with this `once` has made already."""
    basket = baskets.find(once)
    return ordered(basket) if basket else None


def token(order: Order) -> str:
    """The secret part of the buyer's address of this order."""
    return links.token(order.code)
