"""The treasurer pays the makers: a run from the first look to the bank's last word."""

import csv
import io

import pytest

from marketplace.kernel import eventlog, preferences
from marketplace.payouts import accounts, holds
from marketplace.payouts.bank_file import COLUMNS
from marketplace.payouts.models import Payout, PayoutRun
from tests.payouts import stage
from tests.payouts.stage import HERS, NOBODYS, done
from tests.support import factories as make
from tests.web.studio.test_money import plain

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def treasurer(client):
    make.sign_in_as(client, "treasurer")
    return client


@pytest.fixture
def maker(session):
    return stage.with_account(make.a_maker())


@pytest.fixture
def due(session, maker):
    stage.sold(maker)
    stage.rested(session)
    return maker


def made(treasurer):
    """The address of a new run."""
    answer = treasurer.post("/office/payouts")
    assert answer.status_code == 303
    return answer.location


def payout(session):
    return session.query(Payout).order_by(Payout.id.desc()).first()


def test_an_empty_house_says_when_somebody_is_paid(treasurer):
    assert "هنوز پرداختی نیست" in treasurer.get("/office/payouts").text
    assert made(treasurer) == "/office/payouts"
    assert "حالا چیزی برای پرداخت نیست" in treasurer.get("/office/payouts").text


def test_a_run_from_the_first_look_to_the_arrival(treasurer, session, due):
    page = plain(treasurer.get("/office/payouts"))
    assert "۱ هنرمند آمادهٔ پرداخت است: ۱٬۶۶۵٬۰۰۰ تومان" in page
    run = made(treasurer)
    assert "تأیید ۱٬۶۶۵٬۰۰۰ تومان" in plain(treasurer.get(run))
    assert treasurer.post(f"{run}/approval").status_code == 303
    file = treasurer.post(f"{run}/file")
    rows = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff"))))
    assert rows[0] == list(COLUMNS)
    assert rows[1][:3] == [NOBODYS[0], str(HERS), "فریبا نمونه"]
    assert rows[1][3] == payout(session).public_id
    events = [
        event.name for event in eventlog.history("payout_run", session.query(PayoutRun).one().id)
    ]
    assert "file_taken" in events
    assert treasurer.post(f"{run}/sending", data={"reference": ""}).status_code == 422
    assert treasurer.post(f"{run}/sending", data={"reference": "77-1"}).status_code == 303
    assert "۷۷-۱" in treasurer.get(run).text
    assert treasurer.post(f"{run}/settlement").status_code == 303
    assert "فهرست پرداخت ۱۴" in plain(treasurer.get(run))
    session.expire_all()
    assert session.query(PayoutRun).one().state == "settled"
    assert treasurer.post(f"{run}/file").status_code == 409


def test_a_name_that_a_spreadsheet_would_run_is_harmless_in_the_file(treasurer, session):
    vendor = make.a_maker()
    done(accounts.write, vendor, NOBODYS[0], "=HYPERLINK(1)")
    stage.clock.shift(stage.timedelta(days=4))
    stage.sold(vendor)
    stage.rested(session)
    run = made(treasurer)
    treasurer.post(f"{run}/approval")
    assert "'=HYPERLINK(1)" in treasurer.post(f"{run}/file").text


def test_nobody_takes_the_file_before_the_approval(treasurer, session, due):
    run = made(treasurer)
    answer = treasurer.post(f"{run}/file")
    assert answer.status_code == 409
    assert NOBODYS[0] not in answer.text


def test_who_made_a_large_run_is_not_offered_its_approval(treasurer, session, due, app):
    done(preferences.change, payout_second_above=1)
    run = made(treasurer)
    assert "کس دیگری تأییدش می‌کند" in treasurer.get(run).text
    treasurer.post(f"{run}/approval")
    session.expire_all()
    assert session.query(PayoutRun).one().state == "draft"
    other = app.test_client()
    make.sign_in_as(other, "administrator")
    assert "تأیید ۱٬۶۶۵٬۰۰۰" in plain(other.get(run))
    other.post(f"{run}/approval")
    session.expire_all()
    assert session.query(PayoutRun).one().state == "approved"


def test_the_bank_sends_one_back(treasurer, session, due):
    run = made(treasurer)
    treasurer.post(f"{run}/approval")
    treasurer.post(f"{run}/sending", data={"reference": "77-1"})
    address = f"/office/payouts/{payout(session).public_id}"
    assert treasurer.post(f"{address}/return", data={"reason": ""}).status_code == 422
    assert treasurer.post(f"{address}/return", data={"reason": "حساب بسته"}).status_code == 303
    page = plain(treasurer.get(address))
    assert "پس‌فرستادهٔ بانک" in page
    assert "حساب بسته" in page
    assert "نزد بانک ← برگشته" in page
    assert "در راه خریدار" not in page
    assert "دوباره در نوبت" in page
    assert "در راه پرداخت" not in page
    assert "۱ هنرمند آمادهٔ پرداخت است: ۱٬۶۶۵٬۰۰۰ تومان" in plain(treasurer.get("/office/payouts"))


