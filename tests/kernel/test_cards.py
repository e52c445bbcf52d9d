"""Card numbers as people type them, with the banks' check."""

import pytest

from marketplace.kernel.cards import LENGTH, WRONG, parse_card, show_card
from marketplace.kernel.errors import DomainError


@pytest.mark.parametrize(
    "typed",
    ["6037991000000004", "۶۰۳۷ ۹۹۱۰ ۰۰۰۰ ۰۰۰۴", "6037-9910-0000-0004", " ٦٠٣٧٩٩١٠٠٠٠٠٠٠٠٤\u200f"],
)
def test_any_spelling_is_the_same_card(typed: str) -> None:
    assert parse_card(typed) == "6037991000000004"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("603799100000000", LENGTH),
        ("60379910000000044", LENGTH),
        ("6037 9910 0000 000x", LENGTH),
        ("6037991000000005", WRONG),
        ("6073991000000004", WRONG),
        ("0000000000000000", WRONG),
    ],
)
def test_a_wrong_one_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(DomainError) as error:
        parse_card(typed)
    assert error.value.sentence == sentence


def test_it_is_shown_in_fours() -> None:
    assert show_card("6037991000000004", "en") == "6037\u00a09910\u00a00000\u00a00004"
    assert show_card("6037991000000004", "fa") == "۶۰۳۷\u00a0۹۹۱۰\u00a0۰۰۰۰\u00a0۰۰۰۴"
