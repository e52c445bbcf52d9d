"""Cards and addresses go with the names of their owners; what is unsettled keeps them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.kernel import clock as kernel_clock, eventlog
from marketplace.kernel.db import session as database
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.orders import forgetting, fulfilments, tasks
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.post import parcels, postage
from marketplace.orders.post.models import OrderAddress
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payments import refunds
from marketplace.payments.proof_models import Proof
from tests.retention.test_night import a_closed_order, everything
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def a_paper():
    with unit_of_work():
        return documents.store(documents.check(make.a_jpeg()), None)


def a_year_later(clock, order):
    clock.advance(days=365)
    with unit_of_work():
        forgetting.contacts(kernel_clock.now() - timedelta(days=180), 10)
    database.expire_all()
    return database.get(Order, order.id).erased_at is not None


def close(order):
    """Brought and handed over."""
    make.at_office(order)
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)


def test_a_proofs_picture_words_and_card_go_and_the_banks_number_stays(clock):
    order, treasurer = make.a_card_order(), make.staff("treasurer").id
    first = make.a_proof(order, "140509027730", document_id=a_paper().id, last4="4471")
    with unit_of_work():
        ahead.refuse(first, "other", "نام سارا محمدی روی رسید نیست", treasurer)
    make.confirmed(make.a_proof(order, "140509027731", document_id=a_paper().id, last4="4472"))
    close(order)
    assert a_year_later(clock, order)
    found = database.scalars(select(Proof).order_by(Proof.id)).all()
    assert [one.number for one in found] == ["140509027730", "140509027731"]
    assert {(one.last4, one.words, one.document_id) for one in found} == {("••••", "", None)}
    assert database.scalars(select(Document)).all() == []


def test_the_posts_receipt_goes_with_the_address(clock):
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    receipt = a_paper()
    with unit_of_work():
        parcels.keep_receipt(parcel, receipt)
        parcels.deliver(parcel)
    assert a_year_later(clock, order)
    assert database.scalars(select(Document)).all() == []
    assert database.scalars(select(OrderAddress)).all() == []
    left = everything()
    for words in ("خیابان نمونه", "سارا محمدی", "1234567891", "989000010099"):
        assert words not in left


def test_what_papers_say_goes_and_their_numbers_stay(clock):
    order, neighbour = make.a_posted_order(), make.a_posted_order()
    (parcel,), (other,) = make.posted(order), postage.of_order(neighbour)
    asked = Asked("", "fa", make.staff("clerk").id)
    with unit_of_work():
        for kind in ("label", "packing"):
            sheets.issue(kind, [parcel.public_id], asked)
        sheets.issue("order", [order.code, neighbour.code], asked)
        sheets.issue("handover", [parcel.public_id, other.public_id], asked)
        parcels.deliver(parcel)
    assert a_year_later(clock, order)
    papers = database.scalars(select(Paper).order_by(Paper.id)).all()
    gone = {paper.kind for paper in papers if paper.erased_at}
    assert gone == {"label", "packing", "order", "handover"}
    assert [paper.number for paper in papers if paper.kind == "order"] == [1, 2]
    kept = [paper for paper in papers if paper.body]
    assert [issuing.content(paper)["order"] for paper in kept] == [show_code(neighbour.code)]
    assert all(issuing.content(paper) is None for paper in papers if paper.erased_at)
    assert [event.name for event in eventlog.history("paper", papers[0].id)] == ["erased", "issued"]
    with unit_of_work():
        forgetting.contacts(kernel_clock.now() - timedelta(days=180), 10)
    assert len(eventlog.history("paper", papers[0].id)) == 2


def test_money_to_be_given_back_keeps_the_buyer_until_it_is_settled(clock):
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    close(order)
    assert not a_year_later(clock, order)
    (due,) = refunds.open_of(("order", order.id))
    with unit_of_work():
        ahead.give_back(due, make.staff("treasurer").id)
    assert a_year_later(clock, order)


def test_an_open_task_keeps_the_buyer_and_a_closed_one_loses_its_words(clock):
    order = a_closed_order()
    with unit_of_work():
        tasks.open_("unclaimed", order, "سارا گفت فردا می‌آید")
    assert not a_year_later(clock, order)
    (task,) = tasks.of_order(order.id)
    with unit_of_work():
        tasks.done(task, make.staff("clerk").id, "با سارا حرف زدم")
    assert a_year_later(clock, order)
    assert (task.words, task.outcome) == ("", "")
