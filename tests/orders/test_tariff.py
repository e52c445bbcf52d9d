"""The post's prices: by weight, distance and day; what is not written is refused."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.eventlog import history
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.post import tariff, tariff_book, tracking
from marketplace.orders.post.models import ShippingMethod
from marketplace.orders.post.provinces import BY_CODE, PROVINCES

DAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
PRICES = {
    500: {"same": 300_000, "neighbour": 400_000, "far": 500_000},
    1000: {"same": 450_000, "neighbour": 550_000},
    2000: {"same": 600_000, "neighbour": 700_000, "far": 900_000},
}


@pytest.fixture
def method(session: object, clock: object) -> ShippingMethod:
    with unit_of_work():
        preferences.change(office_province="qazvin", post_neighbours="zanjan hamadan")
        found = tariff_book.add_method(name_fa="پیشتاز", name_en="Express")
        tariff_book.save_sheet(found, DAY, PRICES)
    return found


@pytest.fixture
def clock(clock: object) -> object:
    from datetime import datetime

    from marketplace.kernel.calendar import TEHRAN

    clock.set(datetime(2026, 11, 23, 10, tzinfo=TEHRAN))  # type: ignore[attr-defined]
    return clock


@pytest.mark.parametrize(
    ("province", "grams", "rial"),
    [
        ("qazvin", 1, 300_000),
        ("qazvin", 500, 300_000),
        ("qazvin", 501, 450_000),
        ("zanjan", 900, 550_000),
        ("tehran", 2000, 900_000),
    ],
)
def test_a_parcel_pays_for_its_weight_and_distance(
    method: ShippingMethod, province: str, grams: int, rial: int
) -> None:
    assert tariff.quote(method, province, grams, DAY) == Money(rial)


@pytest.mark.parametrize(
    ("province", "grams", "on", "sentence"),
    [
        ("tehran", 900, DAY, tariff.HOLE),
        ("tehran", 2001, DAY, tariff.TOO_HEAVY),
        ("tehran", 100, date(2026, 11, 22), tariff.NO_TARIFF),
        ("atlantis", 100, DAY, tariff.NO_PROVINCE),
    ],
)
def test_what_the_tariff_does_not_say_is_refused(
    method: ShippingMethod, province: str, grams: int, on: date, sentence: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        tariff.quote(method, province, grams, on)
    assert refusal.value.sentence == sentence


def test_nothing_is_priced_before_the_office_says_where_it_is(method: ShippingMethod) -> None:
    with unit_of_work():
        preferences.change(office_province="")
    with pytest.raises(DomainError, match="not yet said"):
        tariff.quote(method, "tehran", 100, DAY)


def test_new_prices_begin_on_their_day_as_a_whole(method: ShippingMethod) -> None:
    with unit_of_work():
        tariff_book.save_sheet(method, LATER, {1000: {"far": 800_000}})
    assert tariff.quote(method, "tehran", 400, date(2026, 11, 30)) == Money(500_000)
    assert tariff.quote(method, "tehran", 400, LATER) == Money(800_000)
    with pytest.raises(DomainError):
        tariff.quote(method, "qazvin", 400, LATER)


def test_a_past_day_keeps_its_prices(method: ShippingMethod) -> None:
    with unit_of_work(), pytest.raises(DomainError, match="past day"):
        tariff_book.save_sheet(method, date(2026, 11, 22), PRICES)


def test_a_changed_price_is_in_the_log(method: ShippingMethod) -> None:
    changed = {**PRICES, 500: {**PRICES[500], "far": 510_000}}
    with unit_of_work():
        assert tariff_book.save_sheet(method, DAY, changed)
        assert not tariff_book.save_sheet(method, DAY, changed)
    assert history("shipping_method", method.id)[0].changes == {
        "valid_from": [None, "2026-11-23"],
        "far:500": [500_000, 510_000],
    }


def test_a_method_out_of_use_is_not_offered(method: ShippingMethod) -> None:
    assert [one.method.id for one in tariff.in_force(DAY)] == [method.id]
    with unit_of_work():
        tariff_book.change_method(method, active=False)
    assert tariff.in_force(DAY) == []


@pytest.mark.parametrize(
    ("column", "value"), [("zone", "'moon'"), ("grams_up_to", "0"), ("price", "-1")]
)
def test_the_database_refuses_a_senseless_price(
    method: ShippingMethod, column: str, value: str
) -> None:
    with pytest.raises(IntegrityError), unit_of_work():
        session.execute(text(f"UPDATE shipping_rate SET {column} = {value}"))


def test_one_price_a_cell(method: ShippingMethod) -> None:
    with pytest.raises(IntegrityError), unit_of_work():
        session.execute(text("UPDATE shipping_rate SET grams_up_to = 500, zone = 'same'"))


def test_thirty_one_provinces_in_both_languages() -> None:
    assert len(BY_CODE) == len(PROVINCES) == 31
    assert len({one.name_fa for one in PROVINCES}) == len({one.name_en for one in PROVINCES}) == 31


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("۱۲۳۴۵ ۶۷۸۹۰", "1234567890"),
        ("1234-567-890", "1234567890"),
        ("rr123456789ir", "RR123456789IR"),
        ("\u200e٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ],
)
def test_a_tracking_code_is_folded(typed: str, code: str) -> None:
    assert tracking.read(typed, "0000000000\nRR000000000IR") == code


@pytest.mark.parametrize(
    ("typed", "examples", "sentence"),
    [
        ("  ", "", tracking.MISSING),
        ("۱۲۳", "", tracking.ODD),
        ("سلام خوبی", "", tracking.ODD),
        ("9" * 41, "", tracking.ODD),
        ("123456789", "0000000000", tracking.UNLIKE),
        ("12345678IR", "0000000000", tracking.UNLIKE),
    ],
)
def test_a_code_unlike_the_carriers_is_refused(typed: str, examples: str, sentence: str) -> None:
    with pytest.raises(DomainError) as refusal:
        tracking.read(typed, examples)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "tracking_code")
