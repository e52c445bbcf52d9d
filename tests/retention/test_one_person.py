"""One number's data on her wish: found kind by kind, handed out, erased at once or not at all."""

import json
import zipfile
from functools import partial

import pytest
from sqlalchemy import select

from marketplace import books
from marketplace.following import asking
from marketplace.following.models import Follower
from marketplace.kernel import eventlog
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.notify import send
from marketplace.notify.models import Message
from marketplace.notify.send import TOPIC
from marketplace.orders import cancelling, checkout, fulfilments, notes, questions, tasks
from marketplace.orders.models import Basket, Buyer, Order
from marketplace.orders.post import parcels, tariff_book
from marketplace.orders.post.models import OrderAddress
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.payments import refunds
from marketplace.payments.models import Payment
from marketplace.people.models import OneTimeCode
from marketplace.retention.person import archive, erasing, finding
from marketplace.vendors import members
from tests.races.rivals import all_at_once
from tests.retention.test_night import MOBILE, NAME, a_closed_order, everything
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session", "the_books_agree")
WORDS = "رنگ روناس ثابت است؟"  # without a half-space, which `everything` would escape
STREET = "کوچهٔ نرگس، پلاک هفت"
# The four last digits as a value of their own: a moment's fraction may hold the same ones.
HERS = (NAME, MOBILE, MOBILE[-10:], "'0987'", WORDS, STREET, "'4471'")


def erase(reason="wish_phone", mobile=MOBILE, seen=None):
    if seen is None:
        seen = erasing.mark(finding.look(mobile))
    with unit_of_work():
        counts = erasing.erase(mobile, reason, seen)
    database.expire_all()
    return counts


def an_order_for(phone, **fields):
    """An order by post to her street."""
    make.a_tariff()
    (method,) = tariff_book.methods()
    address = make.an_address(street=STREET, name=NAME, phone=phone)
    piece = make.a_live_listing(weight_g=700)
    return make.an_order(piece, method_id=method.id, address=address, **fields)


def transferred():
    """An order paid from card to card, with the picture that she sent, and handed over."""
    order = make.a_card_order(name=NAME, mobile=MOBILE)
    with unit_of_work():
        picture = documents.store(documents.check(make.a_jpeg()), None)
    make.confirmed(make.a_proof(order, document_id=picture.id, last4="4471"))
    make.at_office(order)
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)


def everything_of_hers():
    """An order for the post that arrived, with question, note, paper and receipt; a proof; a
    basket, a code and a following. The order that went by post."""
    order = an_order_for(MOBILE, name=NAME, mobile=MOBILE)
    clerk = make.staff("clerk").id
    (parcel,) = make.posted(order)
    with unit_of_work():
        question = questions.ask(order, WORDS)
        notes.write(order, clerk, WORDS)
        sheets.issue("label", [parcel.public_id], Asked("", "fa", clerk))
        parcels.keep_receipt(parcel, documents.store(documents.check(make.a_jpeg()), None))
        parcels.deliver(parcel)
    with unit_of_work():
        questions.answer(database.get(type(question), question.id), "می‌ماند", clerk)
    a_closed_order()
    transferred()
    make.a_basket(make.a_live_listing(), name=NAME, mobile=MOBILE)
    make.a_code_for(MOBILE)
    with unit_of_work():
        asking.follow(MOBILE, "fa", make.a_maker().id)
    return order


def test_everything_is_found_and_packed(session):
    everything_of_hers()
    found = finding.look(MOBILE)
    assert set(found.counts) >= {
        "orders", "pieces", "addresses", "questions", "notes", "parcels", "payments", "papers",
        "proofs", "messages", "follows", "baskets", "codes", "counters",
    }  # fmt: skip
    assert found.counts["orders"] == 3
    assert found.held == []
    with zipfile.ZipFile(archive.pack(found, "فهرست")) as file:
        names = set(file.namelist())
        assert {f"{kind}.json" for kind in found.kinds} | {"index.txt"} <= names
        for kind in ("parcels", "proofs"):
            assert any(name.startswith(f"pictures/{kind}-") for name in names)
        whole = "".join(file.read(name).decode() for name in names if name.endswith(".json"))
        assert all(word in whole for word in (NAME, MOBILE, WORDS, STREET))
        assert "_hash" not in whole
        assert {one["mobile"] for one in json.loads(file.read("orders.json"))} == {MOBILE}


def test_what_is_erased_is_gone_and_the_books_stay(session):
    order = everything_of_hers()
    total, paid = order.total, len(database.scalars(select(Payment)).all())
    assert books.check() == []
    database.rollback()
    stands = everything()
    assert [word for word in HERS if word not in stands] == []
    counts = erase()
    assert counts["orders"] == 3
    left = everything()
    for word in HERS:
        assert word not in left
    for model in (Basket, Buyer, OneTimeCode, Follower, OrderAddress, Document):
        assert database.scalars(select(model)).all() == [], model
    assert database.get(Order, order.id).total == total
    assert len(database.scalars(select(Payment)).all()) == paid
    assert finding.look(MOBILE).kinds == {}
    assert books.check() == []


