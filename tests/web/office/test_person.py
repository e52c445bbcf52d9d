"""One person's data at the office: looking, the file, and erasing with a second yes."""

import io
import zipfile

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.db import session as database
from marketplace.orders import buyers
from marketplace.retention.person import erasing
from marketplace.vendors import members
from tests.retention.test_night import NAME, a_closed_order
from tests.retention.test_one_person import UNSETTLED
from tests.support import factories as make

TYPED = {"mobile": "۰۹۱۲ ۳۴۵ ۰۹۸۷"}
ASKED = TYPED | {"reason": "wish_phone"}


@pytest.fixture
def administrator(client, session):
    make.sign_in_as(client, "administrator")
    return client


def test_the_settings_lead_there_and_nothing_is_said_for_nobody(administrator):
    for page in ("/office/retention", "/office/settings"):
        assert 'href="/office/person"' in administrator.get(page).text
    assert "با این شماره چیزی نداریم" in administrator.post("/office/person", data=TYPED).text
    refused = administrator.post("/office/person", data={"mobile": "12"})
    assert refused.status_code == 422
    assert 'value="12"' in refused.text


def test_the_page_lists_what_there_is_with_its_orders(administrator):
    order = a_closed_order()
    page = administrator.post("/office/person", data=TYPED).text
    assert "سفارش‌های این شماره" in page
    assert f'href="/office/orders/{order.code}"' in page
    assert "Orders of this number" in administrator.post("/en/office/person", data=TYPED).text


def test_the_file_needs_a_reason_and_is_kept_nowhere(administrator):
    a_closed_order()
    refused = administrator.post("/office/person/file", data=TYPED)
    assert refused.status_code == 422
    assert 'href="#reason' in refused.text
    answer = administrator.post("/office/person/file", data=ASKED)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert NAME in file.read("orders.json").decode()
        assert "سفارش‌های این شماره: ۱ – orders.json" in file.read("index.txt").decode()
    (event,) = eventlog.history(*erasing.SUBJECT)
    assert (event.name, event.reason) == ("handed_out", "wish_phone")
    log = administrator.get("/office/log").text
    assert "داده‌های یک نفر را در یک فایل گرفت" in log
    assert "تلفنی خواست" in log


def test_it_is_erased_at_the_second_yes(administrator):
    order = a_closed_order()
    asked = administrator.post("/office/person/erasure", data=ASKED).text
    assert "هنوز چیزی پاک نشده است" in asked
    database.expire_all()
    assert order.name == NAME
    seen = asked.split('name="seen"')[1].split('value="')[1].split('"')[0]
    done = administrator.post("/office/person/erasure", data=ASKED | {"seen": seen})
    assert done.status_code == 303
    database.expire_all()
    assert order.mobile == ""
    assert "چیزی نمانده" in administrator.get("/office/person").text


def test_a_counter_alone_is_erased_too(administrator):
    mobile = "+989123450987"
    with make.unit():
        buyers.lock(mobile)
    asked = administrator.post("/office/person/erasure", data=ASKED).text
    seen = asked.split('name="seen"')[1].split('value="')[1].split('"')[0]
    done = administrator.post("/office/person/erasure", data=ASKED | {"seen": seen})
    assert done.status_code == 303
    assert buyers.counters(mobile) == []


@pytest.mark.parametrize("unsettled", UNSETTLED)
def test_what_is_not_settled_is_named_and_nothing_is_erased(administrator, unsettled):
    order = unsettled()
    page = administrator.post("/office/person/erasure", data=ASKED).text
    assert "هنوز چیزی پاک‌شدنی نیست" in page
    assert f'href="/office/orders/{order.code}"' in page
    assert "برای همیشه پاک کن" not in page
    forced = administrator.post("/office/person/erasure", data=ASKED | {"seen": "orders=1"})
    assert forced.status_code in (409, 422)
    assert "چیزی پاک نشد" in forced.text
    database.expire_all()
    assert order.name == NAME


def test_an_account_is_counted_in_the_file(administrator):
    vendor = make.a_maker()
    (user,) = members.of(vendor)
    database.rollback()
    page = administrator.post("/office/person", data={"mobile": user.mobile}).text
    assert "با این شماره وارد می‌شود" in page
    answer = administrator.post("/office/person/file", data=ASKED | {"mobile": user.mobile})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert user.name in file.read("account.json").decode()
        assert "صفحهٔ بافندگی‌اش: ۱ – profiles.json" in file.read("index.txt").decode()
    (event,) = eventlog.history(*erasing.SUBJECT)
    assert event.changes["user_id"] == [None, user.id]


def test_whoever_never_bought_has_only_her_account_to_erase(administrator):
    user = make.a_user()
    page = administrator.post("/office/person", data={"mobile": user.mobile}).text
    assert "پاک کردن همهٔ آنچه از خریدار است" not in page
    assert "پاک کردن حساب و همه چیز" in page
