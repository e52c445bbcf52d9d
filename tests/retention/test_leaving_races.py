"""Two who act at the same moment: one of them is whole, the other reads why not."""

from functools import partial

import pytest
from sqlalchemy import select

from marketplace.catalogue import revisions
from marketplace.catalogue.models import Listing
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout
from marketplace.orders.models import Basket, Order, VendorOrder
from marketplace.people.models import RoleGrant, User
from marketplace.retention.person import erasing, finding
from marketplace.vendors import profile
from marketplace.vendors.models import NOBODY, Vendor
from marketplace.vendors.profile import Profile
from tests.races.rivals import all_at_once
from tests.retention.leaving import NAME, a_colleague, a_maker, administrator
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")
BUYER = "+989123450987"


def ending(address, by):
    """Her account is erased by this person, as it stands now."""
    seen = erasing.mark(finding.look(address), whole=True)

    def end():
        with acting(by), unit_of_work():
            erasing.erase(address, "wish_visit", seen, whole=True)
        return "erased"

    return partial(end)


@pytest.mark.parametrize("_again", range(3))
def test_an_order_for_her_piece_is_whole_or_never_comes(app, _again):
    vendor, user = a_maker()
    basket = make.a_basket(make.a_live_listing(vendor), name="خریدار", mobile=BUYER)
    code, key, view = make.a_code_for(BUYER), basket.id, make.seen(basket)
    mine, hers = vendor.id, user.id
    end = ending(user.mobile, administrator())
    database.rollback()

    def place():
        with unit_of_work():
            order = checkout.confirm(database.get_one(Basket, key), code, *view, "a browser", "fa")
            return order.id

    placed, erased = all_at_once(app, [partial(place), end])
    database.rollback()
    state = database.scalar(select(Vendor.state).filter_by(id=mine))
    name = database.scalar(select(User.name).filter_by(id=hers))
    if erased == "erased":
        assert isinstance(placed, DomainError), placed
        assert database.scalars(select(Order)).all() == []
        assert (state, name[0]) == ("erased", "#")
    else:
        assert isinstance(erased, DomainError), erased
        assert (
            database.scalars(select(VendorOrder).filter_by(vendor_id=mine)).one().order_id == placed
        )
        assert (state, name) == ("active", NAME)


def her_new_words(vendor, user):
    """Her page is written anew by herself."""
    who, key = Actor(kind="user", user_id=user.id, role="artisan"), vendor.id

    def write():
        with acting(who), unit_of_work():
            profile.change(database.get_one(Vendor, key), Profile("نام تازهٔ او"))
        return "written"

    return write


def her_new_piece(vendor, user):
    """She begins another piece."""
    who, key = Actor(kind="user", user_id=user.id, role="artisan"), vendor.id

    def begin():
        with acting(who), unit_of_work():
            revisions.start(database.get_one(Vendor, key))
        return "written"

    return begin


@pytest.mark.parametrize("her_way", [her_new_words, her_new_piece])
def test_what_she_writes_at_that_moment_goes_too_or_is_refused(app, her_way):
    vendor, user = a_maker()
    write, end = her_way(vendor, user), ending(user.mobile, administrator())
    key = vendor.id
    database.rollback()
    written, erased = all_at_once(app, [write, end])
    database.rollback()
    assert erased == "erased" or isinstance(erased, DomainError), erased
    if erased == "erased":
        assert written == "written" or isinstance(written, DomainError), written
        assert database.scalar(select(Vendor.alias_fa).filter_by(id=key)) == NOBODY["fa"]
        assert set(database.scalars(select(Listing.state).filter_by(vendor_id=key))) <= {"erased"}


def test_two_administrators_erase_her_once(app):
    _vendor, user = a_maker()
    second = a_colleague("دیگری", roles=("administrator",), email="second@example.org")
    other = Actor(kind="user", user_id=second.id, role="administrator")
    ends = [ending(user.mobile, administrator()), ending(user.mobile, other)]
    database.rollback()
    results = all_at_once(app, ends)
    assert sorted(map(type, results), key=str) == [DomainError, str]


def test_two_administrators_cannot_erase_each_other(app):
    first = a_colleague("یکی", roles=("administrator",), email="first@example.org")
    second = a_colleague("دیگری", roles=("administrator",), email="second@example.org")
    who = [Actor(kind="user", user_id=one.id, role="administrator") for one in (first, second)]
    ends = [ending(second.email, who[0]), ending(first.email, who[1])]
    database.rollback()
    results = all_at_once(app, ends)
    database.rollback()
    assert results.count("erased") == 1
    assert len(database.scalars(select(RoleGrant).filter_by(role="administrator")).all()) == 1
