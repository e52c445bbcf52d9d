"""Laws of the calendar, for any day."""

from contextlib import suppress
from datetime import UTC, date, timedelta

from hypothesis import given, strategies as st

from marketplace.kernel.calendar import (
    CalendarError,
    jalali,
    month_names,
    parse_gregorian,
    parse_jalali,
    show_ago,
    show_day,
    show_short_day,
    weekday,
)
from marketplace.kernel.text import to_persian_digits

days = st.dates(date(1921, 3, 21), date(2100, 1, 1))
moments = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1930 < moment.year < 2100)
locales = st.sampled_from(["fa", "en"])


@given(days, st.booleans(), st.booleans())
def test_a_jalali_day_read_back_is_the_same_day(day: date, by_name: bool, persian: bool) -> None:
    year, month, number = jalali(day)
    named = month_names("fa")[month - 1] if by_name else str(month)
    typed = [str(year), named, str(number)]
    if persian:
        typed = [to_persian_digits(part) for part in typed]
    assert parse_jalali(*typed) == day


@given(days)
def test_a_gregorian_day_read_back_is_the_same_day(day: date) -> None:
    assert parse_gregorian(str(day.year), str(day.month), str(day.day)) == day


@given(days)
def test_days_follow_each_other(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert jalali(day) < jalali(tomorrow)
    assert show_short_day(day, "fa") < show_short_day(tomorrow, "fa")
    assert (weekday(day) + 1) % 7 == weekday(tomorrow)


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_any_three_texts_are_a_day_or_a_sentence(year: str, month: str, day: str) -> None:
    for parse in (parse_jalali, parse_gregorian):
        with suppress(CalendarError):
            assert isinstance(parse(year, month, day), date)


@given(moments, moments, locales)
def test_every_moment_can_be_said(moment: object, now: object, locale: str) -> None:
    assert show_ago(moment, now, locale)  # type: ignore[arg-type]
    assert show_day(moment, locale)  # type: ignore[arg-type]
