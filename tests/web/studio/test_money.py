"""A maker reads her money: the figures, each row's sum, her account, her questions, her papers."""

import html
import re

import pytest

from marketplace.notify.models import Message
from marketplace.payouts import accounts, holds, questions
from marketplace.payouts.models import Payout
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.people.models import User
from marketplace.vendors import members
from tests.payouts import stage
from tests.payouts.stage import NOBODYS, done
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def maker(session):
    return make.a_maker()


@pytest.fixture
def hers(client, session, maker):
    make.sign_in_as(client, session.get_one(User, maker.members[0].user_id))
    return client


def plain(page):
    """A page's words without marks."""
    words = html.unescape(re.sub(r"<[^>]*>", " ", page.text))
    return re.sub(r"\s+", " ", words)


def first_key(page):
    return re.search(r'id="row-([0-9]+-[0-9]+)"', page.text)[1]


def test_before_anything_is_sold_the_page_says_how_she_is_paid(hers):
    page = plain(hers.get("/studio/money"))
    assert "هنوز فروشی نیست" in page
    assert "روز پرداخت دفتر" not in page
    assert "نقد" in page


def test_figures_and_the_sum_of_a_row_in_one_line(hers, maker):
    stage.sold(maker)
    page = plain(hers.get("/studio/money"))
    assert "۱٬۸۵۰٬۰۰۰ − ۱۸۵٬۰۰۰ سهم دفتر = ۱٬۶۶۵٬۰۰۰" in page
    assert "خریداران شما داده‌اند ۱٬۸۵۰٬۰۰۰" in page
    assert "سهم شما از آن ۱٬۶۶۵٬۰۰۰" in page
    assert "روز پرداخت بعد" in page
    assert "خریدار تا" in page


def test_english_says_the_same(hers, maker):
    stage.sold(maker)
    page = plain(hers.get("/en/studio/money"))
    assert "1,850,000 − 185,000 the office’s share = 1,665,000" in page


def test_a_paid_row_says_when_and_her_payment_stands_below(hers, session, maker):
    stage.with_account(maker)
    stage.sold(maker)
    stage.rested(session)
    stage.sent()
    page = plain(hers.get("/studio/money"))
    assert "ماندهٔ شما ۰ تومان" in page
    assert "تا امروز گرفته‌اید ۱٬۶۶۵٬۰۰۰" in page
    assert "به بانک شما فرستاده شد" in page
    assert "حساب با پایان ۰۰۰۱" in page
    assert NOBODYS[0][2:8] not in page


def test_what_was_taken_back_stands_with_its_sum(hers, session, maker):
    from tests.payouts.test_runs import undo_payment

    stage.with_account(maker)
    order = stage.sold(maker)
    stage.rested(session)
    stage.sent()
    undo_payment(session, order)
    page = plain(hers.get("/studio/money"))
    assert "۱٬۸۵۰٬۰۰۰ پس داده شد − ۱۸۵٬۰۰۰ سهم دفتر = ۱٬۶۶۵٬۰۰۰ کم شد" in page
    assert "از فروش بعدی کم می‌شود" in page


def test_a_hold_is_said_with_its_reason(hers, maker):
    done(holds.hold, maker, "شکایت خریدار بررسی می‌شود")
    assert "شکایت خریدار بررسی می‌شود" in plain(hers.get("/studio/money"))


def test_older_rows_are_one_address_away(hers, session, maker):
    listing = make.a_live_listing(maker, quantity=40)
    for _ in range(22):
        make.paid(make.at_office(make.an_order(listing)))
    page = hers.get("/studio/money")
    assert page.text.count('<details id="row-') == 12
    older = re.search(r'href="(/studio/money\?before=[0-9-]+)"', page.text)[1]
    page = hers.get(older)
    assert page.text.count('<details id="row-') == 10
    assert "خریداران شما داده‌اند" not in page.text
    assert hers.get("/studio/money?before=x-y").status_code == 200


