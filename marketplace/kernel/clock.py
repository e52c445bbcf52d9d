"""The only clock: UTC, aware, and adjustable by tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta()
_frozen: datetime | None = None


def now() -> datetime:
    """The current moment in UTC, to the microsecond."""
    return _frozen or datetime.now(UTC) + _shift


def freeze(moment: datetime) -> None:
    """Stop the clock of this process at an aware moment."""
    global _frozen
    _frozen = moment.astimezone(UTC)


def shift(by: timedelta) -> None:
    """Move the clock of this process; adds up."""
    global _shift, _frozen
    if _frozen:
        _frozen += by
    else:
        _shift += by


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at this aware moment; then the clock is as it was."""
    global _frozen
    before, _frozen = _frozen, moment.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before


def reset() -> None:
    """Back to the machine's clock."""
    global _shift, _frozen
    _shift, _frozen = timedelta(), None
