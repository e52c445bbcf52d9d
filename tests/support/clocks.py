"""Time as a test wants it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest


class Clock:
    """The application's clock in this process."""

    def set(self, moment: datetime) -> None:
        """Stop it at an aware moment."""
        from marketplace.kernel import clock

        clock.freeze(moment)

    def advance(self, **by: float) -> None:
        """Move it: clock.advance(days=2)."""
        from marketplace.kernel import clock

        clock.shift(timedelta(**by))

    def now(self) -> datetime:
        """What it says."""
        from marketplace.kernel import clock

        return clock.now()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Freeze or move time; right again after the test."""
    yield Clock()
    from marketplace.kernel import clock

    clock.reset()
