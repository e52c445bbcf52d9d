"""The last red one: one buyer gets it, whatever happens to the blue ones and to the family."""

from functools import partial

from sqlalchemy import select

from marketplace.catalogue import variants
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import OrderLine
from marketplace.stock.models import Lot
from tests.races.rivals import all_at_once
from tests.races.test_last_piece import baskets_for, confirm
from tests.support import factories as make, families


def test_two_colours_sell_out_each_by_itself(app, session):
    red, blue, _green = families.a_family(quantity=1)
    tasks = [partial(confirm, *one) for one in baskets_for(red, 8) + baskets_for(blue, 8)]
    won = [one for one in all_at_once(app, tasks) if isinstance(one, str)]
    assert len(won) == 2
    session.rollback()
    lots = session.scalars(select(Lot).where(Lot.listing_id.in_([red.id, blue.id]))).all()
    assert [(lot.quantity, lot.held) for lot in lots] == [(1, 1), (1, 1)]
    assert sorted(session.scalars(select(OrderLine.title_fa))) == [
        "جوراب پشمی، آبی", "جوراب پشمی، قرمز",
    ]  # fmt: skip


def add(listing_id, own, new):
    with unit_of_work():
        return variants.add(database.get_one(Listing, listing_id), own, new).id


def test_two_tabs_add_the_same_colour_once(app, session):
    vendor = make.a_maker()
    colour = families.an_option(vendor)
    socks = make.a_live_listing(vendor, quantity=2)
    red, blue, green = (choice.id for choice in colour.choices)
    tasks = [partial(add, socks.id, {colour.id: red}, {colour.id: new}) for new in (blue, green)]
    results = all_at_once(app, tasks * 4)
    assert len([one for one in results if isinstance(one, int)]) == 2, results
    refused = [one for one in results if not isinstance(one, int)]
    assert all(isinstance(one, DomainError) for one in refused), results
    session.rollback()
    found = session.scalars(select(Listing.combination).filter_by(family_id=socks.id)).all()
    assert sorted(found) == sorted(map(str, (red, blue, green)))
