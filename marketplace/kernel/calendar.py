"""Days and hours as people read them: Jalali for fa, Gregorian for en, always Tehran's time."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, fold, localise_digits, to_ascii_digits

TEHRAN = ZoneInfo("Asia/Tehran")

_MONTHS = {
    "fa": (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS = {
    "fa": ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"),
    "en": ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}
_YEARS = {"fa": range(1300, 1501), "en": range(1921, 2122)}
_AGO = (
    (60, 60, "دقیقه", "minute"),
    (3600, 24, "ساعت", "hour"),
    (86400, 30, "روز", "day"),
)
_SENTENCES = {
    "blank": N_("Write the day, the month and the year."),
    "not_a_number": N_("Write the day and the year in digits and choose the month."),
    "year": N_("Write the year with four digits, for example 1405."),
    "western_year": N_("Write the year with four digits, for example 2026."),
    "no_such_day": N_("There is no such day. Please look at the day and the month again."),
}


class CalendarError(DomainError):
    """The three parts make no day; `code` is a key of the sentences above."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(_SENTENCES[code])


def local(moment: datetime) -> datetime:
    """The moment on Tehran's clock; a naive one is taken as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(TEHRAN)


def local_day(day: date) -> date:
    """The date itself, or the day in Tehran on which a moment falls."""
    return local(day).date() if isinstance(day, datetime) else day


def morning(day: date, later: int = 0) -> datetime:
    """The moment at which a day begins in Tehran, or another so many days later."""
    return datetime.combine(day + timedelta(days=later), time(), TEHRAN)


def jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Jalali calendar for a date or a moment."""
    there = JalaliDate(local_day(day))  # type: ignore[no-untyped-call]
    return there.year, there.month, there.day


def jalali_year(day: date) -> int:
    """The Jalali year, which numbers the receipts."""
    return jalali(day)[0]


def month_names(locale: str) -> tuple[str, ...]:
    """The twelve months of the page's calendar, in order."""
    return _MONTHS[locale]


def weekday_names(locale: str) -> tuple[str, ...]:
    """The seven days of the week, from Saturday."""
    return _WEEKDAYS[locale]


def weekday(day: date) -> int:
    """The place of a date or moment in the week: 0 is Saturday, 6 Friday."""
    return (local_day(day).weekday() + 2) % 7


def show_day(day: date, locale: str) -> str:
    """۲ آذر ۱۴۰۵ or 23 November 2026."""
    return _day(local_day(day), locale)


def show_short_day(day: date, locale: str) -> str:
    """۱۴۰۵/۰۹/۰۲ or 23 Nov 2026."""
    return _short_day(local_day(day), locale)


@lru_cache(maxsize=2048)
def _day(day: date, locale: str) -> str:
    year, month, number = jalali(day) if locale == "fa" else (day.year, day.month, day.day)
    return localise_digits(f"{number} {_MONTHS[locale][month - 1]} {year}", locale)


@lru_cache(maxsize=2048)
def _short_day(day: date, locale: str) -> str:
    if locale == "fa":
        return localise_digits("{:04}/{:02}/{:02}".format(*jalali(day)), locale)
    return f"{day.day} {_MONTHS['en'][day.month - 1][:3]} {day.year}"


def show_clock(moment: datetime, locale: str) -> str:
    """۱۰:۲۴ or 10:24, on Tehran's clock."""
    return localise_digits(f"{local(moment):%H:%M}", locale)


def show_ago(moment: datetime, now: datetime, locale: str) -> str:
    """۲ روز پیش or 2 days ago; the day itself after thirty of them, "just now" for the future."""
    seconds = int((local(now) - local(moment)).total_seconds())
    if seconds < 60:
        return "همین حالا" if locale == "fa" else "just now"
    for size, most, unit_fa, unit_en in _AGO:
        number = seconds // size
        if number < most:
            if locale == "fa":
                return localise_digits(f"{number} {unit_fa} پیش", locale)
            return f"{number} {unit_en}{'' if number == 1 else 's'} ago"
    return show_day(moment, locale)


def parse_jalali(year: str, month: str, day: str) -> date:
    """The date of a Jalali day typed in any digits; the month as a number or by its name.

    Raises CalendarError.
    """
    there = _typed(year, month, day, "fa")
    try:
        found: date = JalaliDate(*there).to_gregorian()  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise CalendarError("no_such_day") from error
    return found


def parse_gregorian(year: str, month: str, day: str) -> date:
    """The date of a Gregorian day typed in any digits; the month as a number or by its name.

    Raises CalendarError.
    """
    there = _typed(year, month, day, "en")
    try:
        return date(*there)
    except ValueError as error:
        raise CalendarError("no_such_day") from error


def _typed(year: str, month: str, day: str, locale: str) -> tuple[int, int, int]:
    parts = [to_ascii_digits(part).strip() for part in (year, month, day)]
    if not any(parts):
        raise CalendarError("blank")
    names = [fold(name) for name in _MONTHS[locale]]
    if fold(parts[1]) in names:
        parts[1] = str(names.index(fold(parts[1])) + 1)
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise CalendarError("not_a_number")
    if int(parts[0]) not in _YEARS[locale]:
        raise CalendarError("year" if locale == "fa" else "western_year")
    return int(parts[0]), int(parts[1]), int(parts[2])
