"""Numbers under a list: the ends, the neighbours, and gaps between."""

import pytest

from marketplace.web.pages import page_links


def shown(current: int, total: int) -> list[int | None]:
    return [link and link.number for link in page_links(current, total, str).links]


@pytest.mark.parametrize(
    ("current", "total", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_numbers(current: int, total: int, numbers: list[int | None]) -> None:
    assert shown(current, total) == numbers


def test_the_ways_back_and_on() -> None:
    first, last = page_links(1, 2, str), page_links(2, 2, str)
    assert (first.previous, first.following) == (None, "2")
    assert (last.previous, last.following) == ("1", None)


def test_one_link_is_the_current_page() -> None:
    links = page_links(2, 5, lambda number: f"?page={number}").links
    assert [link.url for link in links if link and link.current] == ["?page=2"]
