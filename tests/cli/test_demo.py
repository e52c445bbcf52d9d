from collections import Counter

import pytest
from sqlalchemy import func, select

from marketplace import books
from marketplace.catalogue.models import Listing, Revision
from marketplace.cli.seeding import demo, texts
from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.text import contact_details
from marketplace.media import pictures, storage
from marketplace.media.models import Picture
from marketplace.notify.models import DemoText
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.post.models import Parcel
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.people import passwords
from marketplace.people.models import STAFF_ROLES, User
from marketplace.stock import projection
from marketplace.vendors import eligibility
from marketplace.vendors.models import Vendor
from tests.support.clients import Client


@pytest.fixture
def seeded(make_app) -> Client:
    """A visitor of a demo that was just made."""
    app = make_app(demo_phone=True, sms_key="", smtp_url="")
    with app.app_context():
        assert demo.seed_once()
    client: Client = app.test_client()
    return client


def test_the_demo_is_a_whole_shop(seeded, session) -> None:
    _pieces()
    _people()
    _orders()
    _payouts()
    _nothing_is_left_to_do()
    _everything_is_marked_as_sample()
    assert not demo.seed_once()
    for path in ("/", "/en/", "/pieces", "/makers", "/caravanserai", "/demo/phone"):
        assert seeded.get(path).status_code == 200, path


def _pieces() -> None:
    states = Counter(session.scalars(select(Listing.state)))
    assert states == {"live": 31, "sold": 2, "new": 3}
    live = session.scalars(select(Listing).filter_by(state="live")).all()
    assert {one.kind for one in live} == {"one_of_a_kind", "stocked", "made_to_order"}
    for one in live:
        assert one.title_en, one.title_fa
        assert one.story_en, one.title_fa
        assert not contact_details(one.story_fa)
        assert one.pictures[0].alt_en, one.title_fa
        assert one.sellable_until, one.title_fa
    waiting = select(Revision).join(Listing).where(Listing.state == "new")
    found = {one.state: one for one in session.scalars(waiting)}
    assert set(found) == {"pending", "changes_asked", "draft"}
    assert found["draft"].pictures == []
    assert found["changes_asked"].asked


def _people() -> None:
    assert Counter(session.scalars(select(Vendor.state))) == {"active": 7, "applied": 1}
    assert eligibility.drifted() == []
    assert projection.drifted() == []
    assert books.check() == []
    staff = session.scalars(select(User).where(User.email.is_not(None))).all()
    assert {role for one in staff for role in one.roles} == set(STAFF_ROLES)
    assert passwords.verify(staff[0].password_hash, texts.PASSWORD)


def _orders() -> None:
    orders = session.scalars(select(Order)).all()
    assert {one.state for one in orders} == {
        "placed", "making", "ready", "sent", "closed", "declined", "lapsed", "cancelled",
    }  # fmt: skip
    parts = set(session.scalars(select(VendorOrder.state)))
    assert parts == {
        "placed", "accepted", "making", "ready", "closed", "declined", "lapsed", "cancelled",
    }  # fmt: skip
    assert all(one.placed_at < clock.now() for one in orders)
    posted = set(session.scalars(select(Parcel.state)))
    assert posted == {"waiting", "shipped", "returned"}
    assert set(session.scalars(select(Parcel.posted_by))) == {"office", "vendor"}
    assert {one.channel for one in orders} == {"web", "desk"}
    moments = list(session.scalars(select(Event.at).order_by(Event.id)))
    assert moments == sorted(moments), "the log tells the story in its order"


def _payouts() -> None:
    runs = session.scalars(select(PayoutRun).order_by(PayoutRun.id)).all()
    assert [one.state for one in runs] == ["settled", "draft"]
    assert Counter(session.scalars(select(Payout.state))) == {"settled": 2, "draft": 2}
    assert books.check() == []


def _nothing_is_left_to_do() -> None:
    assert set(session.scalars(select(Outbox.state))) == {"done"}
    for picture in session.scalars(select(Picture)):
        assert picture.state == "ready"
        for width in pictures.widths(picture):
            assert storage.pictures.path(picture.key, f"{width}.webp").exists()
    oldest = session.scalar(select(func.min(DemoText.at)))
    assert oldest
    assert (clock.now() - oldest).days > 30, "messages arrived when they were sent"


def _everything_is_marked_as_sample() -> None:
    for model in (Listing, Vendor, Order, Picture):
        assert set(session.scalars(select(model.sample))) == {True}, model
    mobiles = [*session.scalars(select(User.mobile)), *session.scalars(select(Order.mobile))]
    assert all(one.startswith("+98900000") for one in mobiles if one)
