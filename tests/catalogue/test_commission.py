"""The office's share: the first row that fits, else the settings'; no row in vain."""

from datetime import timedelta

import pytest

from marketplace.catalogue import commission, prices
from marketplace.catalogue.commission import Wish
from marketplace.discovery import products
from marketplace.kernel import clock, eventlog, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout
from tests.support import factories as make

PRICE = 18_500_000


def add(rate_bp, *, above=None, days=0, **fits):
    day = local_day(clock.now()) + timedelta(days=days)
    wish = Wish(*(fits.get(name) for name in ("vendor_id", "craft_id", "channel")), day, rate_bp)
    with unit_of_work():
        return commission.add(wish, above)


def now():
    return commission.today(preferences.load())


def test_the_first_row_that_fits_is_taken_and_else_the_settings(session):
    fatemeh, other = make.a_maker(), make.a_maker(make.a_craft("جاجیم", "Jajim"))
    kilim, jajim = fatemeh.crafts[0].craft_id, other.crafts[0].craft_id
    add(500, vendor_id=fatemeh.id, channel="desk")
    add(700, vendor_id=fatemeh.id)
    add(1500, craft_id=jajim)
    rates = now()
    assert rates.of(fatemeh.id, kilim, "desk") == 500
    assert rates.of(fatemeh.id, kilim, "web") == 700
    assert rates.of(fatemeh.id, jajim) == 700
    assert rates.of(other.id, jajim) == 1500
    assert rates.of(other.id, kilim) == 1000


def test_a_piece_s_page_reads_the_same_row(session, clock):
    kilim = make.a_live_listing()
    vendor_id, craft = kilim.vendor_id, kilim.craft_id

    def read():
        return products.by_public_id(kilim.public_id, "fa").ours_bp

    assert read() is None
    for rate_bp, fits in ((1700, {"days": 2}), (1600, {"channel": "desk"}), (1300, {})):
        add(rate_bp, **fits)
    assert read() == now().of(vendor_id, craft) == 1300
    clock.advance(days=2)
    assert read() == now().of(vendor_id, craft) == 1700
    last = commission.listed()[0].id
    add(900, above=last, vendor_id=vendor_id, craft_id=craft)
    assert read() == now().of(vendor_id, craft) == 900


def test_a_row_waits_for_its_day(session, clock):
    add(1200, days=3)
    assert now().of(1, 1) == 1000
    clock.advance(days=3)
    assert now().of(1, 1) == 1200


def test_the_share_is_frozen_on_the_line(session):
    listing = make.a_live_listing()
    add(500, vendor_id=listing.vendor_id)
    row = add(2000, channel="desk", above=commission.listed()[0].id)
    order = make.an_order(listing)
    (line,) = order.vendor_orders[0].lines
    assert (line.commission_bp, line.commission) == (500, PRICE // 20)
    with unit_of_work():
        commission.remove(row.id)
        commission.change(commission.listed()[0].id, 4000)
    session.refresh(line)
    assert line.commission == PRICE // 20
    another = make.a_live_listing()
    with unit_of_work():
        wanted = [(another.public_id, 1)]
        at_desk = checkout.for_buyer_at_desk(wanted, "سارا م", None, make.staff("clerk").id)
    assert at_desk.vendor_orders[0].lines[0].commission_bp == 1000


def test_the_maker_reads_her_own_share_beside_the_price(session):
    draft = make.a_draft()
    add(500, vendor_id=draft.listing.vendor_id)
    found = prices.sums(draft, preferences.load())
    assert (found.commission_bp, found.share.amount) == (500, PRICE - PRICE // 20)


@pytest.mark.parametrize(
    ("wider", "row"),
    [
        ([{}], {"vendor_id": 1}),
        ([{"vendor_id": 1}], {"vendor_id": 1, "channel": "web"}),
        ([{"channel": "web"}, {"channel": "desk"}], {"vendor_id": 1}),
        ([{"craft_id": 1}], {"vendor_id": 1, "craft_id": 1, "days": 5}),
    ],
    ids=["everything", "the maker", "both channels", "a later day"],
)
def test_a_row_that_would_never_be_used_is_refused(session, wider, row):
    vendor = make.a_maker()
    known = {"vendor_id": vendor.id, "craft_id": vendor.crafts[0].craft_id}

    def real(fits):
        return {name: known.get(name, value) for name, value in fits.items()}

    for fits in wider:
        add(800, **real(fits))
    with pytest.raises(DomainError) as refused:
        add(500, **real(row))
    assert refused.value.sentence == commission.NEVER_USED
    assert refused.value.facts == {"row": len(wider) + 1, "above": len(wider)}
    session.rollback()
    first = add(500, above=commission.listed()[0].id, **real(row))
    assert commission.listed()[0].id == first.id


def test_a_later_day_goes_above_and_an_earlier_one_stays_below(session):
    today = add(800)
    later = add(900, days=5, above=today.id)
    with pytest.raises(DomainError), unit_of_work():
        commission.move_up(today.id)
    session.rollback()
    assert [row.id for row in commission.listed()] == [later.id, today.id]


def test_moving_changing_and_removing_are_in_the_log(session):
    vendor = make.a_maker()
    add(800, craft_id=vendor.crafts[0].craft_id)
    hers = add(500, vendor_id=vendor.id)
    with unit_of_work():
        commission.move_up(hers.id)
        commission.move_up(hers.id)
        assert commission.change(hers.id, 600)
        assert not commission.change(hers.id, 600)
    assert [row.position for row in commission.listed()] == [1, 2]
    assert commission.listed()[0].id == hers.id
    with unit_of_work():
        commission.remove(hers.id)
    names = [event.name for event in eventlog.history("commission", hers.id)]
    assert names == ["removed", "changed", "moved", "added"]
    assert [row.position for row in commission.listed()] == [1]
