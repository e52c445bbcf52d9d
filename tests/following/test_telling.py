"""Who is told what, when and how often: by day, once, with a link that stops it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.following import asking, links, stopping, telling
from marketplace.following.models import Follow, Follower
from marketplace.kernel import outbox
from marketplace.kernel.calendar import TEHRAN
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import sms_parts
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import compose
from marketplace.notify.models import Message
from marketplace.orders import vendor_orders
from marketplace.vendors import decisions
from tests.support import factories as make

MOBILE, OTHER = "+989123450987", "+989123450988"


@pytest.fixture(autouse=True)
def noon(session, clock):
    at(clock, 12)


def at(clock, hour, days=0):
    """This hour in Tehran, so many days later."""
    there = clock.now().astimezone(TEHRAN) + timedelta(days=days)
    clock.set(there.replace(hour=hour, minute=5, second=0, microsecond=0))


def follow(vendor, listing=None, mobile=MOBILE, locale="fa"):
    with unit_of_work():
        return asking.follow(mobile, locale, vendor.id, listing.id if listing else None)


def tell():
    """What the worker's minute does; the texts that it gave to the outbox."""
    last = database.scalar(select(func.max(Message.id))) or 0
    with unit_of_work():
        telling.new_pieces()
        telling.back_again()
    new = select(Message).where(Message.id > last, Message.template.startswith("follow"))
    found = database.scalars(new.order_by(Message.id)).all()
    texts = [(one.recipient, compose.text(one)) for one in found]
    database.rollback()
    return texts


def a_reserved_piece():
    """A piece that somebody else has reserved, and her order."""
    order = make.an_order()
    database.rollback()
    return order.vendor_orders[0].lines[0].listing_id, order


def free_again(order):
    with unit_of_work():
        vendor_orders.decline(order.vendor_orders[0], "ill")


def test_a_new_piece_is_told_in_the_evening_once(clock):
    maker = make.a_maker(alias_fa="دار روناس")
    make.a_live_listing(maker)  # before she followed
    follow(maker)
    clock.advance(minutes=1)
    piece = make.a_live_listing(maker, title_fa="جاجیم تازه")
    assert tell() == []  # noon
    at(clock, 17)
    ((to, text),) = tell()
    assert to == MOBILE
    assert "جاجیم تازه" in text
    assert "دار روناس" in text
    assert f"/i/{piece.public_id}" in text
    assert re.search(r"/f/[0-9a-f]{16}$", text)
    assert tell() == []
    at(clock, 17, days=1)
    assert tell() == []


def test_many_pieces_of_a_day_are_one_message(clock):
    maker = make.a_maker()
    follow(maker)
    clock.advance(minutes=1)
    for _ in range(3):
        make.a_live_listing(maker)
    at(clock, 18)
    ((_, text),) = tell()
    assert "۳ کار تازه" in text
    assert f"/makers/{maker.public_id}" in text
    clock.advance(minutes=1)
    make.a_live_listing(maker, title_fa="شامگاهی")
    assert tell() == []  # one a day
    at(clock, 17, days=1)
    assert "شامگاهی" in tell()[0][1]


def test_nobody_is_told_at_night_nor_of_what_is_not_for_sale(clock):
    maker = make.a_maker()
    follow(maker)
    clock.advance(minutes=1)
    make.a_live_listing(maker)
    at(clock, 21)
    assert tell() == []
    at(clock, 3, days=1)
    assert tell() == []
    with unit_of_work():
        decisions.pause(maker)
    at(clock, 17)
    assert tell() == []
    with unit_of_work():
        decisions.resume(maker)
    assert len(tell()) == 1


def test_a_piece_that_is_free_again_is_told_once_until_she_asks_again(clock):
    listing_id, order = a_reserved_piece()
    maker_id = order.vendor_orders[0].vendor_id
    database.rollback()

    def wait():
        with unit_of_work():
            asking.follow(MOBILE, "en", maker_id, listing_id)

    wait()
    assert tell() == []
    free_again(order)
    ((_, text),) = tell()
    assert "can be had again" in text
    assert "/en/i/" in text
    assert tell() == []
    clock.advance(seconds=1)
    wait()
    assert len(tell()) == 1


