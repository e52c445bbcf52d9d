"""What a walk needs of the shop that it walks through: addresses, codes and the makers' answer."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from bench.client import Client

_addresses = itertools.count()


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses found by looking: all the products, and those that can be ordered."""

    products: list[str]
    orders: list[str]


@dataclass(slots=True)
class Scene:
    """The places, dice, and whom a walk asks for what is not on the page."""

    places: Places
    codes: Callable[[str], str]  # the newest code that reached a mobile
    answer: Callable[[str], None]  # every maker of an order says yes
    dice: Random = field(default_factory=lambda: Random(1405))
    wanted: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.wanted = itertools.cycle(self.places.orders)


Walk = Callable[[Client, Scene], object]


def new(path: str) -> str:
    """The same page under an address that nobody asked for: it is drawn, not kept."""
    return f"{path}{'&' if '?' in path else '?'}new={next(_addresses)}"
