"""Rows that staff put in an order by moving one at a time."""

from typing import Any, Protocol, TypeVar


class Placed(Protocol):
    """A row with its place among its siblings, from 1."""

    position: Any


T = TypeVar("T", bound=Placed)


def shift(rows: list[T], row: T, step: int) -> dict[str, list[int]] | None:
    """Move a row of its locked, ordered siblings one place up (-1) or down (1) and number them all.
    What the event log says of it; None at either end, where nothing changes."""
    place = rows.index(row)
    other = place + step
    if not 0 <= other < len(rows):
        return None
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows, 1):
        one.position = position
    return {"place": [place + 1, other + 1]}