def test_one_is_taken_out_and_the_rest_goes_on(treasurer, session, due):
    other = make.a_maker(alias_fa="گره چهارم")
    stage.sold(other)
    stage.rested(session)
    run = made(treasurer)
    address = f"/office/payouts/{payout(session).public_id}"
    assert treasurer.post(f"{address}/removal", data={}).status_code == 422
    treasurer.post(f"{address}/removal", data={"reason": "نشانی عوض شده"})
    taken_out = plain(treasurer.get(address))
    assert "بیرون آمده" in taken_out
    assert "دوباره در نوبت" in taken_out
    assert "۱٬۶۶۵٬۰۰۰ تومان" in plain(treasurer.get(run))
    treasurer.post(f"{run}/removal", data={"reason": "اشتباه"})
    session.expire_all()
    assert session.query(PayoutRun).one().state == "dropped"


def test_cash_is_handed_over_with_a_slip(treasurer, session):
    stage.sold(make.a_maker())
    stage.rested(session)
    run = made(treasurer)
    treasurer.post(f"{run}/approval")
    address = f"/office/payouts/{payout(session).public_id}"
    assert "گرفت و امضا کرد" in treasurer.get(address).text
    printed = treasurer.post(
        "/office/papers", data={"kind": "settlement", "code": payout(session).public_id}
    )
    assert "امضای هنرمند" in treasurer.get(printed.location).text
    assert treasurer.post(f"{address}/cash").status_code == 303
    session.expire_all()
    assert session.query(PayoutRun).one().state == "settled"
    assert treasurer.post(f"{address}/arrival").status_code == 303
    assert treasurer.post("/office/papers", data={"kind": "settlement"}).status_code == 404


def test_a_makers_money_with_account_hold_and_statement(treasurer, session, due):
    address = f"/office/vendors/{due.public_id}/money"
    page = treasurer.get(address)
    assert "حساب با پایان ۰۰۰۱" in page.text
    assert NOBODYS[0][2:8] not in page.text
    account = accounts.of(due.id)["live"]
    seen = treasurer.post(f"{address}/account/{account.id}/viewing")
    assert "IR۹۷ ۹۹۹۰ ۰۰۰۰" in seen.text.replace("\u00a0", " ")
    assert eventlog.history("bank_account", account.id)[0].name == "looked_at"
    assert treasurer.post(f"{address}/hold", data={"reason": ""}).status_code == 422
    treasurer.post(f"{address}/hold", data={"reason": "شکایت"})
    assert holds.of(due.id)
    assert "نگه داشته" in treasurer.get("/office/payouts").text
    treasurer.post(f"{address}/hold/end")
    assert holds.of(due.id) is None
    month = stage.months.present()
    assert "۱٬۶۶۵٬۰۰۰" in treasurer.get(f"{address}/{month}").text
    treasurer.post(f"{address}/account/{account.id}/closing")
    assert accounts.of(due.id) == {}


def test_the_office_writes_an_account_for_her_and_says_so(treasurer, session):
    vendor = make.a_maker()
    address = f"/office/vendors/{vendor.public_id}/money"
    wrong = treasurer.post(f"{address}/account", data={"iban": "IR1", "holder": "فریبا"})
    assert wrong.status_code == 422
    assert "فریبا" in wrong.text
    typed = {"iban": NOBODYS[1], "holder": "فریبا نمونه"}
    assert treasurer.post(f"{address}/account", data=typed).status_code == 303
    account = accounts.of(vendor.id)["waiting"]
    event = eventlog.history("bank_account", account.id)[-1]
    assert (event.on_behalf_of, event.actor_role) == (vendor.id, "treasurer")
    treasurer.post(f"{address}/account/{account.id}/cancellation")
    assert accounts.of(vendor.id) == {}
    assert treasurer.post(f"{address}/account/999999/viewing").status_code == 404


def test_a_maker_is_found_by_name(treasurer, session, maker):
    assert "دار روناس" in treasurer.get("/office/payouts?q=روناس").text
    assert "هنرمندی با این نام نیست" in treasurer.get("/office/payouts?q=xyz").text


def test_a_run_of_many_makers_is_turned_page_by_page(treasurer, session):
    for number in range(3):
        stage.sold(make.a_maker(alias_fa=f"دار {number}"))
    stage.rested(session)
    run = made(treasurer)
    assert treasurer.get(f"{run}?from=2").status_code == 200
    assert treasurer.get("/office/payouts?from=50").status_code == 200
    assert treasurer.get("/office/payouts/runs/zzzz").status_code == 404
    assert treasurer.get("/office/payouts/zzzz").status_code == 404


def test_the_log_tells_it_in_words(treasurer, session, due, app):
    run = made(treasurer)
    treasurer.post(f"{run}/approval")
    page = plain(treasurer.get("/office/log"))
    assert "فهرست را ساخت" in page
    assert "فهرست را تأیید کرد" in page
