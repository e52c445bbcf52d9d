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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--now", type=datetime.fromisoformat, help="each test begins at this moment")


@pytest.fixture(autouse=True)
def _begun_at(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the house's clock go from the moment that --now names: no test depends on the hour."""
    moment: datetime | None = request.config.getoption("--now")
    if moment is None:
        yield
        return
    from marketplace.kernel import clock

    clock.reset()
    clock.shift(moment - clock.now())
    yield
    clock.reset()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Freeze or move time; right again after the test."""
    yield Clock()
    from marketplace.kernel import clock

    clock.reset()
