"""Papers in the office: printed, printed again, found, and read by those who may."""

import pytest
from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.post import postage
from marketplace.papers import forgetting
from marketplace.papers.models import Paper
from marketplace.payments import receipts
from marketplace.payments.models import Payment
from tests.support import factories as make


@pytest.fixture
def clerk(client, session):
    make.sign_in_as(client, "clerk")
    return client


def ready():
    order = make.paid(make.at_office(make.a_posted_order()))
    return order, postage.of_order(order)[0]


def send(client, kind, *codes, prefix="", **more):
    return client.post(f"{prefix}/office/papers", data={"kind": kind, "code": list(codes), **more})


def test_the_label_holds_the_address_and_nothing_of_the_money(clerk):
    _order, parcel = ready()
    answer = send(clerk, "label", parcel.public_id)
    assert answer.status_code == 303
    page = clerk.get(answer.location)
    assert page.headers["Cache-Control"] == "no-store"
    for words in ("سارا محمدی", "کوچهٔ سوم", "۱۲۳۴۵۶۷۸۹۱", "پست پیشتاز", "sheet-label"):
        assert words in page.text
    assert "تومان" not in page.text
    assert send(clerk, "label", parcel.public_id).location == answer.location


def test_many_are_printed_at_once_each_on_its_own_sheet(clerk):
    parcels = [ready()[1] for _ in range(3)]
    keys = [parcel.public_id for parcel in parcels]
    ticked = clerk.get("/office/parcels").text
    assert ticked.count('type="checkbox" name="code"') == 3
    assert clerk.get(send(clerk, "label", *keys[:2]).location).text.count("<article") == 2
    everything = clerk.post("/office/papers", data={"kind": "packing", "all": keys})
    assert clerk.get(everything.location).text.count("<article") == 3
    page = clerk.get(send(clerk, "handover", *keys).location).text
    assert page.count("<article") == 1
    assert "۱٬۵۰۰" not in page.split("<tbody>")[0]
    assert "جمع بسته‌ها" in page


def test_a_sheet_is_drawn_in_its_own_language_inside_a_page_of_another(clerk):
    _order, parcel = ready()
    english = clerk.get(send(clerk, "packing", parcel.public_id, language="en").location).text
    assert '<html lang="fa"' in english
    sheet = english.split("<article")[1].split("</article>")[0]
    assert 'lang="en" dir="ltr"' in sheet
    assert "Packing slip" in sheet
    assert "برگهٔ داخل بسته" not in sheet
    assert "چاپ" in english.split("<article")[0]
    persian = clerk.get(send(clerk, "packing", parcel.public_id, prefix="/en").location).text
    sheet = persian.split("<article")[1].split("</article>")[0]
    assert 'lang="fa" dir="rtl"' in sheet
    assert "برگهٔ داخل بسته" in sheet
    assert '<html lang="en"' in persian


def test_who_looks_is_written_down_once_a_minute(clerk, session, clock):
    order, _parcel = ready()
    address = send(clerk, "order", order.code).location
    paper = session.scalars(select(Paper)).one()
    clerk.get(address)
    assert [one.name for one in eventlog.history("paper", paper.id)] == ["issued"]
    clock.advance(minutes=5)
    for _ in range(2):
        clerk.get(address)
    assert [one.name for one in eventlog.history("paper", paper.id)] == ["printed_again", "issued"]
    make.sign_in_as(clerk, "moderator")
    clerk.get(address)
    assert len(eventlog.history("paper", paper.id)) == 3
    make.sign_in_as(clerk, "administrator")
    log = clerk.get("/office/log").text
    assert "برگه‌ای را برای چاپ دوباره باز کرد" in log
    assert "برگه‌ای صادر کرد" in clerk.get(f"/office/orders/{order.code}").text


def test_an_older_paper_says_that_there_is_a_newer_one(clerk, session):
    order = make.an_order()
    first = send(clerk, "order", order.code).location
    assert "برگهٔ تازه‌تری هست" not in clerk.get(first).text
    make.accepted(order)
    second = clerk.get(send(clerk, "order", order.code).location).text
    assert "به‌جای" in second
    assert "برگهٔ تازه‌تری هست" in clerk.get(first).text


def test_the_list_finds_a_number_in_any_digits(clerk, session):
    order, parcel = ready()
    send(clerk, "order", order.code)
    send(clerk, "label", parcel.public_id)
    label = session.scalars(select(Paper).filter_by(kind="label")).one()
    listed = clerk.get("/office/papers").text
    assert listed.count("/office/papers/sheets?") == 2
    typed = label.shown_number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    found = clerk.get("/office/papers", query_string={"q": typed}).text
    assert found.count("/office/papers/sheets?") == 1
    assert label.public_id in found
    for nothing in ("L1405-999999", "هیچ", "1405"):
        assert "برگه‌ای با شمارهٔ" in clerk.get("/office/papers", query_string={"q": nothing}).text


