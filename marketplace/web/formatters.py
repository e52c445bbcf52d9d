"""The template filters: money, numbers and days as the page's language writes them."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Flask

from marketplace.kernel import calendar, clock, money as purse
from marketplace.kernel.phone import show_mobile, show_phone
from marketplace.kernel.text import isolate, localise_digits
from marketplace.kernel.words import number_in_words
from marketplace.web import language

locale = language.locale
_PERSIAN_MARKS = str.maketrans(",.", "٬٫")


def money(amount: purse.Money | int | None) -> str:
    """۱٬۸۵۰٬۰۰۰ تومان; a bare number is rial, None is nothing."""
    return "" if amount is None else purse.show(_as_money(amount), locale())


def amount(amount: purse.Money | int | None) -> str:
    """۱٬۸۵۰٬۰۰۰, without the unit."""
    return "" if amount is None else purse.show(_as_money(amount), locale(), unit=False)


def words(value: purse.Money | int | None) -> str:
    """Money in words with its unit; a bare number in words alone."""
    if value is None:
        return ""
    if isinstance(value, purse.Money):
        return purse.in_words(value, locale())
    return number_in_words(value, locale())


def number(value: float | None) -> str:
    """A number in the page's digits and separators."""
    if value is None:
        return ""
    shown = f"{value:,}"
    return localise_digits(shown.translate(_PERSIAN_MARKS), "fa") if locale() == "fa" else shown


def percent(basis_points: int | None) -> str:
    """۱۰٪ or 10% from basis points."""
    if basis_points is None:
        return ""
    shown = number(basis_points // 100 if basis_points % 100 == 0 else basis_points / 100)
    return f"{shown}٪" if locale() == "fa" else f"{shown}%"


def digits(text: object) -> str:
    """Any text with its digits in the page's script."""
    return "" if text is None else localise_digits(str(text), locale())


def told_number(number: str) -> str:
    """A paper’s number within a sentence: among Persian words its parts would change places."""
    return isolate(digits(number))


def day(value: date | None) -> str:
    """۲ آذر ۱۴۰۵ for a date or a moment."""
    return "" if value is None else calendar.show_day(value, locale())


def phone(number: str | None) -> str:
    """۰۲۸ ۳۰۰۰ ۰۰۰۰, for an element with dir="ltr"."""
    return show_phone(number, locale()) if number else ""


def short_day(value: date | None) -> str:
    """۱۴۰۵/۰۹/۰۲ for a date or a moment."""
    return "" if value is None else calendar.show_short_day(value, locale())


def time_of_day(moment: datetime | None) -> str:
    """۱۰:۲۴ on Tehran's clock."""
    return "" if moment is None else calendar.show_clock(moment, locale())


def hour(text: str | None) -> str:
    """A time of the doors, "10:00", as it is said: ۱۰, and ۱۰:۳۰ where there are minutes; English
    keeps both."""
    return digits(text.removesuffix(":00") if text and locale() == "fa" else text)


def ago(moment: datetime | None) -> str:
    """۲ روز پیش, seen from now."""
    return "" if moment is None else calendar.show_ago(moment, clock.now(), locale())


def mobile(number: str | None) -> str:
    """۰۹۱۲ ۳۴۵ ۶۷۸۹ for a stored mobile; an e-mail address as it is. Stands in dir="ltr"."""
    if not number or "@" in number:
        return number or ""
    return show_mobile(number, locale())


def local(thing: object, name: str) -> str:
    """`thing.name_fa` or `thing.name_en`; English falls back to Persian."""
    persian = getattr(thing, f"{name}_fa") or ""
    return str((locale() == "en" and getattr(thing, f"{name}_en")) or persian)


def unit(amount: purse.Money | int | str | None = 0) -> str:
    """The unit that an amount, or one of this currency, is shown in: Toman; a bare number's is the
    shop's."""
    if amount is None:
        return ""
    money = purse.Money(0, amount) if isinstance(amount, str) else _as_money(amount)
    return money.kind.unit(locale())


FILTERS: dict[str, Callable[..., str]] = {
    "money": money,
    "amount": amount,
    "words": words,
    "unit": unit,
    "number": number,
    "phone": phone,
    "percent": percent,
    "digits": digits,
    "day": day,
    "short_day": short_day,
    "clock": time_of_day,
    "hour": hour,
    "ago": ago,
    "local": local,
    "mobile": mobile,
}


def register(app: Flask) -> None:
    """Give every template the filters."""
    app.jinja_env.filters.update(FILTERS)


def _as_money(amount: purse.Money | int) -> purse.Money:
    return amount if isinstance(amount, purse.Money) else purse.Money(amount)
