"""Which of several alike went with an order: written down at the desk, said everywhere."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import eventlog
from marketplace.kernel.db import session as db
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, links
from marketplace.orders.models import Order
from marketplace.orders.number_models import PieceNumber
from marketplace.orders.returns import returning
from marketplace.orders.returns.returning import Asked
from tests.support import factories as make


@pytest.fixture
def clerk(client, session):
    make.sign_in_as(client, "clerk")
    return client


@pytest.fixture
def socks(session):
    return make.a_live_listing(
        kind="stocked", quantity=6, title_fa="جوراب پشمی", title_en="Wool socks"
    )


def line_of(order):
    db.rollback()
    db.expire_all()
    return db.get(Order, order.id).vendor_orders[0].lines[0]


def write(client, order, typed):
    key = f"line-{line_of(order).id}"
    return client.post(f"/desk/orders/{order.code}/numbers", data={key: typed})


def hand_over(client, order):
    key = line_of(order).id
    public_id = db.get(Order, order.id).vendor_orders[0].fulfilments[0].public_id
    return client.post(f"/desk/fulfilments/{public_id}/hand-over", data={f"{public_id}-lines": key})


def sold(socks):
    query = select(PieceNumber.number, PieceNumber.line_id).filter_by(listing_id=socks.id)
    return dict(db.execute(query.order_by(PieceNumber.number)).all())


def test_the_numbers_are_written_down_and_said_on_every_page(clerk, socks):
    order = make.paid(make.at_office(make.an_order((socks, 2))))
    assert "شماره‌های روی برچسب" in clerk.get(f"/desk/orders/{order.code}").text
    answer = write(clerk, order, "۵ و ۳")
    assert answer.status_code == 303
    line = line_of(order)
    assert line.title_fa == "جوراب پشمی، شماره‌های ۳، ۵"
    assert line.title_en == "Wool socks, nos. 3, 5"
    assert sold(socks) == {3: line.id, 5: line.id}
    assert "شماره‌های ۳، ۵" in clerk.get(f"/desk/orders/{order.code}").text
    address = links.of_buyer(order.code, "fa").partition("//")[2].partition("/")[2]
    buyer = clerk.application.test_client()
    assert "شماره‌های ۳، ۵" in buyer.get(f"/{address}", follow_redirects=True).text
    (event,) = [one for one in eventlog.history("vendor_order", line.vendor_order_id)
                if one.name == "numbered"]  # fmt: skip
    assert event.changes["title_fa"] == ["جوراب پشمی", line.title_fa]


def test_a_wrong_number_is_mended_and_the_name_said_once(clerk, socks):
    order = make.at_office(make.an_order((socks, 1)))
    write(clerk, order, "4")
    write(clerk, order, "۶")
    assert line_of(order).title_fa == "جوراب پشمی، شمارهٔ ۶"
    assert list(sold(socks)) == [6]
    write(clerk, order, "")
    assert line_of(order).title_fa == "جوراب پشمی"
    assert sold(socks) == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3", "به شمار قطعه‌ها"), ("1 2 3", "به شمار قطعه‌ها"), ("2، 2", "دو بار"),
        ("0 1", "از ۱ تا"), ("99999999999999999999 1", "از ۱ تا"), ("سه و چهار", "با رقم"),
        ("-1", "به شمار قطعه‌ها"), ("<b>", "با رقم"), ("\x00", ""), ("1" * 5000, "از ۱ تا"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_what_was_typed(clerk, socks, typed, sentence):
    order = make.at_office(make.an_order((socks, 2)))
    answer = write(clerk, order, typed)
    assert answer.status_code in ((422,) if sentence else (303, 400, 422))
    if sentence:
        assert sentence in answer.text
        assert "value=" in answer.text
    assert sold(socks) == {}


def test_a_number_goes_to_one_buyer_only(clerk, socks):
    first = make.at_office(make.an_order((socks, 1)))
    second = make.at_office(make.an_order((socks, 1), mobile="+989000000188"))
    write(clerk, first, "2")
    answer = write(clerk, second, "2")
    assert answer.status_code == 422
    assert first.code in answer.text
    assert line_of(second).title_fa == "جوراب پشمی"


def test_the_database_keeps_each_number_once(session, socks):
    one, two = (make.at_office(make.an_order((socks, 1), mobile=f"+98900000018{n}")) for n in "12")
    add = "INSERT INTO piece_number (listing_id, number, line_id) VALUES (:a, 7, :b)"
    with unit_of_work():
        db.execute(text(add), {"a": socks.id, "b": line_of(one).id})
    twice = {"a": socks.id, "b": line_of(two).id}
    with pytest.raises(IntegrityError), unit_of_work():
        db.execute(text(add), twice)


def test_numbered_pieces_leave_with_their_numbers_only(clerk, socks):
    first = make.paid(make.at_office(make.an_order((socks, 1))))
    write(clerk, first, "1")
    second = make.paid(make.at_office(make.an_order((socks, 1), mobile="+989000000188")))
    hand_over(clerk, second)
    assert db.get(Order, second.id).state == "ready"
    assert "اول شماره‌های روی برچسب را بنویسید" in clerk.get("/desk/").text
    write(clerk, second, "2")
    hand_over(clerk, second)
    assert line_of(second)
    assert db.get(Order, second.id).state == "closed"


def test_pieces_without_numbers_leave_as_before(clerk, socks):
    order = make.paid(make.at_office(make.an_order((socks, 1))))
    hand_over(clerk, order)
    line_of(order)
    assert db.get(Order, order.id).state == "closed"


def test_one_of_a_kind_has_no_number(clerk):
    order = make.at_office(make.an_order())
    assert "شماره‌های روی برچسب" not in clerk.get(f"/desk/orders/{order.code}").text
    page = clerk.get(f"/desk/orders/{order.code}/numbers")
    assert "این‌جا چیزی شماره ندارد" in page.text
    assert write(clerk, order, "1").status_code == 303
    assert db.scalars(select(PieceNumber)).all() == []


def test_a_number_that_came_back_goes_to_the_next_buyer(clerk, socks):
    order = make.paid(make.at_office(make.an_order((socks, 2))))
    write(clerk, order, "1 2")
    hand_over(clerk, order)
    line = line_of(order)
    with unit_of_work():
        returning.take_back(
            db.get(Order, order.id),
            Asked([(line.id, 1, False)], "wished", "office", 0, make.staff("clerk").id),
        )
    second = make.at_office(make.an_order((socks, 1), mobile="+989000000188"))
    assert write(clerk, second, "2").status_code == 422  # nobody has said which came back
    assert write(clerk, order, "1").status_code == 303
    assert write(clerk, second, "2").status_code == 303
    assert sold(socks) == {1: line.id, 2: line_of(second).id}


def test_a_number_of_a_cancelled_order_is_free(clerk, socks):
    order = make.at_office(make.an_order((socks, 1)))
    write(clerk, order, "3")
    with unit_of_work():
        found = db.get(Order, order.id)
        cancelling.by_staff(found, [one.id for one in found.vendor_orders[0].lines], "wished")
    second = make.at_office(make.an_order((socks, 1), mobile="+989000000188"))
    assert write(clerk, second, "3").status_code == 303
    assert line_of(second).title_fa.endswith("شمارهٔ ۳")
