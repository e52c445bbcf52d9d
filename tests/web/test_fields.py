"""Form fields: what they read, what they keep, what they say."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import RadioField

from marketplace.kernel.money import Money, MoneyError, toman
from marketplace.web.forms import fields
from marketplace.web.language import KEY, init_language

Page = Callable[[str], AbstractContextManager[Any]]


class Listing(fields.Form):
    title = fields.CleanStringField("Title", limit=20)
    story = fields.CleanTextField("Story", required=False, limit=50)
    price = fields.MoneyField("Price")
    pieces = fields.NumberField("Pieces", at_least=1, at_most=1000)
    mobile = fields.MobileField("Mobile", missing="Tell us your mobile.")
    day = fields.JalaliDateField("Issued")
    code = fields.CodeField("Code")
    kind = RadioField("Kind", choices=["one", "many"])


GOOD = {
    "title": " گليم\u202e  قرمز ",
    "story": "یک\r\nدو",
    "price": "۱٬۲۰۰٬۰۰۰",
    "pieces": "۱۲",
    "mobile": "۰۹۰۰ ۰۰۰ ۱۲۳۴",
    "day-day": "۲",
    "day-month": "9",
    "day-year": "۱۴۰۵",
    "code": "۱۲۳ ۴۵۶",
    "kind": "one",
}
WESTERN = {"day-day": "23", "day-month": "11", "day-year": "2026"}


@pytest.fixture(scope="module")
def page() -> Page:
    app = Flask("marketplace", static_folder=None)
    init_language(app)
    return lambda locale: app.test_request_context("/", environ_overrides={KEY: locale})


def posted(**changes: str | None) -> Listing:
    typed = {name: text for name, text in (GOOD | changes).items() if text is not None}
    form = Listing(MultiDict(typed))
    form.validate()
    return form


def said(form: Listing) -> dict[str, str]:
    return {field: sentence for field, _label, sentence in form.error_list()}


def test_reads_a_good_form(page: Page) -> None:
    with page("fa"):
        form = posted()
    assert form.error_list() == []
    assert form.data == {
        "title": "گليم قرمز",
        "story": "یک\nدو",
        "price": toman(1_200_000),
        "pieces": 12,
        "mobile": "+989000001234",
        "day": date(2026, 11, 23),
        "code": "123456",
        "kind": "one",
    }


def test_says_what_to_do_where_nothing_was_typed(page: Page) -> None:
    with page("en"):
        form = posted(**dict.fromkeys(GOOD, " "))
        assert said(form) == {
            "title": "Please fill in “Title”.",
            "price": "Write the amount.",
            "pieces": "Write a number.",
            "mobile": "Tell us your mobile.",
            "day-day": "Write the day, the month and the year.",
            "code": "Write the code that the SMS brought.",
            "kind": "Choose one of the answers.",
        }
        assert form.error_list()[0][1] == "Title"
        assert said(posted(**dict.fromkeys(GOOD)))["title"] == said(form)["title"]


def test_nothing_is_asked_of_fields_that_may_stay_empty(page: Page) -> None:
    with page("en"):
        form = Listing(MultiDict(dict.fromkeys(GOOD, "") | {"kind": "one"}))
        for field in form:
            field.flags.required = False
        assert form.validate()
        assert (form.title.data, form.price.data, form.day.data) == ("", None, None)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("title", "گ" * 21, "This is too long. Please shorten it to 20 characters."),
        ("price", "1e9", "Write the amount in digits, for example 1,200,000"),
        ("price", "-5", "Write the amount without a minus sign."),
        ("pieces", "1.5", "Write a whole number in digits, for example 12."),
        ("pieces", "²", "Write a whole number in digits, for example 12."),
        ("pieces", "۰", "Write a number of at least 1."),
        ("pieces", "−3", "Write a number of at least 1."),
        ("pieces", "۱٬۰۰۱", "Write a number of at most 1,000."),
        ("pieces", "9" * 5000, "Write a number of at most 1,000."),
        (
            "mobile",
            "12",
            "Write the mobile number in digits, for example 0912 345 6789, "
            "or +49 151 2345 6789 from abroad.",
        ),
        ("code", "12345", "Write the 6 digits that the SMS brought."),
        ("code", "１２３４５６", "Write the 6 digits that the SMS brought."),
        ("kind", "none", "Choose one of the answers."),
    ],
)
def test_keeps_what_was_typed_and_says_why(
    page: Page, name: str, typed: str, sentence: str
) -> None:
    with page("en"):
        form = posted(**WESTERN | {name: typed})
        assert said(form) == {name: sentence}
        if name != "kind":
            assert form[name]._value() == typed
            assert form[name]()


def test_keeps_the_parts_of_a_wrong_day(page: Page) -> None:
    with page("fa"):
        form = posted(**{"day-day": "۳۱", "day-month": "7"})
        assert said(form) == {"day-day": "چنین روزی در تقویم نیست. روز و ماه را دوباره ببینید."}
        assert (form.day.day, form.day.month, form.day.year) == ("۳۱", "7", "۱۴۰۵")
        assert form.day.data is None


def test_speaks_persian_with_persian_digits(page: Page) -> None:
    with page("fa"):
        assert said(posted(title="گ" * 21, pieces="1001")) == {
            "title": "این نوشته بلند است. لطفاً آن را تا ۲۰ حرف کوتاه کنید.",
            "pieces": "عددی بنویسید که بیشتر از ۱٬۰۰۰ نباشد.",
        }


def test_days_follow_the_calendar_of_the_page(page: Page) -> None:
    with page("en"):
        form = posted(**WESTERN)
        assert form.day.data == date(2026, 11, 23)
        assert form.day.months[10] == ("11", "November")
    with page("fa"):
        assert posted().day.months[8] == ("9", "آذر")


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("fa", ["گلیم", "۱٬۲۰۰٬۰۰۰", "۱۲", "۰۹۰۰ ۰۰۰ ۱۲۳۴", "۲", "9", "۱۴۰۵"]),
        ("en", ["گلیم", "1,200,000", "12", "0900 000 1234", "23", "11", "2026"]),
    ],
)
def test_begins_with_what_is_known(page: Page, locale: str, shown: list[str]) -> None:
    known = {"title": "گلیم", "pieces": 12, "mobile": "+989000001234", "day": date(2026, 11, 23)}
    with page(locale):
        for price in (toman(1_200_000), 12_000_000):
            form = Listing(MultiDict(), data=known | {"price": price})
            values = [form[name]._value() for name in ("title", "price", "pieces", "mobile")]
            assert [*values, form.day.day, form.day.month, form.day.year] == shown
        assert Listing().price._value() == ""


def test_shows_what_it_understood(page: Page) -> None:
    with page("fa"):
        form = posted(price="1200000", mobile="9000001234")
        assert (form.price._value(), form.mobile._value()) == ("۱٬۲۰۰٬۰۰۰", "۰۹۰۰ ۰۰۰ ۱۲۳۴")


def test_takes_any_bytes_a_form_can_carry(page: Page) -> None:
    with page("fa"):
        form = posted(title="a\0b\ud800c", story="\ud800", price="\ud800")
        form.title._value().encode()
        assert posted(story="x" * 51).story._value() == "x" * 51
        assert form.kind.ngettext("a", "b", 2) == "b"
        form.price._value().encode()
        assert form.title.data == "ab?c"


def test_a_rule_adds_its_error_beside_the_field(page: Page) -> None:
    with page("en"):
        form = posted(**WESTERN)
        form.add_error("price", "Too dear.")
        form.add_error(form.price, MoneyError("zero"))
        assert [sentence for _id, _label, sentence in form.error_list()] == [
            "Too dear.",
            "Write an amount above zero.",
        ]


def test_other_currencies_are_typed_in_their_own_unit(page: Page) -> None:
    class Abroad(fields.Form):
        price = fields.MoneyField("Price", currency="EUR")

    with page("en"):
        form = Abroad(MultiDict({"price": "12.50"}))
        assert form.validate()
        assert form.price.data == Money(1250, "EUR")