def test_a_hold_that_ends_by_itself_frees_the_piece_and_the_night_is_quiet(clock):
    listing_id, order = a_reserved_piece()
    with unit_of_work():
        asking.follow(MOBILE, "fa", order.vendor_orders[0].vendor_id, listing_id)
    at(clock, 4, days=10)
    assert tell() == []
    at(clock, 10)
    assert len(tell()) == 1


def test_asking_twice_is_one_row_and_one_message(clock):
    maker = make.a_maker()
    one, two = follow(maker), follow(maker, locale="en")
    assert one.id == two.id
    assert asking.counts(maker.id) == (1, 0)
    clock.advance(minutes=1)
    make.a_live_listing(maker)
    at(clock, 17)
    ((_, text),) = tell()
    assert text.startswith("New from")


def test_the_number_is_sealed_and_found_by_nothing_readable():
    follow(make.a_maker())
    row = database.scalars(select(Follower)).one()
    kept = f"{row.mobile_hash} {row.sealed!r} {row.code} {row.link_token_hash}"
    assert MOBILE[-10:] not in kept
    assert links.token(row.code) not in kept


def test_stopping_withdraws_what_is_on_its_way_and_deletes_the_number(clock, worker, sms):
    maker = make.a_maker()
    follower = follow(maker)
    clock.advance(minutes=1)
    make.a_live_listing(maker)
    at(clock, 17)
    assert len(tell()) == 1  # waits in the outbox
    with unit_of_work():
        stopping.everything(asking.by_token(links.token(follower.code)))
    outbox.drain()
    assert database.scalar(select(func.count()).select_from(Message).where(
        Message.template == "follow_new")) == 0  # fmt: skip
    assert database.scalar(select(func.count()).select_from(Follower)) == 0
    with pytest.raises(NotFound):
        asking.by_token(links.token(follower.code))


def test_stopping_one_leaves_the_others_and_the_last_deletes_the_number():
    first, second = make.a_maker(), make.a_maker()
    follow(first)
    follower = follow(second)
    rows = asking.of(follower)
    keys = [row[0].id for row in rows]
    database.rollback()
    follow(first, mobile=OTHER)
    with unit_of_work():
        assert stopping.one(follower, keys[0])
        assert stopping.one(follower, keys[0])  # twice is once
    with unit_of_work():
        stranger = select(Follow.id).where(Follow.follower_id != follower.id)
        assert stopping.one(follower, database.scalars(stranger).one())
    assert asking.counts(first.id) == (2, 0)
    with unit_of_work():
        assert not stopping.one(follower, keys[1])
    assert asking.counts(first.id) == (1, 0)


def test_forty_are_enough(monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    makers = [make.a_maker() for _ in range(3)]
    follow(makers[0])
    follow(makers[1])
    with pytest.raises(DomainError):
        follow(makers[2])
    follow(makers[0])  # what is there already may be asked for again


def test_a_message_is_short_enough_whatever_the_title(clock):
    maker = make.a_maker(alias_fa="کارگاه هفت کلاف آوج")
    follow(maker)
    clock.advance(minutes=1)
    make.a_live_listing(maker, title_fa="گلیم " + "بسیار بلند " * 15)
    at(clock, 17)
    ((_, text),) = tell()
    assert sms_parts(text) <= 3


def test_nights_forget_who_waits_for_nothing(clock):
    listing_id, order = a_reserved_piece()
    with unit_of_work():
        asking.follow(MOBILE, "fa", order.vendor_orders[0].vendor_id, listing_id)
    free_again(order)
    assert len(tell()) == 1
    for days, left in ((0, 1), (91, 0)):
        clock.advance(days=days)
        with unit_of_work():
            stopping.forget_old(clock.now() - timedelta(days=90), 300)
        assert database.scalar(select(func.count()).select_from(Follower)) == left


def test_nights_keep_a_maker_s_followers_and_forget_who_waited_for_a_year(clock):
    listing_id, order = a_reserved_piece()
    vendor_id = order.vendor_orders[0].vendor_id
    with unit_of_work():
        asking.follow(MOBILE, "fa", vendor_id, listing_id)
        asking.follow(OTHER, "fa", vendor_id)
    clock.advance(days=460)
    with unit_of_work():
        stopping.forget_old(clock.now() - timedelta(days=90), 300)
    assert asking.counts(vendor_id) == (1, 0)
    assert database.scalar(select(func.count()).select_from(Follower)) == 1
