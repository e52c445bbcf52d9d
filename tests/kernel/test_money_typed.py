"""Amounts as people type them, the nasty ones too."""

import pytest

from marketplace.kernel.money import Money, MoneyError, parse_amount, toman


@pytest.mark.parametrize(
    "typed",
    [
        "1200000",
        "۱۲۰۰۰۰۰",
        "١٢٠٠٠٠٠",
        "۱٢00۰۰۰",
        "1,200,000",
        "۱٬۲۰۰٬۰۰۰",
        "۱،۲۰۰،۰۰۰",
        "1.200.000",
        "1 200 000",
        "1\u200c200\u200c000",
        "1\u00a0200\u00a0000",
        "1'200'000",
        "۱٬ ۲۰۰٬ ۰۰۰",
        "  ۱٬۲۰۰٬۰۰۰ تومان ",
        "1,200,000 toman",
        "\u202b1200000\u202c",
        "0001200000",
    ],
)
def test_reads_every_way_of_writing_it(typed: str) -> None:
    assert parse_amount(typed) == toman(1_200_000)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "blank"),
        (" \u200c\t", "blank"),
        ("تومان", "blank"),
        ("0", "zero"),
        ("۰۰۰", "zero"),
        ("-5", "negative"),
        ("-0", "negative"),
        ("−۱۲۰۰", "negative"),
        ("1٫5", "decimal"),
        ("۱٫۲۰۰", "not_a_number"),
        ("۱٫۲۰۰٫۰۰۰", "not_a_number"),
        ("1.5", "decimal"),
        ("1,5", "decimal"),
        ("1.200,50", "decimal"),
        ("1,20,000", "not_a_number"),
        ("1,200,00", "not_a_number"),
        ("1,200.000", "not_a_number"),
        ("1 2", "not_a_number"),
        ("1e9", "not_a_number"),
        ("0x10", "not_a_number"),
        ("+5", "not_a_number"),
        ("5-", "not_a_number"),
        ("½", "not_a_number"),
        ("²", "not_a_number"),
        ("१२", "not_a_number"),
        ("１２", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("یک میلیون", "not_a_number"),
        ("۱۲۰۰۰۰۰ ریال", "not_a_number"),
        ("{{7*7}}", "not_a_number"),
        ("1\ud800", "not_a_number"),
        ("1\0", "not_a_number"),
        ("9223372036854775808", "too_large"),
        (str(2**53 // 10 + 1), "too_large"),
        ("9" * 10_000, "too_large"),
    ],
)
def test_refuses_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(MoneyError) as refused:
        parse_amount(typed)
    assert refused.value.code == code
    assert refused.value.sentence.startswith(("Write", "This"))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12.50", 1250), ("12,5", 1250), ("۱۲٫۵۰", 1250), ("1.250,05", 125005), ("1,250", 125000)],
)
def test_reads_cents_where_the_currency_has_them(typed: str, cents: int) -> None:
    assert parse_amount(typed, "EUR") == Money(cents, "EUR")


def test_the_largest_amount_is_taken() -> None:
    assert parse_amount(str(2**53 // 10)).amount <= 2**53
