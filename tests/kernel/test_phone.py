"""Mobile numbers. Those beginning with 0900000 belong to nobody."""

import pytest

from marketplace.kernel.phone import PhoneError, parse_mobile, show_mobile, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        "09000001234",
        "۰۹۰۰۰۰۰۱۲۳۴",
        "٠٩٠٠٠٠٠١٢٣٤",
        "9000001234",
        "+989000001234",
        "00989000001234",
        "989000001234",
        "+98 0900 000 1234",
        "0900-000 (12) 34",
        "\u202a۰۹۰۰\u200c۰۰۰\u00a0۱۲۳۴\u202c",
    ],
)
def test_reads_every_way_of_writing_it(typed: str) -> None:
    assert parse_mobile(typed) == "+989000001234"


def test_takes_mobiles_from_abroad_with_their_country() -> None:
    assert parse_mobile("+49 1512 3456789") == parse_mobile("0049 1512 3456789") == "+4915123456789"
    assert parse_mobile("+1 202 555 0123") == "+12025550123"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "blank"),
        (" \u200c- ", "blank"),
        ("0912345678", "unreadable"),
        ("091234567890", "unreadable"),
        ("12345", "unreadable"),
        ("0900CALLNOW", "unreadable"),
        ("0900000123٫", "unreadable"),
        ("09000001234 ext 5", "unreadable"),
        ("++989000001234", "unreadable"),
        ("+000000000", "unreadable"),
        ("گلیم", "unreadable"),
        ("9" * 1000, "unreadable"),
        ("02834622222", "not_mobile"),
    ],
)
def test_refuses_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(PhoneError) as refused:
        parse_mobile(typed)
    assert refused.value.code == code


def test_shows_numbers_in_groups() -> None:
    assert show_mobile("+989000001234", "fa") == "۰۹۰۰\u00a0۰۰۰\u00a0۱۲۳۴"
    assert show_mobile("+989000001234", "en") == "0900\u00a0000\u00a01234"
    assert show_mobile("+4915123456789", "en") == "\u2066+49\u00a01512\u00a03456789\u2069"
    assert show_mobile("erased", "fa") == "erased"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+982833332222", "028 3333 2222"),
        ("02833332222", "028 3333 2222"),
        ("+989123456789", "0912 345 6789"),
        ("+491512345678", "+49 1512345678"),
        ("desk", "desk"),
    ],
)
def test_any_telephone_is_shown_as_it_is_dialled(number: str, shown: str) -> None:
    assert show_phone(number, "en").replace("\u00a0", " ") == shown
