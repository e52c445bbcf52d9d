"""The office reads why a maker is first today, and puts one first."""

from datetime import timedelta

from marketplace.discovery.front import turns
from marketplace.kernel import calendar
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

PAGE = "/office/front"


def days(first, last):
    found = {}
    for name, day in (("first_day", first), ("last_day", last)):
        year, month, number = calendar.jalali(day)
        found |= {f"{name}-year": year, f"{name}-month": month, f"{name}-day": number}
    return found


def test_the_reasons_are_told_and_a_maker_is_put_first(client, session, clock):
    make.sign_in_as(client, "moderator")
    assert "هنوز نوبتی داده نشده است" in client.get(PAGE).text
    with unit_of_work():
        maker = make.a_maker(alias_fa="دار نیل")
        make.a_live_listing(maker)
        turns.draw()
    assert "هنوز نوبتی نداشته است" in client.get(PAGE).text
    clock.advance(days=1)
    with unit_of_work():
        turns.draw()
    assert "نوبت پیشین او از همه دورتر بود" in client.get(PAGE).text
    today = calendar.local_day(clock.now())
    asked = days(today, today + timedelta(days=2)) | {
        "vendor": maker.public_id, "reason": "نمایشگاه <او>"
    }  # fmt: skip
    assert client.post(f"{PAGE}/pins", data=asked).status_code == 303
    page = client.get(PAGE).text
    assert "دفتر او را جلو گذاشته است: <bdi>نمایشگاه &lt;او&gt;</bdi>" in page
    again = client.post(f"{PAGE}/pins", data=asked)
    assert again.status_code == 422
    assert "از پیش جلو گذاشته شده است" in again.text
    assert "نمایشگاه &lt;او&gt;" in again.text
    assert client.post(f"{PAGE}/pins/1/lifting").status_code == 303
    assert "دفتر او را جلو گذاشته است" not in client.get(PAGE).text
    log = client.get("/office/log?kind=front_pin").text
    assert "کسی را در صفحهٔ نخست جلو گذاشت" in log
    assert client.post(f"{PAGE}/pins/99/lifting").status_code == 404


def test_what_is_left_out_is_said_and_what_was_typed_stays(client, session):
    make.sign_in_as(client, "moderator")
    answer = client.post(f"{PAGE}/pins", data={"reason": "چرا که نه"})
    assert answer.status_code == 422
    assert "یک نفر را انتخاب کنید" in answer.text
    assert 'value="چرا که نه"' in answer.text
