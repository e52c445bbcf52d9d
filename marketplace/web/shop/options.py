"""The values of a filter as a page offers them: a box to tick or a way to another list."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.discovery.facets import EXACT
from marketplace.web.formatters import number


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter; `more` pieces than `count`."""

    value: str
    label: str
    on: bool
    count: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to another list; `more` pieces than `count`."""

    label: str
    url: str
    on: bool = False
    count: int | None = None
    more: bool = False


def counted(pieces: int) -> str:
    """How many a page says there are: exact up to a thousand."""
    if pieces > EXACT:
        return str(_("more than %(number)s", number=number(EXACT)))
    return number(pieces)


def count(pieces: int | None) -> tuple[int | None, bool]:
    """How many, as options and chips say it: so many, and whether there are more; None: unknown."""
    return (None, False) if pieces is None else (min(pieces, EXACT), pieces > EXACT)


def some(values: Iterable[tuple[str, str, bool, int | None]]) -> list[Option]:
    """(value, label, on, pieces) as options: those that show something, or that may."""
    return [Option(value, label, on, *count(many)) for value, label, on, many in values
            if on or many or many is None]  # fmt: skip
