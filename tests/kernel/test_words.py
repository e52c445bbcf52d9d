"""Numbers in words."""

import pytest

from marketplace.kernel.words import LARGEST, number_in_words


@pytest.mark.parametrize(
    ("number", "fa", "en"),
    [
        (0, "صفر", "zero"),
        (21, "بیست و یک", "twenty-one"),
        (115, "یکصد و پانزده", "one hundred and fifteen"),
        (1_000_300, "یک میلیون و سیصد", "one million three hundred"),
        (2_000_000_000, "دو میلیارد", "two billion"),
    ],
)
def test_says_numbers(number: int, fa: str, en: str) -> None:
    assert number_in_words(number, "fa") == fa
    assert number_in_words(number, "en") == en


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_some_numbers_have_no_words(number: int) -> None:
    for locale in ("fa", "en"):
        with pytest.raises(ValueError, match="words"):
            number_in_words(number, locale)
