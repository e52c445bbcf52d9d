"""Which mobile this browser proved, or is proving: sealed in the signed cookie, for an hour."""

from flask import session

from marketplace.web import sealed
from marketplace.web.shop.order_status import HOUR

ASKED, PROVED = "orders_asked", "orders_of"


def asked(mobile: str) -> None:
    """A code is on its way to this number."""
    sealed.keep(ASKED, mobile, HOUR)


def asking() -> str:
    """The number whose code is awaited here, or ''."""
    return sealed.kept(ASKED)


def prove(mobile: str) -> None:
    """The code was right."""
    session.pop(ASKED, None)
    sealed.keep(PROVED, mobile, HOUR)


def proved() -> str:
    """The number whose orders this browser may list, or ''."""
    return sealed.kept(PROVED)


def forget() -> None:
    """This browser lists nobody's orders any more."""
    session.pop(ASKED, None)
    session.pop(PROVED, None)
