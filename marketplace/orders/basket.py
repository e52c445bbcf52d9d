"""A visitor's basket: wishes that hold nothing until the reservation is confirmed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, ids
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.plans import Rows
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.orders.basket_view import drawn, for_sale_now, look, review
from marketplace.orders.models import Basket, BasketLine, Order
from marketplace.orders.post import addresses
from marketplace.orders.rows import BasketView, Head
from marketplace.stock.lots import free

__all__ = [
    "add", "count", "find", "find_open", "forget", "forget_old", "held", "of", "open_",
    "opened", "remove", "review", "see", "set_quantity",
]  # fmt: skip
basket_, line_ = table(Basket), table(BasketLine)
UNORDERED = Basket.id.not_in(select(Order.basket_id).where(Order.basket_id.is_not(None)))
COLUMNS = [basket_.c[name] for name in Head._fields[:-1]]
MINE = (
    select(*COLUMNS, Order.id.label("order_id"))
    .outerjoin(Order, Order.basket_id == basket_.c.id)
    .where(basket_.c.token_hash == bindparam("token"))
)
HELD = select(*COLUMNS).where(basket_.c.id == bindparam("basket")).with_for_update()
BEGIN = insert(basket_).returning(*COLUMNS)
TOUCH = update(basket_).where(basket_.c.id == bindparam("basket"))
TOUCH = TOUCH.values(touched_at=bindparam("now"))
NAMED = select(Listing).where(Listing.public_id == bindparam("public"))
KNOWN = select(Listing).where(Listing.id == bindparam("listing"))
WISHES = select(line_.c.id, line_.c.listing_id, line_.c.quantity)
WISHES = WISHES.where(line_.c.basket_id == bindparam("basket"))
PIECES = select(func.coalesce(func.sum(line_.c.quantity), 0))
PIECES = PIECES.where(line_.c.basket_id == bindparam("basket"))
ADD = insert(line_)
MINE_ALONE = (line_.c.basket_id == bindparam("basket"), line_.c.id == bindparam("line"))
COUNT = update(line_).where(*MINE_ALONE).values(quantity=bindparam("wanted"))
DROP = delete(line_).where(*MINE_ALONE)
SEEN = update(line_).where(*MINE_ALONE)
SEEN = SEEN.values(seen_price=bindparam("price"), seen_count=bindparam("pieces"))
MOST_LINES = 20
GONE = N_("Somebody was quicker: this piece has just been reserved or sold.")
FULL = N_("A basket holds %(most)s different pieces. Reserve these first.")
FEWER = N_("Only %(most)s of this piece are free now.")


def find(token: str | None) -> Head | None:
    """The basket that this token opens, ordered or not."""
    found = ask(MINE, {"token": _hash(token)}).first() if token else None
    return Head(*found) if found else None


def find_open(token: str | None) -> Head | None:
    """The basket that this token opens, unless it has become an order."""
    found = find(token)
    return found if found and found.order_id is None else None


def held(basket: Head | Basket) -> Head:
    """The same as it stands now, locked until the unit of work ends. Raises NotFound."""
    found = ask(HELD, {"basket": basket.id}).first()
    if found is None:
        raise NotFound
    return Head(*found)


def count(basket: Head | Basket) -> int:
    """How many pieces it wishes for."""
    return int(ask(PIECES, {"basket": basket.id}).scalar())


def open_() -> tuple[Head, str]:
    """A new basket, and the token that its browser keeps."""
    token = ids.link_token()
    return _new(token), token


def opened(token: str) -> Head:
    """The basket of this token, made when new; two rivals get the same one."""
    if found := find(token):
        return found
    try:
        with session.begin_nested():
            return _new(token)
    except IntegrityError:
        return Head(*ask(MINE, {"token": _hash(token)}).first())


def _new(token: str) -> Head:
    now = clock.now()
    row = {"token_hash": _hash(token), "created_at": now, "touched_at": now, "name": "",
           "pay_method": "desk"}  # fmt: skip
    return Head(*ask(BEGIN, row).first())


def add(
    basket: Head | Basket, listing_public_id: str, quantity: int = 1, *, new: bool = False
) -> int:
    """Put so many pieces in; a piece that is there already grows by them. Returns how many pieces
    it wishes for now. `new` when it was opened in this unit of work.

    Raises NotFound for an unknown piece, DomainError when it is gone or too few are free."""
    listing = _listing(listing_public_id)
    lines = [] if new else _wishes(basket)
    line = next((line for line in lines if line.listing_id == listing.id), None)
    if line is None and len(lines) >= MOST_LINES:
        raise DomainError(FULL, most=MOST_LINES)
    so_far = line.quantity if line else 0
    wanted = _possible(listing, so_far + quantity)
    if line:
        ask(COUNT, {"basket": basket.id, "line": line.id, "wanted": wanted})
    else:
        ask(ADD, {"basket_id": basket.id, "listing_id": listing.id, "quantity": wanted,
                  "seen_price": listing.price})  # fmt: skip
    pieces: int = sum(one.quantity for one in lines) - so_far + wanted
    return pieces


def _wishes(basket: Head | Basket) -> Rows:
    """Its lines, locked: two taps on one button are two pieces, not an error."""
    ask(TOUCH, {"basket": basket.id, "now": clock.now()})
    return ask(WISHES, {"basket": basket.id})


def _listing(public_id: str) -> Any:
    listing = ask(NAMED, {"public": public_id}).first()
    if listing is None or listing.state not in ("live", "sold"):
        raise NotFound
    if not for_sale_now(listing):
        raise DomainError(GONE)
    return listing


def _possible(listing: Any, wanted: int) -> int:
    most = free([listing.id])[listing.id]
    if listing.kind == "one_of_a_kind":
        wanted = 1
    if most < 1:
        raise DomainError(GONE)
    if wanted > most:
        raise DomainError(FEWER, field="quantity", most=most)
    return max(wanted, 1)


def set_quantity(basket: Head | Basket, line_id: int, quantity: int) -> None:
    """So many of this line; 0 removes it. Raises NotFound, DomainError when too few are free."""
    line = next((line for line in _wishes(basket) if line.id == line_id), None)
    if line is None:
        raise NotFound
    mine = {"basket": basket.id, "line": line_id}
    if quantity <= 0:
        ask(DROP, mine)
        return
    listing = ask(KNOWN, {"listing": line.listing_id}).first()
    ask(COUNT, mine | {"wanted": _possible(listing, quantity)})


def remove(basket: Head | Basket, line_id: int) -> None:
    """Take a line out. Raises NotFound."""
    set_quantity(basket, line_id, 0)


def see(basket: Head | Basket, locale: str) -> BasketView:
    """Show it: from now on these prices and numbers are the ones that may change."""
    lines = look(basket)
    view = drawn(lines, locale)
    for (line, *_rest), row in zip(lines, view.rows, strict=True):
        shown = (row.price.amount, row.count)
        if (line.seen_price, line.seen_count) != shown:
            ask(SEEN, {"basket": basket.id, "line": line.id, "price": shown[0], "pieces": shown[1]})
    return view


def forget_old(before: datetime, limit: int) -> int:
    """Delete baskets that nobody touched since then and that never became an order; how many."""
    old = select(Basket.id).where(Basket.touched_at < before, UNORDERED)
    keys = session.scalars(old.limit(limit)).all()
    forget(keys)
    return len(keys)


def of(mobile: str) -> Sequence[Basket]:
    """Those in which this mobile (E.164) was typed and that never became an order."""
    query = select(Basket).where(Basket.mobile == mobile, UNORDERED)
    return session.scalars(query.order_by(Basket.id)).all()


def forget(keys: Sequence[int]) -> None:
    """Delete these baskets, which never became orders, with whatever was typed for them."""
    addresses.forget(list(keys))
    session.execute(delete(BasketLine).where(BasketLine.basket_id.in_(keys)))
    session.execute(delete(Basket).where(Basket.id.in_(keys)))


def _hash(token: str) -> str:
    return keyed_hash("basket", token)
