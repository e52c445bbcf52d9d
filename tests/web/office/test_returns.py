"""Taking pieces back at the office and the desk, and the tax that prices include."""

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, fulfilments
from marketplace.orders.models import Order
from marketplace.orders.returns import crediting
from marketplace.payments import refunds
from tests.support import factories as make


def handed_over(*listings, **fields):
    order = make.paid(make.at_office(make.an_order(*listings, **fields)))
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)
    return order


@pytest.fixture
def order(client, session):
    make.sign_in_as(client, "clerk")
    return handed_over((make.a_live_listing(quantity=4, price=1_000_000), 3))


def typed(order, **fields):
    key = order.vendor_orders[0].lines[0].id
    counts = {f"{key}-{name}": fields.pop(name) for name in ("stock", "damaged") if name in fields}
    return {"reason": "رنگش فرق داشت", "liable": "office", "seen": "0"} | counts | fields


def test_pieces_are_taken_back_with_a_credit_note_that_can_be_printed(client, order, session):
    at = f"/office/orders/{order.code}/returns"
    assert at in client.get(f"/desk/orders/{order.code}").text
    assert at in client.get(f"/office/orders/{order.code}").text
    assert "۳ تا دست خریدار است" in client.get(at).text
    done = client.post(at, data=typed(order, stock="۱", damaged="1"))
    assert done.status_code == 303
    page = client.get(f"/office/orders/{order.code}").text
    assert "۲ قطعه پس آمده" in page
    (note,) = crediting.of_order(order.id)
    number = crediting.number(note)
    for language in ("fa", "en"):
        printed = {"kind": "credit", "code": number, "language": language, "shape": "roll"}
        sheet = client.get(client.post("/office/papers", data=printed).headers["Location"])
        assert ("Credited" if language == "en" else "برگشت به حساب خریدار") in sheet.text
    assert client.get("/office/papers?q=" + number).status_code == 200
    assert client.post(at, data=typed(order, stock="۱", damaged="1")).status_code == 303
    assert len(crediting.of_order(order.id)) == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, order, session):
    at = f"/office/orders/{order.code}/returns"
    for wrong, status in (
        ({}, 422), ({"stock": "۴"}, 422), ({"stock": "-1"}, 422), ({"stock": "1e9"}, 422),
        ({"stock": "1", "reason": ""}, 422), ({"stock": "1", "liable": "post"}, 422),
    ):  # fmt: skip
        answer = client.post(at, data=typed(order, **wrong))
        assert answer.status_code == status, wrong
        assert 'role="alert"' in answer.text
    assert crediting.count(order) == 0
    assert 'value="۴"' in client.post(at, data=typed(order, stock="۴")).text


def test_the_second_tab_reads_that_a_colleague_was_quicker(client, order, session):
    at = f"/office/orders/{order.code}/returns"
    client.post(at, data=typed(order, stock="1"))
    answer = client.post(at, data=typed(order, damaged="2"))
    assert answer.status_code == 409
    assert "همکاری از این سفارش چیزی پس گرفت" in answer.text
    assert sum(due.amount for due in refunds.open_of(("order", order.id))) == 1_000_000


def test_an_order_that_never_left_says_what_to_do_instead(client, session):
    make.sign_in_as(client, "treasurer")
    order = make.paid(make.at_office(make.an_order()))
    page = client.get(f"/office/orders/{order.code}/returns")
    assert page.status_code == 200
    assert "چیزی دست خریدار نیست" in page.text


def test_pieces_taken_off_a_paid_order_have_a_credit_note_too(client, session):
    make.sign_in_as(client, "treasurer")
    order = make.paid(make.at_office(make.an_order(make.a_live_listing(), make.a_live_listing())))
    with unit_of_work():
        line = order.vendor_orders[0].lines[0]
        cancelling.by_staff(session.get_one(Order, order.id), [line.id], "لک")
    (note,) = crediting.of_order(order.id)
    assert (note.kind, note.amount) == ("cancellation", line.unit_price)
    assert crediting.number(note) in client.get(f"/en/office/orders/{order.code}").text


def test_the_treasurer_sets_a_tax_and_reads_its_history(client, session):
    make.sign_in_as(client, "treasurer")
    assert client.get("/office/taxes").status_code == 200
    craft = make.a_craft()
    day = {"valid_from-day": "1", "valid_from-month": "1", "valid_from-year": "1420"}
    typed = {"category": str(craft.id), "rate": "۹٫۵"} | day
    assert client.post("/office/taxes", data=typed).status_code == 303
    page = client.get("/office/taxes").text
    assert "٪۹٫۵" in page or "۹٫۵٪" in page
    past = typed | {"valid_from-year": "1390"}
    assert client.post("/office/taxes", data=past).status_code == 422
    for wrong in ("", "-1", "99", "نه"):
        assert client.post("/office/taxes", data=typed | {"rate": wrong}).status_code == 422
    assert client.post("/office/taxes", data=typed | {"category": "999"}).status_code == 422
