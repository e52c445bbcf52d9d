"""The only clock: UTC, aware, and adjustable by tests."""

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


def reset() -> None:
    """Back to the machine's clock."""
    global _shift, _frozen
    _shift, _frozen = timedelta(), None
