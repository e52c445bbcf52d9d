"""A visitor's basket: wishes that hold nothing until the reservation is confirmed."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, ids
from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.orders import addresses
from marketplace.orders.basket_view import drawn, for_sale_now, look, review
from marketplace.orders.models import Basket, BasketLine, Order
from marketplace.orders.rows import BasketView
from marketplace.stock.lots import free

__all__ = [
    "add", "count", "find", "find_open", "forget_old", "open_", "opened", "remove", "review", "see",
    "set_quantity",
]  # fmt: skip
MINE = select(Basket).where(Basket.token_hash == bindparam("token"))
OPEN = MINE.outerjoin(Order, Order.basket_id == Basket.id).where(Order.id.is_(None))
NAMED = select(Listing).where(Listing.public_id == bindparam("public"))
MOST_LINES = 20
GONE = N_("Somebody was quicker: this piece has just been reserved or sold.")
FULL = N_("A basket holds %(most)s different pieces. Reserve these first.")
FEWER = N_("Only %(most)s of this piece are free now.")


def find(token: str | None) -> Basket | None:
    """The basket that this token opens, ordered or not."""
    if not token:
        return None
    return session.scalars(MINE, {"token": _hash(token)}).first()


def find_open(token: str | None) -> Basket | None:
    """The basket that this token opens, unless it has become an order."""
    if not token:
        return None
    return session.scalars(OPEN, {"token": _hash(token)}).first()


def count(basket: Basket) -> int:
    """How many pieces it wishes for."""
    return sum(line.quantity for line in basket.lines)


def open_() -> tuple[Basket, str]:
    """A new basket, stored when the first piece is put in, and the token that its browser keeps."""
    token = ids.link_token()
    return _new(token), token


def opened(token: str) -> Basket:
    """The basket of this token, made when new; two rivals get the same one."""
    if found := find(token):
        return found
    try:
        with session.begin_nested():
            basket = _new(token)
            session.add(basket)
            session.flush()
            return basket
    except IntegrityError:
        return one(Basket, token_hash=_hash(token))


def _new(token: str) -> Basket:
    return Basket(token_hash=_hash(token), lines=[])


def add(basket: Basket, listing_public_id: str, quantity: int = 1) -> None:
    """Put so many pieces in; a piece that is there already grows by them.

    Raises NotFound for an unknown piece, DomainError when it is gone or too few are free."""
    listing = _listing(listing_public_id)
    if basket.id is not None:  # two taps on one button are two pieces, not an error
        basket = locked(Basket, basket.id)
        session.expire(basket, ["lines"])
    line = next((line for line in basket.lines if line.listing_id == listing.id), None)
    if line is None and len(basket.lines) >= MOST_LINES:
        raise DomainError(FULL, most=MOST_LINES)
    so_far = line.quantity if line else 0
    wanted = _possible(listing, so_far + quantity)
    if line is None:
        line = BasketLine(listing_id=listing.id, seen_price=listing.price)
        basket.lines.append(line)
    line.quantity = wanted
    basket.touched_at = clock.now()
    session.add(basket)
    session.flush()


def _listing(public_id: str) -> Listing:
    listing = session.scalars(NAMED, {"public": public_id}).first()
    if listing is None or listing.state not in ("live", "sold"):
        raise NotFound
    if not for_sale_now(listing):
        raise DomainError(GONE)
    return listing


def _possible(listing: Listing, wanted: int) -> int:
    most = free([listing.id])[listing.id]
    if listing.kind == "one_of_a_kind":
        wanted = 1
    if most < 1:
        raise DomainError(GONE)
    if wanted > most:
        raise DomainError(FEWER, field="quantity", most=most)
    return max(wanted, 1)


def set_quantity(basket: Basket, line_id: int, quantity: int) -> None:
    """So many of this line; 0 removes it. Raises NotFound, DomainError when too few are free."""
    locked(Basket, basket.id)
    line = _line(basket, line_id)
    if quantity <= 0:
        remove(basket, line_id)
        return
    line.quantity = _possible(session.get_one(Listing, line.listing_id), quantity)
    basket.touched_at = clock.now()


def remove(basket: Basket, line_id: int) -> None:
    """Take a line out. Raises NotFound."""
    locked(Basket, basket.id)
    session.delete(_line(basket, line_id))
    basket.touched_at = clock.now()
    session.flush()


def _line(basket: Basket, line_id: int) -> BasketLine:
    line = session.scalars(select(BasketLine).filter_by(basket_id=basket.id, id=line_id)).first()
    if line is None:
        raise NotFound
    return line


def see(basket: Basket, locale: str) -> BasketView:
    """Show it: from now on these prices and numbers are the ones that may change."""
    lines = look(basket)
    view = drawn(lines, locale)
    for found, row in zip(lines, view.rows, strict=True):
        found[0].seen_price, found[0].seen_count = row.price.amount, row.count
    return view


def forget_old(before: datetime, limit: int) -> int:
    """Delete baskets that nobody touched since then and that never became an order; how many."""
    old = select(Basket.id).where(
        Basket.touched_at < before,
        Basket.id.not_in(select(Order.basket_id).where(Order.basket_id.is_not(None))),
    )
    keys = session.scalars(old.limit(limit)).all()
    addresses.forget(list(keys))
    session.execute(delete(BasketLine).where(BasketLine.basket_id.in_(keys)))
    session.execute(delete(Basket).where(Basket.id.in_(keys)))
    return len(keys)


def _hash(token: str) -> str:
    return keyed_hash("basket", token)
