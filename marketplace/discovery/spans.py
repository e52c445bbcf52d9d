"""Bands of numbers that buyers filter by: the same for every attribute and for all time, so that an
address keeps its meaning. A band is named by where it begins, in thousandths, and ends before the
next one."""

from bisect import bisect_right
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, literal_column

STEPS, DECADES = (1, 2, 3, 5, 7), range(2, 13)  # from a tenth to a million millions
EDGES: tuple[int, ...] = (0, *(step * 10**power for power in DECADES for step in STEPS))
KNOWN = frozenset(EDGES)
BEYOND = 10**15  # no number is so large


def floor(value: int) -> int:
    """Where the band of a number begins."""
    return EDGES[bisect_right(EDGES, value) - 1]


def end(begins: int) -> int | None:
    """Where the band that begins here ends; None: nowhere."""
    place = bisect_right(EDGES, begins)
    return EDGES[place] if place < len(EDGES) else None


def floor_of(value: ColumnElement[int]) -> ColumnElement[int]:
    """The same of a column, by halving: six comparisons at most."""
    return _halved(value, EDGES)


def _halved(value: ColumnElement[int], edges: tuple[int, ...]) -> ColumnElement[Any]:
    if len(edges) == 1:
        return _written(edges[0])
    middle = len(edges) // 2
    below, above = _halved(value, edges[:middle]), _halved(value, edges[middle:])
    return case((value < _written(edges[middle]), below), else_=above)


def _written(edge: int) -> ColumnElement[int]:
    return literal_column(str(edge), BigInteger)