def test_the_page_asks_as_much_for_many_rows_as_for_one(hers, session, maker, queries):
    listing = make.a_live_listing(maker, quantity=40)
    counts = []
    for orders in (2, 12):
        for _ in range(orders):
            make.paid(make.at_office(make.an_order(listing)))
        session.rollback()
        queries.clear()
        assert hers.get("/studio/money").status_code == 200
        counts.append(queries.count)
    assert counts[0] == counts[1] <= 19, queries.statements


def test_every_member_of_a_collective_sees_the_same_page(client, session, maker):
    group = make.a_maker(kind="collective", alias_fa="گروه هفت غرفه")
    second = make.a_user("زهره نمونه")
    done(members.add, group, second)
    stage.sold(group)
    pages = []
    for user_id in (group.members[0].user_id, second.id):
        make.sign_in_as(client, session.get_one(User, user_id))
        pages.append(plain(client.get("/studio/money")))
    assert "۱٬۶۶۵٬۰۰۰" in pages[0]
    assert pages[0] == pages[1]


def test_another_makers_row_is_not_there(hers, session, maker):
    other = make.a_maker(alias_fa="گره چهارم")
    stage.sold(other)
    key = f"{session.query(MoneyQuestion).count() + 1}-1"
    for method in ("GET", "POST"):
        assert hers.open(f"/studio/money/rows/{key}/question", method=method).status_code == 404
        assert hers.open("/studio/money/rows/x/question", method=method).status_code == 404


# Her account


def test_she_writes_her_account_and_can_cancel_it(hers, session, maker):
    typed = {"iban": "ir97 ۹۹۹۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۱", "holder": "فریبا نمونه"}
    assert hers.post("/studio/money/account", data=typed).status_code == 303
    page = hers.get("/studio/money/account")
    assert "با پایان ۰۰۰۱" in page.text
    assert "برش گردان" in page.text
    assert session.query(Message).filter_by(template="bank_account_written").count() == 1
    account = accounts.of(maker.id)["waiting"]
    answer = hers.post(f"/studio/money/account/{account.id}/cancellation")
    assert answer.status_code == 303
    assert accounts.of(maker.id) == {}
    hers.post(f"/studio/money/account/{account.id}/cancellation")


@pytest.mark.parametrize("iban", ["", "IR97", "IR" + "9" * 24, "DE89370400440532013000", "<b>"])
def test_a_wrong_number_is_said_and_kept(hers, maker, iban):
    answer = hers.post("/studio/money/account", data={"iban": iban, "holder": "فریبا نمونه"})
    assert answer.status_code == 422
    assert "خطا" in answer.text
    assert "فریبا نمونه" in answer.text
    assert accounts.of(maker.id) == {}


def test_she_cannot_touch_anothers_account(hers, session):
    other = make.a_maker(alias_fa="گره چهارم")
    done(accounts.write, other, NOBODYS[0], "زهره نمونه")
    key = accounts.of(other.id)["waiting"].id
    assert hers.post(f"/studio/money/account/{key}/cancellation").status_code == 404
    assert "waiting" in accounts.of(other.id)


# Her questions


def test_a_question_reaches_the_treasurer_with_its_row_and_is_answered_on_it(
    hers, session, maker, app
):
    stage.sold(maker)
    key = first_key(hers.get("/studio/money"))
    address = f"/studio/money/rows/{key}/question"
    assert "۱٬۶۶۵٬۰۰۰" in hers.get(address).text
    assert hers.post(address, data={"words": " "}).status_code == 422
    assert hers.post(address, data={"words": "چرا ۱۸۵ کم شد؟"}).status_code == 303
    assert hers.post(address, data={"words": "باز هم"}).status_code == 422
    page = hers.get("/studio/money").text
    assert "چرا ۱۸۵ کم شد؟" in page
    assert "از دفتر پرسیده‌اید" in page

    office = app.test_client()
    make.sign_in_as(office, "treasurer")
    page = plain(office.get("/office/payouts/questions"))
    assert "چرا ۱۸۵ کم شد؟" in page
    assert "۱٬۸۵۰٬۰۰۰ − ۱۸۵٬۰۰۰ سهم دفتر = ۱٬۶۶۵٬۰۰۰" in page
    question = session.query(MoneyQuestion).one()
    answer = f"/office/payouts/questions/{question.id}/answer"
    assert office.post(answer, data={f"{question.id}-answer": ""}).status_code == 422
    told = {f"{question.id}-answer": "سهم دفتر ده درصد است."}
    assert office.post(answer, data=told).status_code == 303
    assert office.post(answer, data=told).status_code == 303
    assert session.query(Message).filter_by(template="money_answered").count() == 1
    page = hers.get("/studio/money").text
    assert "سهم دفتر ده درصد است." in page
    assert "دفتر به پرسش شما جواب داد" in page
    assert "از دفتر پرسیده‌اید" not in page
    assert "پرسشی در انتظار نیست" in office.get("/office/payouts/questions").text


