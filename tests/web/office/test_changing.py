"""The office changes orders and looks after what is late; a maker takes her yes back."""

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, lapse, tasks, vendor_orders
from marketplace.payments import refunds
from marketplace.people.models import User
from tests.support import factories as make
from tests.support.doing import fresh


def accepted(*listings):
    order = make.an_order(*listings)
    with unit_of_work():
        for part in order.vendor_orders:
            vendor_orders.accept(part)
    return order


def test_the_number_of_a_line_is_corrected_with_a_reason(client, session):
    make.sign_in_as(client, "clerk")
    listing = make.a_live_listing(kind="stocked", quantity=5, price=1_000_000)
    order = accepted((listing, 3))
    line = order.vendor_orders[0].lines[0]
    at = f"/office/orders/{order.code}/lines/{line.id}"
    assert client.get(f"/office/orders/{order.code}/change").status_code == 200
    assert client.post(at, data={f"{line.id}-quantity": "2"}).status_code == 422
    typed = {f"{line.id}-quantity": "۲", f"{line.id}-reason": "اشتباه"}
    assert client.post(at, data=typed).status_code == 303
    assert fresh(order).total == 2_000_000
    assert "تعداد را درست کرد" in client.get(f"/office/orders/{order.code}").text
    many = {f"{line.id}-quantity": "9", f"{line.id}-reason": "اشتباه"}
    assert client.post(at, data=many).status_code == 409
    assert client.post(at.replace(str(line.id), "999999"), data=typed).status_code == 404


def test_lines_are_taken_off_and_the_money_is_owed_by_whom_she_says(client, session):
    make.sign_in_as(client, "clerk")
    order = make.paid(make.at_office(make.an_order(make.a_live_listing(), make.a_live_listing())))
    line = order.vendor_orders[0].lines[0]
    at = f"/office/orders/{order.code}/cancellation"
    assert client.post(at, data={"reason": "لک"}).status_code == 422
    assert client.post(at, data={"lines": [line.id]}).status_code == 422
    done = client.post(at, data={"lines": [line.id], "reason": "لک", "liable": "vendor"})
    assert done.status_code == 303
    (due,) = refunds.open_of(("order", order.id))
    assert (due.liable_party, due.reason) == ("vendor", "لک")
    make.sign_in_as(client, "treasurer")
    assert "لک" in client.get("/office/transfers").text


def test_a_closed_order_offers_no_change(client, session):
    make.sign_in_as(client, "clerk")
    order = make.an_order()
    with unit_of_work():
        cancelling.by_staff(order, [order.vendor_orders[0].lines[0].id], "نخواست")
    assert "دیگر چیزی را نمی‌شود تغییر داد" in client.get(f"/office/orders/{order.code}/change").text


def test_late_makers_stand_in_the_list_until_somebody_says_what_she_did(client, session, clock):
    order = make.an_order()
    clock.advance(days=1, minutes=1)
    with unit_of_work():
        lapse.sweep()
    make.sign_in_as(client, "clerk")
    assert "پیگیری" in client.get("/office/").text
    page = client.get("/office/tasks").text
    assert "هنرمند جواب نداده" in page
    assert "هنرمند جواب نداده" in client.get(f"/office/orders/{order.code}").text
    (task,) = tasks.waiting()
    at, key = f"/office/tasks/{task.id}", f"{task.id}-outcome"
    assert client.post(at, data={}).status_code == 422
    assert client.post(at, data={key: "زنگ زدم"}).status_code == 303
    session.rollback()
    assert tasks.count() == 0
    assert client.post("/office/tasks/999999", data={"999999-outcome": "x"}).status_code == 404


def test_a_maker_takes_her_yes_back_and_it_is_counted(client, session):
    vendor = make.a_maker()
    order = accepted(make.a_live_listing(vendor))
    (part,) = order.vendor_orders
    make.sign_in_as(client, session.get_one(User, vendor.members[0].user_id))
    assert "نمی‌توانم" in client.get(f"/studio/orders/{part.public_id}").text
    at = f"/studio/orders/{part.public_id}/withdrawal"
    assert client.post(at, data={}).status_code == 422
    assert client.post(at, data={"why": "damaged"}).status_code == 303
    assert fresh(order).state == "cancelled"
    assert "لغو" in client.get("/studio/orders?show=not").text
    make.sign_in_as(client, "clerk")
    page = client.get("/office/tasks").text
    assert "هنرمند پس از قبول نمی‌تواند" in page
    assert "تا کنون ۱ سفارش را پس داده" in page


def test_a_maker_of_two_pieces_ticks_the_one_that_she_cannot_bring(client, session):
    vendor = make.a_maker()
    order = accepted(make.a_live_listing(vendor), make.a_live_listing(vendor))
    (part,) = order.vendor_orders
    first, second = (line.id for line in part.lines)
    make.sign_in_as(client, session.get_one(User, vendor.members[0].user_id))
    at = f"/studio/orders/{part.public_id}/withdrawal"
    refused = client.post(at, data={"why": "damaged"})
    assert (refused.status_code, "دست‌کم یک قطعه" in refused.text) == (422, True)
    assert client.post(at, data={"why": "damaged", "lines": [str(first)]}).status_code == 303
    (part,) = fresh(order).vendor_orders
    assert (part.state, [line.id for line in part.kept]) == ("accepted", [second])
    assert "کدام قطعه‌ها" not in client.get(f"/studio/orders/{part.public_id}").text


def test_what_a_gateway_said_stands_there_in_the_reader_s_language(client, session):
    order = make.an_order()
    with unit_of_work():
        tasks.open_("puzzling_money", order, "zarinpal · A00-17 · 3,190,000 IRR · another_amount")
    make.sign_in_as(client, "clerk")
    page = client.get("/office/tasks").text
    assert "اینترنتی، با زرین‌پال · \u2068A00-17\u2069 · ۳۱۹٬۰۰۰" in page
    assert "درگاه مبلغ دیگری می‌گوید" in page
    assert "another_amount" not in page
    assert (
        "Online, by ZarinPal · \u2068A00-17\u2069 · 319,000" in client.get("/en/office/tasks").text
    )
