"""A buyer picks a colour by plain links; lists show one card; the order says which one."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from marketplace.catalogue import listings, revisions, variants
from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import FOR_SALE
from marketplace.discovery.reading import read
from marketplace.kernel import clock
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make, families


@pytest.fixture
def family(session):
    return families.a_family()


def page(client, listing, way=""):
    return client.get(f"{way}/i/{listing.public_id}", follow_redirects=True).text


def test_a_list_shows_the_cheapest_once_and_says_from(client, family):
    red, blue, green = family
    text = client.get("/pieces").text
    assert text.count('<li class="card">') == 1
    assert "جوراب پشمی، سبز" in text
    assert "<small>از</small>&nbsp;۱٬۵۰۰٬۰۰۰" in text
    with unit_of_work():
        listings.set_quantity(green, 0)
    text = client.get("/pieces").text
    assert "جوراب پشمی، قرمز" in text
    with unit_of_work():
        listings.set_quantity(red, 0)
        listings.set_quantity(blue, 0)
    assert '<li class="card">' not in client.get("/pieces").text


def test_each_colour_has_its_page_with_links_to_the_others(client, family):
    red, blue, green = family
    with unit_of_work():
        listings.set_quantity(green, 0)
    text = page(client, red)
    assert f'href="/i/{blue.public_id}/' in text
    assert "<bdi>آبی</bdi><small>۲٬۰۰۰٬۰۰۰ تومان</small>" in text.replace("\u00a0", " ")
    assert '<a class="chip chip-off"' in text
    assert "<bdi>سبز</bdi><small>فروخته شد</small>" in text
    assert 'aria-current="true"' in text
    assert "More of hers" not in page(client, red, "/en")
    assert f'href="/i/{blue.public_id}/' in page(client, green)


def test_what_is_not_made_leads_to_what_is(client, session):
    vendor = make.a_maker()
    colour = families.an_option(vendor)
    size = families.an_option(vendor, "اندازه", ("کوچک", "Small"), ("بزرگ", "Large"))
    both = {str(colour.id): colour.choices[0].id, str(size.id): size.choices[0].id}
    red = make.a_live_listing(vendor, title_fa="جوراب", attributes=both)
    own = {int(key): value for key, value in both.items()}
    new = {colour.id: colour.choices[1].id, size.id: size.choices[1].id}
    with unit_of_work():
        revision = variants.add(red, own, new)
        revisions.submit(revision)
    with unit_of_work():
        revisions.approve(revision)
    text = page(client, red)
    assert "<bdi>آبی</bdi><small>فقط با بزرگ</small>" in text
    assert text.count(f'href="/i/{revision.listing.public_id}/') == 2


def test_the_basket_and_the_order_keep_which_one(client, session, family):
    red, blue, _green = family
    client.post("/basket/lines", data={"listing": blue.public_id})
    client.post("/basket/lines", data={"listing": red.public_id})
    basket = client.get("/basket").text
    assert "جوراب پشمی، آبی" in basket
    assert "جوراب پشمی، قرمز" in basket
    order = make.an_order(blue)
    (line,) = order.vendor_orders[0].lines
    assert (line.title_fa, line.title_en, line.unit_price) == (
        "جوراب پشمی، آبی", "Wool socks, Blue", 20_000_000,
    )  # fmt: skip


def test_a_piece_without_variants_asks_nothing_more(client, session, queries):
    alone, (red, *_others) = make.a_live_listing(), families.a_family()
    page(client, alone)
    page(client, red)
    counts = []
    for listing in (alone, red):
        with unit_of_work():
            listing.created_at = clock.now()
        queries.clear()
        page(client, listing)
        counts.append(queries.count)
    assert counts[0] <= counts[1] - 3


def test_one_of_each_family_is_shown_the_best_for_a_buyer(session, family):
    dice = random.Random(7)
    keys = [one.id for one in family]
    now = clock.now()
    moments = (None, now - timedelta(days=1), now + timedelta(days=1))
    for _turn in range(60):
        stand = {}
        with unit_of_work():
            for key in keys:
                stand[key] = (dice.choice((5, 6)), dice.choice(moments), dice.random() < 0.8)
                price, free, live = stand[key]
                session.execute(
                    update(Listing).where(Listing.id == key).values(
                        price=price, free_from=free, state="live" if live else "taken_down")
                )  # fmt: skip
        shown = [row.id for row in read(select(Listing.id).where(FOR_SALE))]
        live = [key for key in keys if stand[key][2]]
        free = {key: stand[key][1] is not None and stand[key][1] <= now for key in keys}
        best = sorted(live, key=lambda key: (not free[key], stand[key][0], key))[:1]
        assert shown == best, stand
