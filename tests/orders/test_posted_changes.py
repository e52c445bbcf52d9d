"""Changing one's mind about what goes by post: the parcel, its postage, its address."""

import pytest

from marketplace.kernel import eventlog
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, vendor_orders
from marketplace.orders.post import addresses, postage, readdressing
from marketplace.orders.post.addresses import Typed
from marketplace.payments import balance
from tests.support import factories as make
from tests.support.doing import done, fresh

ELSEWHERE = Typed(
    province="gilan", county="رشت", city="رشت", street="خیابان دیگر، پلاک ۴",
    postal_code="4100000199", name="خواهرم", phone="+989000000777",
)  # fmt: skip


def lines(order):
    return [line.id for part in order.vendor_orders for line in part.lines]


def paid(order):
    with unit_of_work():
        for part in order.vendor_orders:
            vendor_orders.accept(part)
    return make.paid(order)


def test_cancelling_all_of_it_gives_the_parcel_up_and_owes_the_postage_too(session):
    order = paid(make.a_posted_order())
    total = order.total
    assert order.postage > 0
    done(cancelling.by_buyer, order, lines(order))
    order = fresh(order)
    assert order.state == "cancelled"
    assert [one.state for one in postage.of_order(order)] == ["given_up"]
    assert balance.of("order", order.id).owed == total


def test_one_maker_s_part_falls_away_and_the_rest_still_goes(session):
    order = paid(make.a_posted_order(make.a_live_listing(), make.a_live_listing()))
    before = order.total
    done(cancelling.by_staff, order, lines(order)[:1], "لک دارد", "vendor")
    order = fresh(order)
    stands = balance.of("order", order.id)
    assert (order.state, order.paid_at is not None) == ("making", True)
    assert stands.owed == before - order.total
    assert stands.kept == order.total


def test_what_is_on_its_way_is_not_cancelled(session):
    order = make.a_posted_order()
    make.posted(order)
    with pytest.raises(DomainError):
        done(cancelling.by_buyer, fresh(order), lines(order))


def test_an_address_is_put_right_and_the_log_keeps_only_why(session):
    order = make.a_posted_order()
    done(readdressing.correct, order, ELSEWHERE, "کوچه اشتباه بود")
    found = addresses.of_order(fresh(order))
    assert (found.street, found.postal_code) == ("خیابان دیگر، پلاک ۴", "4100000199")
    event = eventlog.history("order", order.id)[0]
    assert (event.name, event.reason, event.changes) == (
        "address_corrected", "کوچه اشتباه بود", {},
    )  # fmt: skip


def test_an_address_is_not_changed_without_a_reason_or_once_it_is_posted(session):
    order = make.a_posted_order()
    with pytest.raises(DomainError):
        done(readdressing.correct, order, ELSEWHERE, " ")
    session.rollback()
    with pytest.raises(NotFound):
        done(readdressing.correct, make.an_order(), ELSEWHERE, "هیچ")
    session.rollback()
    make.posted(order)
    with pytest.raises(WrongState):
        done(readdressing.correct, fresh(order), ELSEWHERE, "دیر")


def test_the_office_s_page_puts_it_right(client, session):
    make.sign_in_as(client, "clerk")
    order = make.a_posted_order()
    at = f"/office/orders/{order.code}/address"
    assert client.get(at).status_code == 200
    typed = {
        "province": "gilan", "county": "رشت", "city": "رشت", "street": "خیابان دیگر",
        "postal_code": "۴۱۰۰۰-۰۰۱۹۹", "name": "خواهرم", "phone": "0900 000 0777",
        "reason": "کوچه اشتباه بود",
    }  # fmt: skip
    for name, wrong in (("postal_code", "12"), ("reason", ""), ("province", "mars")):
        refused = client.post(at, data=typed | {name: wrong})
        assert refused.status_code == 422
        assert f'href="#{name}"' in refused.text
    assert client.post(at, data=typed).status_code == 303
    assert addresses.of_order(fresh(order)).city == "رشت"
    assert client.get(f"/office/orders/{make.an_order().code}/address").status_code == 404
