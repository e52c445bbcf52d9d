"""Days and hours on Tehran's clock, in two calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.kernel.calendar import (
    CalendarError,
    jalali,
    jalali_year,
    local,
    month_names,
    parse_gregorian,
    parse_jalali,
    show_ago,
    show_clock,
    show_day,
    show_short_day,
    weekday,
    weekday_names,
)

DAY = date(2026, 11, 23)
EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def test_shows_days() -> None:
    assert show_day(DAY, "fa") == "۲ آذر ۱۴۰۵"
    assert show_day(DAY, "en") == "23 November 2026"
    assert show_short_day(DAY, "fa") == "۱۴۰۵/۰۹/۰۲"
    assert show_short_day(DAY, "en") == "23 Nov 2026"


def test_the_day_turns_at_midnight_in_tehran() -> None:
    assert local(EVENING).isoformat() == "2026-11-24T00:30:00+03:30"
    assert local(EVENING.replace(tzinfo=None)) == local(EVENING)
    assert show_day(EVENING, "fa") == "۳ آذر ۱۴۰۵"
    assert show_clock(EVENING, "fa") == "۰۰:۳۰"
    assert show_clock(EVENING, "en") == "00:30"


def test_the_year_turns_at_nowruz() -> None:
    assert jalali(date(2027, 3, 20)) == (1405, 12, 29)
    assert jalali(date(2027, 3, 21)) == (1406, 1, 1)
    assert jalali_year(datetime(2027, 3, 20, 20, 31, tzinfo=UTC)) == 1406


def test_the_week_begins_on_saturday() -> None:
    assert weekday(date(2026, 11, 21)) == 0
    assert weekday_names("en")[weekday(DAY)] == "Monday"
    assert weekday_names("fa")[weekday(EVENING)] == "سه\u200cشنبه"
    assert len(weekday_names("fa")) == len(weekday_names("en")) == 7


@pytest.mark.parametrize(
    ("ago", "fa", "en"),
    [
        (timedelta(seconds=-90), "همین حالا", "just now"),
        (timedelta(seconds=59), "همین حالا", "just now"),
        (timedelta(seconds=60), "۱ دقیقه پیش", "1 minute ago"),
        (timedelta(minutes=59), "۵۹ دقیقه پیش", "59 minutes ago"),
        (timedelta(hours=1), "۱ ساعت پیش", "1 hour ago"),
        (timedelta(hours=47), "۱ روز پیش", "1 day ago"),
        (timedelta(days=2), "۲ روز پیش", "2 days ago"),
        (timedelta(days=30), "۳ آبان ۱۴۰۵", "25 October 2026"),
    ],
)
def test_says_how_long_ago(ago: timedelta, fa: str, en: str) -> None:
    assert show_ago(EVENING - ago, EVENING, "fa") == fa
    assert show_ago(EVENING - ago, EVENING, "en") == en


@pytest.mark.parametrize(
    "typed",
    [("1405", "9", "2"), ("۱۴۰۵", "۰۹", "۰۲"), (" ١٤٠٥ ", "آذر", "٢")],
)
def test_reads_jalali_days(typed: tuple[str, str, str]) -> None:
    assert parse_jalali(*typed) == DAY


def test_reads_gregorian_days() -> None:
    assert parse_gregorian("2026", "november", "23") == parse_gregorian("۲۰۲۶", "11", "۲۳") == DAY


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("", " ", ""), "blank"),
        (("1405", "", "2"), "not_a_number"),
        (("1405", "آذر۲", "2"), "not_a_number"),
        (("1405", "9", "-2"), "not_a_number"),
        (("1405", "9", "²"), "not_a_number"),
        (("99999999999999999999", "9", "2"), "not_a_number"),
        (("05", "9", "2"), "year"),
        (("2026", "9", "2"), "year"),
        (("1405", "13", "2"), "no_such_day"),
        (("1405", "0", "2"), "no_such_day"),
        (("1405", "7", "31"), "no_such_day"),
        (("1405", "12", "30"), "no_such_day"),
    ],
)
def test_refuses_what_is_no_jalali_day(typed: tuple[str, str, str], code: str) -> None:
    with pytest.raises(CalendarError) as refused:
        parse_jalali(*typed)
    assert refused.value.code == code


def test_leap_years_have_a_thirtieth_of_esfand() -> None:
    assert parse_jalali("1403", "اسفند", "30") == date(2025, 3, 20)
    assert month_names("fa")[11] == "اسفند"


@pytest.mark.parametrize(
    ("typed", "code"),
    [(("1405", "9", "2"), "western_year"), (("2026", "2", "29"), "no_such_day")],
)
def test_refuses_what_is_no_gregorian_day(typed: tuple[str, str, str], code: str) -> None:
    with pytest.raises(CalendarError) as refused:
        parse_gregorian(*typed)
    assert refused.value.code == code
