"""Pieces like a piece: of its craft, at a near price, by other makers, by their turns."""

from datetime import timedelta

from marketplace.catalogue.models import Listing
from marketplace.discovery import beside, products
from marketplace.kernel import clock as house
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make


def near(listing):
    return beside.beside(products.by_public_id(listing.public_id, "fa"), "fa")


def alike(listing):
    return [piece.public_id for piece in near(listing).alike]


def change(listing, **fields):
    with unit_of_work():
        row = database.get(Listing, listing.id)
        for name, value in fields.items():
            setattr(row, name, value)


def test_of_its_craft_at_a_near_price_one_a_maker(session):
    piece = make.a_live_listing(price=10_000_000)
    maker, felt = make.a_maker(), make.a_craft("نمد", "Felt")
    make.a_live_listing(maker, price=9_000_000)
    newest = make.a_live_listing(maker, price=12_000_000)
    make.a_live_listing(price=30_000_000)
    make.a_live_listing(make.a_maker(felt), category_id=felt.id, price=10_000_000)
    older = make.a_live_listing(price=8_000_000)
    assert alike(piece)[:2] == [older.public_id, newest.public_id]
    assert len(alike(piece)) == 3  # her second piece comes last
    change(newest, turn=9)
    change(older, turn=10)
    assert alike(piece)[0] == newest.public_id


def test_only_what_can_be_had_now(session):
    piece, other = make.a_live_listing(), make.a_live_listing()
    assert alike(piece) == [other.public_id]
    change(other, free_from=house.now() + timedelta(days=1))
    assert alike(piece) == []
    change(other, free_from=house.now(), state="taken_down")
    assert alike(piece) == []


def test_her_others_are_counted_beside_them(session):
    maker = make.a_maker()
    piece, *others = (make.a_live_listing(maker) for _number in range(6))
    other = make.a_live_listing()
    found = near(piece)
    assert len(found.hers) == beside.HERS
    assert found.hers[0].public_id == others[-1].public_id
    assert found.total == 5
    assert [one.public_id for one in found.alike] == [other.public_id]


def test_the_page_of_a_sold_piece_leads_to_ones_that_can_be_had(client, session, queries):
    piece, other = make.a_live_listing(), make.a_live_listing(title_fa="گلیم مانند")
    change(piece, state="sold", sold_at=house.now())
    address = client.get(f"/i/{piece.public_id}").location
    client.get(f"/i/{other.public_id}", follow_redirects=True)  # the tree is known now
    queries.clear()
    page = client.get(address).text
    assert queries.count <= 6, queries.statements
    assert "مانندش را هنوز می‌شود خرید" in page
    assert other.public_id in page
    assert "گلیم مانند" in client.get(f"/p/{piece.scan_code}").text
