"""Sheba numbers as people type them, with the banks' check."""

import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.iban import FOREIGN, LENGTH, WRONG, bank_of, parse_iban, show_iban

NOBODYS = "IR979990000000000000000001"


@pytest.mark.parametrize(
    "typed",
    [
        NOBODYS,
        "ir97 9990 0000 0000 0000 0000 01",
        "IR۹۷ ۹۹۹۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۱",
        "97-9990-0000-0000-0000-0000-01",
        "\u200f٩٧٩٩٩٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١ ",
    ],
)
def test_any_spelling_is_the_same_account(typed: str) -> None:
    assert parse_iban(typed) == NOBODYS


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (NOBODYS[:-1], LENGTH),
        (NOBODYS + "1", LENGTH),
        ("IR97 9990 0000 0000 0000 0000 0x", LENGTH),
        ("", LENGTH),
        ("IR" + "0" * 24, WRONG),
        ("IR" + "9" * 24, WRONG),
        ("DE89370400440532013000", FOREIGN),
        ("GB82WEST12345698765432", FOREIGN),
        ("=IR979990000000000000000001", LENGTH),
    ],
)
def test_a_wrong_one_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(DomainError) as error:
        parse_iban(typed)
    assert (error.value.sentence, error.value.field) == (sentence, "iban")


def test_changing_any_one_digit_is_noticed() -> None:
    for place in range(2, 26):
        for digit in "0123456789":
            if digit != NOBODYS[place]:
                with pytest.raises(DomainError):
                    parse_iban(NOBODYS[:place] + digit + NOBODYS[place + 1 :])


def test_swapping_neighbours_is_noticed() -> None:
    number = "IR439990000000000000000003"
    for place in range(2, 25):
        if number[place] != number[place + 1]:
            swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            with pytest.raises(DomainError):
                parse_iban(swapped)


def test_it_is_shown_in_fours_and_names_its_bank() -> None:
    assert show_iban(NOBODYS, "fa").replace("\u00a0", " ") == "IR۹۷ ۹۹۹۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۱"
    assert bank_of(NOBODYS) == "999"
