"""The follower's own address: 64 bits that nobody guesses, short because an SMS is."""

from marketplace.kernel.secrets import keyed_hash
from marketplace.orders.links import absolute

LENGTH = 16


def token(code: str) -> str:
    """The secret part of the address of the follower with this code."""
    return keyed_hash("follow link", code)[:LENGTH]


def token_hash(token: str) -> str:
    """What the database keeps of it."""
    return keyed_hash("follow link stored", token)


def stop(code: str, locale: str) -> str:
    """The whole address at which she sees and stops everything."""
    return absolute(f"/f/{token(code)}", locale)
