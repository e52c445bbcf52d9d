"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import Any

SOON, SELDOM = 0.05, 0.3  # seconds between two questions: the first, and after half a minute


def eventually(ask: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true answer within so many seconds, asked for ever less often. Raises
    AssertionError."""
    pause, end = SOON, time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(pause)
        pause = min(pause * 1.1, SELDOM)
    raise AssertionError(f"nothing came within {seconds} s")