def test_the_log_knows_who_asked_and_which_orders_and_no_number(session):
    order = everything_of_hers()
    erase("wish_letter")
    (event,) = eventlog.history(*erasing.SUBJECT)
    assert (event.name, event.reason) == ("erased", "wish_letter")
    assert order.id in event.changes["orders"][1]
    assert MOBILE[-4:] not in str(event.changes)


def an_order_under_way():
    return make.an_order(name=NAME, mobile=MOBILE)


def an_open_task():
    order = a_closed_order()
    with unit_of_work():
        tasks.open_("unclaimed", order, "")
    return order


def money_owed_back():
    """Paid, then taken off at the office: it ended, and her money is still here."""
    order = make.paid(make.at_office(make.an_order(name=NAME, mobile=MOBILE)))
    with unit_of_work():
        lines = [line.id for part in order.vendor_orders for line in part.lines]
        cancelling.by_staff(order, lines, "لک دارد", "vendor")
    database.expire_all()
    assert len(refunds.open_of(("order", order.id))) == 1
    return order


UNSETTLED = (an_order_under_way, an_open_task, money_owed_back)


@pytest.mark.parametrize("unsettled", UNSETTLED)
def test_what_is_not_settled_keeps_everything(session, unsettled):
    order, settled = unsettled(), a_closed_order()
    assert [one.id for one in finding.look(MOBILE).held] == [order.id]
    with pytest.raises(DomainError, match="not settled"):
        erase()
    database.expire_all()
    assert (order.name, settled.name) == (NAME, NAME)


def test_what_changed_after_it_was_looked_at_is_not_erased(session):
    order = a_closed_order()
    seen = erasing.mark(finding.look(MOBILE))
    make.a_basket(make.a_live_listing(), name=NAME, mobile=MOBILE)
    with pytest.raises(DomainError, match="changed"):
        erase(seen=seen)
    database.expire_all()
    assert order.name == NAME


def test_nothing_there_is_said_and_leaves_no_trace(session):
    with pytest.raises(DomainError, match="nothing under"):
        erase(seen="")
    assert database.scalars(select(Buyer)).all() == []


def test_a_parcel_for_her_in_anothers_order_loses_its_address_only(session):
    order = an_order_for(MOBILE)
    (parcel,) = make.posted(order)
    buyer = order.name
    assert [one.id for one in finding.look(MOBILE).held] == [order.id]
    with unit_of_work():
        parcels.deliver(parcel)
    erase()
    assert (order.name, order.erased_at) == (buyer, None)
    left = everything()
    for word in HERS:
        assert word not in left


def test_a_message_on_its_way_is_stopped_unless_she_has_an_account(session):
    maker = make.a_maker()
    (user,) = members.of(maker)
    for mobile in (MOBILE, user.mobile):
        with unit_of_work():
            send.sms("follow_back", mobile, "fa", ("listing", 1), f"k-{mobile}", title="", url="",
                     stop="")  # fmt: skip
        make.a_code_for(mobile)
        erase(mobile=mobile)
    kept = database.scalars(select(Message)).all()
    assert {one.recipient for one in kept} == {user.mobile}
    waiting = select(Outbox.id).where(Outbox.topic == TOPIC)
    assert set(database.scalars(waiting)) == {one.outbox_id for one in kept}


def test_neighbours_keep_everything(session):
    other = make.a_posted_order()
    (parcel,) = make.posted(other)
    with unit_of_work():
        parcels.deliver(parcel)
    name = other.name
    a_closed_order()
    erase()
    assert other.name == name
    assert database.scalars(select(OrderAddress)).one().order_id == other.id


def test_an_order_placed_meanwhile_is_whole_or_comes_after(app):
    closed = a_closed_order().id
    listing = make.a_live_listing()
    basket = make.a_basket(listing, name=NAME, mobile=MOBILE)
    code, key, view = make.a_code_for(MOBILE), basket.id, make.seen(basket)
    seen = erasing.mark(finding.look(MOBILE))
    database.rollback()

    def place():
        with unit_of_work():
            mine = database.get_one(Basket, key)
            return checkout.confirm(mine, code, *view, "a browser", "fa").id

    def end():
        with unit_of_work():
            erasing.erase(MOBILE, "wish_visit", seen)
        return "erased"

    placed, erased = all_at_once(app, [partial(place), partial(end)])
    database.rollback()
    if erased == "erased":
        assert isinstance(placed, Exception), "her basket and her code were gone"
        assert finding.look(MOBILE).kinds.keys() <= {"counters"}
    else:
        assert isinstance(erased, DomainError), erased
        assert database.get_one(Order, placed).name == NAME
        assert database.get_one(Order, closed).name == NAME
