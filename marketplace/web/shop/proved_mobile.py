"""Which mobile this browser proved, or is proving: sealed in the signed cookie, for an hour."""

from flask import session

from marketplace.kernel import clock
from marketplace.kernel.secrets import seal, unseal
from marketplace.web.shop.order_status import HOUR

ASKED, PROVED = "orders_asked", "orders_of"


def asked(mobile: str) -> None:
    """A code is on its way to this number."""
    _keep(ASKED, mobile)


def asking() -> str:
    """The number whose code is awaited here, or ''."""
    return _kept(ASKED)


def prove(mobile: str) -> None:
    """The code was right."""
    session.pop(ASKED, None)
    _keep(PROVED, mobile)


def proved() -> str:
    """The number whose orders this browser may list, or ''."""
    return _kept(PROVED)


def forget() -> None:
    """This browser lists nobody's orders any more."""
    session.pop(ASKED, None)
    session.pop(PROVED, None)


def _keep(name: str, mobile: str) -> None:
    session[name] = [seal(mobile.encode()).decode(), int((clock.now() + HOUR).timestamp())]


def _kept(name: str) -> str:
    sealed, until = session.get(name) or ["", 0]
    if until < clock.now().timestamp():
        return ""
    return (unseal(sealed.encode()) or b"").decode()
