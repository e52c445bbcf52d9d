"""The settings: one audited page."""

import pytest

from marketplace.kernel import eventlog, preferences
from marketplace.web.settings.form import SettingsForm
from tests.support import factories as make


@pytest.fixture
def administrator(client):
    make.sign_in_as(client, "administrator")
    return client


@pytest.fixture
def typed(app, session):
    """What a browser sends when nothing is changed."""
    with app.test_request_context():
        form = SettingsForm.showing(preferences.load())
        return {field.name: field._value() for field in form}


def test_page_shows_what_stands_and_saving_it_changes_nothing(administrator, typed, session):
    page = administrator.get("/office/settings").text
    assert 'value="۱۰"' in page
    assert "از آغاز" in page
    assert administrator.post("/office/settings", data=typed).status_code == 303
    assert eventlog.history("preferences", 1) == []


def test_change_is_recorded_with_name_old_and_new(administrator, typed, session):
    changed = typed | {"phone": "۰۲۸ ۳۰۰۰ ۰۰۰۰", "opens": "۹:۳۰", "day_rate": "۳۰۰٬۰۰۰"}
    assert administrator.post("/office/settings", data=changed).status_code == 303
    office = preferences.load()
    assert (office.phone, office.opens, office.day_rate) == ("02830000000", "09:30", 3_000_000)
    event = eventlog.history("preferences", 1)[0]
    assert event.changes["opens"] == ["10:00", "09:30"]
    assert event.actor_role == "administrator"
    assert "administrator نمونه، " in administrator.get("/office/settings").text


def test_what_touches_orders_is_said_before_it_is_saved(administrator, typed, session):
    make.an_order()
    changed = typed | {"commission_bp": "۱۲٫۵", "accept_days": "۳"}
    asked = administrator.post("/office/settings", data=changed)
    assert asked.status_code == 200
    assert "هنوز چیزی ذخیره نشده" in asked.text
    assert "۱۲٫۵٪" in asked.text
    assert "۱ سفارشی که اکنون منتظر جواب است" in asked.text
    assert preferences.load().commission_bp == 1000

    seen = {"seen": "accept_days=3,commission_bp=1250"}
    assert administrator.post("/office/settings", data=changed | seen).status_code == 303
    assert preferences.load().commission_bp == 1250


def test_card_readers_are_named_each_once(administrator, typed, session):
    lines = typed | {"readers": " میز ۱ \n\nمیز ۲\nمیز ۱"}
    assert administrator.post("/office/settings", data=lines).status_code == 303
    assert preferences.load().readers == "میز ۱\nمیز ۲"
    many = typed | {"readers": "\n".join(map(str, range(11)))}
    assert administrator.post("/office/settings", data=many).status_code == 422


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("opens", "25:00"),
        ("closes", "۸"),
        ("friday_closes", "09:00"),
        ("phone", "call me"),
        ("commission_bp", "90"),
        ("commission_bp", "a lot"),
        ("accept_days", "0"),
        ("pickup_days", "999"),
        ("latitude", "north"),
        ("day_rate", "-5"),
        ("bazaar_name_fa", " "),
        ("tagline_fa", "ب" * 500),
        ("card_number", "6037 9910 0000 0005"),
        ("pay_days", "0"),
    ],
)
def test_mistakes_are_said_and_everything_stays_typed(administrator, typed, session, name, value):
    refused = administrator.post("/office/settings", data=typed | {name: value, "town_fa": "شهری"})
    assert refused.status_code == 422
    assert f'href="#{name}"' in refused.text
    assert 'value="شهری"' in refused.text
    assert preferences.load().town_fa == ""


def test_only_the_administrator(client, session):
    make.sign_in_as(client, "moderator")
    assert client.get("/office/settings").status_code == 403


def test_card_is_kept_in_plain_digits_and_every_change_of_it_is_recorded(
    administrator, typed, session
):
    card = {"card_number": "۶۰۳۷-۹۹۱۰-۰۰۰۰-۰۰۰۴", "card_holder": "دفتر نمونه"}
    asked = administrator.post("/office/settings", data=typed | card)
    assert "بلند از روی کارت بخوانید" in asked.text
    seen = {"seen": "card_number=6037991000000004"}
    assert administrator.post("/office/settings", data=typed | card | seen).status_code == 303
    assert preferences.load().card_number == "6037991000000004"
    (event,) = eventlog.history("preferences", 1)
    assert event.changes["card_number"] == ["", "6037991000000004"]
    assert 'value="۶۰۳۷ ۹۹۱۰ ۰۰۰۰ ۰۰۰۴"' in administrator.get("/office/settings").text


def test_card_without_its_holder_is_not_kept(administrator, typed, session):
    refused = administrator.post(
        "/office/settings", data=typed | {"card_number": "6037991000000004"}
    )
    assert refused.status_code == 422
    assert 'href="#card_holder"' in refused.text
    assert preferences.load().card_number == ""


@pytest.mark.parametrize("days", ["", "۰", "۱ و ۳۰", "۱، ۱", "یکم", "1 2 3 4 5 6 7", "1.5.99999"])
def test_days_of_paying_that_no_month_has_are_not_stored(administrator, typed, days):
    answer = administrator.post("/office/settings", data=typed | {"payout_days": days})
    assert answer.status_code == 422
    assert preferences.load().payout_days == "1 16"


def test_days_of_paying_are_kept_in_order(administrator, typed):
    answer = administrator.post("/office/settings", data=typed | {"payout_days": "۲۰ و ۵"})
    assert answer.status_code == 303
    assert preferences.load().payout_days == "5 20"
    assert "۵، ۲۰" in administrator.get("/office/settings").text