def test_the_receipt_fits_a5_and_the_roll_under_one_number(clerk, session):
    order = make.paid(make.at_office(make.an_order()))
    number = receipts.number(session.scalars(select(Payment)).one())
    wide = clerk.get(f"/desk/orders/{order.code}/receipt")
    narrow = clerk.get(f"/desk/orders/{order.code}/receipt?shape=roll")
    shown = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for answer, shape in ((wide, "sheet-a5"), (narrow, "sheet-roll")):
        page = clerk.get(answer.location).text
        assert shape in page
        assert shown in page
    assert session.scalars(select(Paper)).one().shown_number == number
    assert "shape=roll" in clerk.get(f"/desk/orders/{order.code}").text


def test_a_correction_has_a_receipt_of_its_own(clerk, session):
    order = make.paid(make.at_office(make.an_order()))
    from marketplace.orders.paying import cashier

    (payment,) = session.scalars(select(Payment))
    with unit_of_work():
        undoing = cashier.correct(payment, "یک رقم اشتباه بود")
        number = receipts.number(undoing)
    make.sign_in_as(clerk, "treasurer")
    page = clerk.get(send(clerk, "receipt", number).location).text
    assert "اصلاح رسید" in page
    assert "یک رقم اشتباه بود" in page
    assert clerk.get(f"/desk/orders/{order.code}/receipt").status_code == 404


def test_what_was_erased_says_so_and_when(clerk, session):
    order, parcel = ready()
    address = send(clerk, "label", parcel.public_id).location
    with unit_of_work():
        forgetting.about([order.id])
    page = clerk.get(address).text
    assert "پاک شد" in page
    assert "سارا محمدی" not in page
    assert "نوشته‌اش پاک شده" in clerk.get("/office/papers").text


MAY = {
    "clerk": {"receipt", "refund", "order", "packing", "label", "handover", "slip"},
    "moderator": {"order", "packing", "label", "handover", "slip"},
    "treasurer": {"receipt", "refund", "order", "handover"},
    "trainer": set(),
    "administrator": {"receipt", "refund", "order", "packing", "label", "handover", "slip"},
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_prints_and_reads_what_its_work_needs(client, session, role):
    order, parcel = ready()
    number = receipts.number(session.scalars(select(Payment)).one())
    codes = {"receipt": number, "order": order.code, "packing": parcel.public_id,
             "label": parcel.public_id, "handover": parcel.public_id}  # fmt: skip
    make.sign_in_as(client, "administrator")
    addresses = {kind: send(client, kind, code).location for kind, code in codes.items()}
    make.sign_in_as(client, role)
    for kind, code in codes.items():
        allowed = kind in MAY[role]
        assert send(client, kind, code).status_code == (303 if allowed else 403), kind
        assert client.get(addresses[kind]).status_code == (200 if allowed else 403), kind
    listed = client.get("/office/papers")
    assert listed.status_code == (200 if MAY[role] else 403)
    if MAY[role]:
        assert listed.text.count("/office/papers/sheets?") == len(MAY[role] & set(codes))
    assert send(client, "refund", "R1405-000001").status_code == (
        404 if "refund" in MAY[role] else 403
    )


def test_nonsense_is_not_found(clerk, session):
    order, _parcel = ready()
    assert send(clerk, "poster", order.code).status_code in (403, 404)
    assert send(clerk, "order").status_code == 404
    assert send(clerk, "order", order.code, language="xx").status_code == 303
    assert clerk.get("/office/papers/sheets").status_code == 404
    assert clerk.get("/office/papers/sheets?paper=zzzzzzzz").status_code == 404
    assert clerk.get("/office/papers?from=99999999999999999999").status_code == 200


def test_the_office_prints_a_makers_slip_or_hears_that_there_is_none(client, session):
    make.sign_in_as(client, "moderator")
    vendor = make.a_maker()
    assert "چاپ آنچه باید بیاورد" not in client.get(f"/office/vendors/{vendor.public_id}").text
    answer = send(client, "slip", vendor.public_id)
    assert "منتظر کاری از این هنرمند نیست" in client.get(answer.location).text
    order = make.accepted(make.an_order(make.a_live_listing(vendor)))
    assert "چاپ آنچه باید بیاورد" in client.get(f"/office/vendors/{vendor.public_id}").text
    assert f'value="{vendor.public_id}"' in client.get(f"/office/orders/{order.code}").text
    assert "این‌ها را می‌آورد" in client.get(send(client, "slip", vendor.public_id).location).text
