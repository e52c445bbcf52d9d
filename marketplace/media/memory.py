"""Memory that decoding takes: from few places, and given back to the machine at once."""

import ctypes
from typing import Any

M_ARENA_MAX = -8  # glibc's mallopt


def _call(name: str, *numbers: int) -> None:
    """A function of the C library; without glibc there is none, nor the trouble it is for."""
    try:
        function: Any = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return
    function(*numbers)


def keep_together() -> None:
    """Two places to allocate from, however many threads there are: each place keeps for itself
    what a picture or a page once needed. Call before threads begin."""
    _call("mallopt", M_ARENA_MAX, 2)


def give_back() -> None:
    """Free pages go back to the system, which glibc would keep for the next picture."""
    _call("malloc_trim", 0)
