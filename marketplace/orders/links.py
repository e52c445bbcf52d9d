"""The buyer's own address of an order: 96 bits that nobody guesses, drawn from the order's code."""

from marketplace.kernel.secrets import keyed_hash

LENGTH = 24
_site: list[str] = []


def use(public_url: str) -> None:
    """Bind the address at which people reach the shop."""
    _site[:] = [public_url]


def absolute(path: str, locale: str) -> str:
    """The whole address of a path in this language."""
    return _site[0] + ("/en" if locale == "en" else "") + path


def token(code: str) -> str:
    """The secret part of the address of the order with this code."""
    return keyed_hash("order link", code)[:LENGTH]


def token_hash(token: str) -> str:
    """What the database keeps of it."""
    return keyed_hash("order link stored", token)


def of_buyer(code: str, locale: str) -> str:
    """The whole address of the buyer's page."""
    return absolute(f"/o/{token(code)}", locale)


def of_maker(public_id: str, locale: str) -> str:
    """The whole address of a vendor order on her own pages."""
    return absolute(f"/studio/orders/{public_id}", locale)
