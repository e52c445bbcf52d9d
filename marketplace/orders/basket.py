"""A visitor's basket: wishes that hold nothing until the reservation is confirmed."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, ids
from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.orders.basket_view import for_sale_now, review
from marketplace.orders.models import Basket, BasketLine, Order
from marketplace.orders.rows import BasketView
from marketplace.stock.lots import free

__all__ = [
    "add", "count", "find", "find_open", "forget_old", "open_", "opened", "remove", "review", "see",
    "set_quantity",
]  # fmt: skip
MOST_LINES = 20
KEPT = timedelta(days=30)
GONE = N_("Somebody was quicker: this piece has just been reserved or sold.")
FULL = N_("A basket holds %(most)s different pieces. Reserve these first.")
FEWER = N_("Only %(most)s of this piece are free now.")


def find(token: str | None) -> Basket | None:
    """The basket that this token opens, ordered or not."""
    if not token:
        return None
    return session.scalars(select(Basket).filter_by(token_hash=_hash(token))).first()


def find_open(token: str | None) -> Basket | None:
    """The basket that this token opens, unless it has become an order."""
    if not token:
        return None
    query = select(Basket).outerjoin(Order, Order.basket_id == Basket.id)
    query = query.where(Basket.token_hash == _hash(token), Order.id.is_(None))
    return session.scalars(query).first()


def count(basket: Basket) -> int:
    """How many pieces it wishes for."""
    query = select(func.coalesce(func.sum(BasketLine.quantity), 0))
    return int(session.scalar(query.where(BasketLine.basket_id == basket.id)) or 0)


def open_() -> tuple[Basket, str]:
    """A new basket and the token that its browser keeps."""
    token = ids.link_token()
    return opened(token), token


def opened(token: str) -> Basket:
    """The basket of this token, made when new; two rivals get the same one."""
    if found := find(token):
        return found
    try:
        with session.begin_nested():
            basket = Basket(token_hash=_hash(token))
            session.add(basket)
            session.flush()
            return basket
    except IntegrityError:
        return one(Basket, token_hash=_hash(token))


def add(basket: Basket, listing_public_id: str, quantity: int = 1) -> None:
    """Put so many pieces in; a piece that is there already grows by them.

    Raises NotFound for an unknown piece, DomainError when it is gone or too few are free."""
    listing = _listing(listing_public_id)
    locked(Basket, basket.id)  # two taps on one button are two pieces, not an error
    line = session.scalars(
        select(BasketLine).filter_by(basket_id=basket.id, listing_id=listing.id)
    ).first()
    if line is None:
        _require_room(basket)
        line = BasketLine(basket_id=basket.id, listing_id=listing.id, quantity=0,
                          seen_price=listing.price)  # fmt: skip
    wanted = 1 if listing.kind == "one_of_a_kind" else line.quantity + quantity
    line.quantity = _possible(listing.id, wanted)
    session.add(line)
    basket.touched_at = clock.now()
    session.flush()


def _listing(public_id: str) -> Listing:
    listing = session.scalars(select(Listing).filter_by(public_id=public_id)).first()
    if listing is None or listing.state not in ("live", "sold"):
        raise NotFound
    if not for_sale_now(listing):
        raise DomainError(GONE)
    return listing


def _require_room(basket: Basket) -> None:
    lines = session.scalars(select(BasketLine.id).filter_by(basket_id=basket.id)).all()
    if len(lines) >= MOST_LINES:
        raise DomainError(FULL, most=MOST_LINES)


def _possible(listing_id: int, wanted: int) -> int:
    most = free([listing_id])[listing_id]
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
    kind = session.get_one(Listing, line.listing_id).kind
    line.quantity = _possible(line.listing_id, 1 if kind == "one_of_a_kind" else quantity)
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
    lines, view = {line.id: line for line in basket.lines}, review(basket, locale)
    for row in view.rows:
        line = lines[row.line_id]
        line.seen_price, line.seen_count = row.price.amount, row.count
    return view


def forget_old() -> None:
    """Delete baskets that nobody touched for a month and that never became an order."""
    old = select(Basket.id).where(
        Basket.touched_at < clock.now() - KEPT,
        Basket.id.not_in(select(Order.basket_id).where(Order.basket_id.is_not(None))),
    )
    keys = session.scalars(old.limit(500)).all()
    session.execute(delete(BasketLine).where(BasketLine.basket_id.in_(keys)))
    session.execute(delete(Basket).where(Basket.id.in_(keys)))


def _hash(token: str) -> str:
    return keyed_hash("basket", token)
