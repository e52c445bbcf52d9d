"""Changing one's mind as the buyer sees it: cancel by piece, ask, choose about the rest."""

from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, choosing, links, tasks, vendor_orders
from tests.support import factories as make
from tests.support.doing import fresh


def at(order, *more):
    return "/".join(("/o", links.token(order.code), *more))


def lines(order):
    return [str(line.id) for part in order.vendor_orders for line in part.lines]


def test_an_open_order_offers_to_cancel_and_does(client, session):
    order = make.an_order(make.a_live_listing(), make.a_live_listing())
    assert "پشیمان شدم" in client.get(at(order)).text
    first, _second = lines(order)
    done = client.post(at(order, "cancellation"), data={"lines": [first], "words": "گران است"})
    assert done.status_code == 303
    assert [part.state for part in fresh(order).vendor_orders] == ["cancelled", "placed"]
    client.post(at(order, "cancellation"), data={"lines": lines(order)[1:]})
    page = client.get(at(order)).text
    assert "این سفارش لغو شده است" in page
    assert "پشیمان شدم" not in page


def test_after_a_maker_withdrew_others_like_her_piece_are_shown_and_not_itself(client, session):
    craft = make.a_craft()
    gone, kept, near, dear = (
        make.a_live_listing(make.a_maker(craft=craft), title_fa=title, price=price)
        for title, price in (
            ("کنارهٔ روناسی", 4_000_000), ("سفره‌کردی", 4_500_000),
            ("گبهٔ دشت", 6_000_000), ("قالی بزرگ", 90_000_000),
        )
    )  # fmt: skip
    order = make.accepted(make.an_order(gone, kept))
    with unit_of_work():
        cancelling.by_maker(order.vendor_orders[0], "دار شکست")
    page = client.get(at(order)).text
    assert "کارهایی مثل" in page
    shown = page.split("کارهایی مثل", 1)[1]
    assert near.public_id in shown
    assert not [one for one in (gone, dear) if one.public_id in shown]
    with unit_of_work():
        choosing.keep_rest(fresh(order))
    assert "کارهایی مثل" not in client.get(at(order)).text


def test_nothing_ticked_or_what_is_not_hers_is_refused(client, session):
    order, other = make.an_order(), make.an_order()
    assert client.post(at(order, "cancellation"), data={}).status_code == 422
    foreign = client.post(at(order, "cancellation"), data={"lines": lines(other)})
    assert foreign.status_code == 422
    assert (
        client.post(
            at(order, "cancellation"), data={"lines": ["x", "9" * 30, "7" * 5_000]}
        ).status_code
        != 500
    )
    assert fresh(other).state == "placed"


def test_what_is_being_made_is_asked_of_the_office(client, session):
    order = make.an_order(make.a_live_listing(kind="made_to_order", lead_days=9))
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0])
    with unit_of_work():
        vendor_orders.start(order.vendor_orders[0])
    assert "دفتر با او حرف می‌زند" in client.get(at(order)).text
    client.post(at(order, "cancellation"), data={"lines": lines(order)})
    assert fresh(order).state == "making"
    assert tasks.count() == 1
    make.sign_in_as(client, "clerk")
    assert "خریدار می‌خواهد چیزی را که در دست ساخت است لغو کند" in client.get("/office/tasks").text


def test_after_a_decline_she_says_what_becomes_of_the_rest(client, session, clock):
    order = make.an_order(make.a_live_listing(), make.a_live_listing())
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "فروخته شد")
    page = client.get(at(order)).text
    assert "بقیه را می‌خواهم" in page
    assert "/pieces?q=" not in page  # a search for its own name finds the piece itself
    assert client.post(at(order, "rest")).status_code == 303
    assert "بقیه را می‌خواهم" not in client.get(at(order)).text
    again = make.an_order(make.a_live_listing(), make.a_live_listing())
    with unit_of_work():
        vendor_orders.decline(again.vendor_orders[0], "فروخته شد")
    clock.advance(days=1, minutes=1)
    assert "بقیه را می‌خواهم" not in client.get(at(again)).text
