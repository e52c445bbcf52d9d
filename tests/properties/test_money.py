"""Laws of money, for any amount."""

from contextlib import suppress

from hypothesis import given, strategies as st

from marketplace.kernel.money import (
    Money,
    MoneyError,
    in_words,
    parse_amount,
    percent,
    shares,
    show,
    ten_times_off,
    toman,
)
from marketplace.kernel.text import to_persian_digits
from marketplace.kernel.words import LARGEST, number_in_words

amounts = st.integers(1, 2**53 // 10)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(sum)


@given(st.integers(0, 2**53), weights)
def test_shares_sum_to_the_whole_and_nobody_gets_a_negative_one(total: int, by: list[int]) -> None:
    parts = shares(total, by)
    assert sum(parts) == total
    for part, weight in zip(parts, by, strict=True):
        assert part >= 0
        assert abs(part * sum(by) - total * weight) < sum(by)
    assert parts == shares(total, by)


@given(st.integers(0, 2**53), st.integers(0, 10_000))
def test_percent_lies_between_nothing_and_all_and_within_half_a_step(
    amount: int, points: int
) -> None:
    part = percent(Money(amount), points).amount
    assert 0 <= part <= amount
    assert abs(part * 10_000 - amount * points) <= 5 * 10_000 or part == amount


@given(amounts, st.sampled_from(["fa", "en"]), st.booleans())
def test_what_is_shown_can_be_typed(number: int, locale: str, unit: bool) -> None:
    assert parse_amount(show(toman(number), locale, unit)) == toman(number)


@given(amounts, st.sampled_from("٬،, .'\u200c\u00a0"), st.booleans())
def test_every_separator_reads_the_same(number: int, separator: str, persian: bool) -> None:
    typed = f"{number:,}".replace(",", separator)
    assert parse_amount(to_persian_digits(typed) if persian else typed) == toman(number)


@given(st.integers(1, 2**53), st.sampled_from(["EUR", "USD"]), st.sampled_from(["fa", "en"]))
def test_cents_survive_showing_and_typing(cents: int, currency: str, locale: str) -> None:
    money = Money(cents, currency)
    assert parse_amount(show(money, locale, unit=False), currency) == money


typed_texts = st.text(max_size=60) | st.text("0123456789۰۱۹٠٩٬٫,. -−eE+\u200c\u202e", max_size=30)


@given(typed_texts)
def test_any_text_is_an_amount_above_zero_or_a_sentence(text: str) -> None:
    with suppress(MoneyError):
        assert parse_amount(text).amount > 0


@given(st.integers(-(2**63), 2**63 - 1), st.sampled_from(["fa", "en"]))
def test_every_amount_can_be_shown_and_said(amount: int, locale: str) -> None:
    assert show(Money(amount), locale)
    assert in_words(Money(amount), locale)


@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    for locale in ("fa", "en"):
        same = number_in_words(one, locale) == number_in_words(other, locale)
        assert same == (one == other)


@given(amounts, st.integers(1, 10**9), st.integers(0, 10**9))
def test_what_was_meant_always_lies_in_the_usual_range(amount: int, low: int, more: int) -> None:
    usual = toman(low), toman(low + more)
    meant = ten_times_off(toman(amount), *usual)
    if meant:
        assert usual[0] <= meant <= usual[1]
        assert not usual[0] <= toman(amount) <= usual[1]
