"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import Any


def eventually(ask: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true answer within so many seconds. Raises AssertionError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"nothing came within {seconds} s")
