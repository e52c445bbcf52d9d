"""The numbered links under a long list."""

from collections.abc import Callable
from dataclasses import dataclass

AROUND = 1  # pages shown on each side of the current one


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number under the list."""

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Links with None for each gap, and the addresses one page back and on."""

    links: list[PageLink | None]
    previous: str | None
    following: str | None


def page_links(current: int, total: int, address: Callable[[int], str]) -> Pages:
    """Return the links of page ``current`` of ``total``; ``address`` gives a page's url."""
    links: list[PageLink | None] = []
    shown = 0
    for number in _shown(current, total):
        if number > shown + 1:
            links.append(None)
        links.append(PageLink(number, address(number), number == current))
        shown = number
    previous = address(current - 1) if current > 1 else None
    following = address(current + 1) if current < total else None
    return Pages(links, previous, following)


def _shown(current: int, total: int) -> list[int]:
    near = range(current - AROUND, current + AROUND + 1)
    return sorted({n for n in (1, *near, total) if 1 <= n <= total})
