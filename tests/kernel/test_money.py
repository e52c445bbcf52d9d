"""Money: what adds up, how it is shown, when a price is asked about."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import Any

import pytest

from marketplace.kernel.money import (
    CurrencyMismatch,
    Money,
    in_words,
    percent,
    shares,
    show,
    ten_times_off,
    toman,
)

NBSP = "\u00a0"


def test_adds_subtracts_and_multiplies() -> None:
    assert toman(3) + toman(4) - toman(2) == toman(5)
    assert toman(3) * 2 == 2 * toman(3) == toman(6)
    assert -toman(3) == Money(-30)
    assert sum([toman(1), toman(2)], Money(0)) == toman(3)


def test_compares_one_currency_only() -> None:
    assert toman(1) < toman(2) <= toman(2)
    assert toman(2) > toman(1) >= toman(1)
    assert Money(5, "EUR") != Money(5)
    for mix in (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b):
        with pytest.raises(CurrencyMismatch):
            mix(Money(5), Money(5, "EUR"))


def test_nothing_but_whole_numbers_of_known_currencies() -> None:
    wrong: list[Any] = [1.5, Decimal(5), "5", True, None]
    for amount in wrong:
        with pytest.raises(TypeError):
            Money(amount)
    with pytest.raises(ValueError, match="XXX"):
        Money(1, "XXX")
    with pytest.raises(FrozenInstanceError):
        toman(1).amount = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("money", "fa", "en"),
    [
        (toman(1_850_000), "۱٬۸۵۰٬۰۰۰ تومان", "1,850,000 Toman"),
        (toman(0), "۰ تومان", "0 Toman"),
        (toman(999), "۹۹۹ تومان", "999 Toman"),
        (Money(15), "۱٫۵ تومان", "1.5 Toman"),
        (Money(125050, "EUR"), "۱٬۲۵۰٫۵۰ یورو", "1,250.50 euro"),
        (Money(5, "USD"), "۰٫۰۵ دلار", "0.05 US dollars"),
        (toman(-1200), "\u2066−۱٬۲۰۰\u2069 تومان", "\u2066−1,200\u2069 Toman"),
    ],
)
def test_shows_the_display_unit(money: Money, fa: str, en: str) -> None:
    assert show(money, "fa") == NBSP.join(fa.rsplit(" ", 1))
    number, unit = en.split(" ", 1)
    assert show(money, "en") == f"{number}{NBSP}{unit}"
    assert show(money, "en", unit=False) == number


def test_says_amounts_in_words() -> None:
    assert in_words(toman(1_850_000), "fa") == "یک میلیون و هشتصد و پنجاه هزار تومان"
    assert in_words(toman(1_850_000), "en") == "one million eight hundred and fifty thousand Toman"
    assert in_words(Money(1250, "EUR"), "fa") == "دوازده یورو و پنجاه سنت"
    assert in_words(Money(1250, "EUR"), "en") == "twelve euro and fifty cents"
    assert in_words(toman(-5), "fa") == show(toman(-5), "fa")
    assert in_words(toman(10**15), "en") == show(toman(10**15), "en")


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (0, [1, 2], [0, 0]),
        (7, [0, 1], [0, 7]),
        (10, [1, 2, 3], [2, 3, 5]),
        (1, [1, 1], [1, 0]),
    ],
)
def test_shares_by_the_largest_remainder(total: int, weights: list[int], parts: list[int]) -> None:
    assert shares(total, weights) == parts


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_shares_refuse_what_cannot_be_shared(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="shares"):
        shares(total, weights)


def test_percent_rounds_half_up_to_whole_toman() -> None:
    assert percent(toman(850_000), 1000) == toman(85_000)
    assert percent(toman(5), 1000) == toman(1)
    assert percent(toman(4), 1000) == toman(0)
    assert percent(Money(15), 10_000) == Money(15)
    assert percent(Money(5, "EUR"), 1000) == Money(1, "EUR")
    for amount, points in ((toman(-1), 100), (toman(1), -1), (toman(1), 10_001)):
        with pytest.raises(ValueError, match="per cent"):
            percent(amount, points)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (12_000_000, 1_200_000),
        (120_000, 1_200_000),
        (1_200_000, None),
        (5_000_000, None),
        (500_000, None),
        (12_345_678, 1_234_568),
        (900_000_000, None),
        (100, None),
    ],
)
def test_asks_about_prices_ten_times_off(typed: int, meant: int | None) -> None:
    usual = toman(500_000), toman(5_000_000)
    assert ten_times_off(toman(typed), *usual) == (meant and toman(meant))
