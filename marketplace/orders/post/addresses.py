"""Where an order goes: checked when typed, kept apart from the order."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select

from marketplace.kernel.db import session
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, to_ascii_digits
from marketplace.orders.models import Order
from marketplace.orders.post.models import OrderAddress
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.post.tariff import NO_PROVINCE

BAD_CODE = N_("A postal code has ten digits, for example 1234567891. Please look again.")
_GAPS = re.compile(r"[\s\u200c\u200e\u200f\u2066-\u2069\-]+")
OF_BASKET = select(OrderAddress).where(OrderAddress.basket_id == bindparam("basket"))
OF_ORDER = select(OrderAddress).where(OrderAddress.order_id == bindparam("order"))


@dataclass(frozen=True, slots=True)
class Typed:
    """An address as checked; `province` a code, `phone` E.164."""

    province: str
    county: str
    city: str
    street: str
    postal_code: str
    name: str
    phone: str


def read_postal_code(text: str) -> str:
    """Ten ASCII digits, not all the same. Raises DomainError(field="postal_code")."""
    code = _GAPS.sub("", to_ascii_digits(text[:60]))
    if not re.fullmatch("[0-9]{10}", code) or len(set(code)) == 1:
        raise DomainError(BAD_CODE, field="postal_code")
    return code


def keep(basket_id: int, typed: Typed) -> OrderAddress:
    """Write it beside the basket, in place of an earlier one. Raises DomainError."""
    if typed.province not in BY_CODE:
        raise DomainError(NO_PROVINCE, field="province")
    found = session.scalars(OF_BASKET, {"basket": basket_id}).first()
    found = found or OrderAddress(basket_id=basket_id)
    for name, value in asdict(typed).items():
        setattr(found, name, value)
    session.add(found)
    return found


def forget(basket_ids: list[int]) -> None:
    """Delete what was typed for baskets that are no orders."""
    session.execute(
        delete(OrderAddress).where(
            OrderAddress.basket_id.in_(basket_ids), OrderAddress.order_id.is_(None)
        )
    )


def of_basket(basket_id: int) -> Any:
    """What was typed for a basket, or None."""
    return ask(OF_BASKET, {"basket": basket_id}).first()


def of_order(order: Order) -> Any:
    """Where an order goes, to be read; None when it is collected."""
    return ask(OF_ORDER, {"order": order.id}).first() if order.delivery == "post" else None