def test_only_five_questions_wait_at_once(hers, session, maker):
    listing = make.a_live_listing(maker, quantity=9)
    for _ in range(6):
        make.paid(make.at_office(make.an_order(listing)))
    keys = re.findall(r'id="row-([0-9]+-[0-9]+)"', hers.get("/studio/money").text)
    answers = [
        hers.post(f"/studio/money/rows/{key}/question", data={"words": "چرا؟"}).status_code
        for key in keys
    ]
    assert answers == [303] * questions.MOST_OPEN + [422]


# Her papers


def test_the_statement_of_a_month_adds_up(hers, session, maker):
    stage.with_account(maker)
    stage.sold(maker)
    page = hers.get("/studio/money")
    month = re.search(r'href="(/studio/money/[0-9]{4}-[0-9]{2})"', page.text)[1]
    sheet = plain(hers.get(month))
    assert "سهم شما در این ماه ۱٬۶۶۵٬۰۰۰" in sheet
    assert "ماندهٔ شما در پایان ۱٬۶۶۵٬۰۰۰ تومان" in sheet
    table = hers.get(f"{month}.csv")
    assert table.content_type.startswith("text/csv")
    row = table.text.splitlines()[1].split(",")
    assert row[-5:-1] == ["1850000", "185000", "0", "1665000"]


@pytest.mark.parametrize("month", ["1405-13", "1405-00", "1399-12", "1499-01", "x", "1405-9"])
def test_a_month_that_is_none_is_not_there(hers, month):
    assert hers.get(f"/studio/money/{month}").status_code == 404
    assert hers.get(f"/studio/money/{month}.csv").status_code == 404


def test_the_slip_shows_each_piece_with_its_sum(hers, session, maker):
    stage.with_account(maker)
    stage.sold(maker)
    stage.rested(session)
    stage.sent()
    payout = session.query(Payout).one()
    answer = hers.post("/studio/papers/settlement", data={"payout": payout.public_id})
    assert answer.status_code == 303
    slip = hers.get(answer.location)
    words = plain(slip)
    assert "برگهٔ تسویه" in words
    assert "۱٬۸۵۰٬۰۰۰ − ۱۸۵٬۰۰۰" in words
    assert "۱٬۶۶۵٬۰۰۰" in words
    assert 'width="56"' in slip.text
    assert NOBODYS[0] not in slip.text


def test_another_makers_slip_is_not_there(hers, session):
    other = make.a_maker(alias_fa="گره چهارم")
    stage.sold(other)
    stage.rested(session)
    stage.drafted()
    payout = session.query(Payout).one()
    told = {"payout": payout.public_id}
    assert hers.post("/studio/papers/settlement", data=told).status_code == 404
    assert hers.post("/studio/papers/settlement", data={"payout": "zzzz"}).status_code == 404


def test_her_first_page_says_what_waits_and_when_it_comes(hers, maker):
    stage.sold(maker)
    page = plain(hers.get("/studio/"))
    assert "۱٬۶۶۵٬۰۰۰ تومان" in page
    assert "روز پرداخت بعد" in page
