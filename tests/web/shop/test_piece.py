"""The page of a piece in each of its states, and its tag's."""

from datetime import timedelta

import pytest

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock as time
from marketplace.stock import projection
from marketplace.stock.models import Lot
from tests.support import factories


@pytest.fixture
def piece(session):
    return factories.a_live_listing(title_fa="گلیم لوزی", title_en="Lozenge kilim")


def page_of(client, listing, prefix=""):
    return client.get(f"{prefix}/i/{listing.public_id}", follow_redirects=True)


def test_any_ending_leads_to_the_right_address(piece, client):
    for ending in ("", "/another", "/%D8%BA"):
        answer = client.get(f"/i/{piece.public_id}{ending}")
        assert answer.status_code == 301
    answer = client.get(f"/en/i/{piece.public_id}/another")
    assert answer.headers["Location"].startswith(f"/en/i/{piece.public_id}/")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_piece_for_sale_says_what_it_costs_and_can_be_reserved(piece, client):
    page = page_of(client, piece, "/en").text
    assert "1,850,000" in page
    assert "one million eight hundred and fifty thousand Toman" in page
    assert "One of a kind" in page
    assert f'name="listing" value="{piece.public_id}"' in page
    assert 'action="/en/basket/lines"' in page
    assert "1,665,000" in page  # nine tenths of it go to the maker
    assert piece.scan_code in page


def test_the_price_stands_in_words_and_persian_digits(piece, client):
    page = page_of(client, piece).text
    assert "۱٬۸۵۰٬۰۰۰" in page
    assert "یک میلیون و هشتصد و پنجاه هزار تومان" in page


def test_english_falls_back_to_persian(client, session):
    only_persian = factories.a_live_listing(title_fa="گلیمک", title_en="")
    assert "<bdi>گلیمک</bdi></h1>" in page_of(client, only_persian, "/en").text


def test_a_reserved_piece_says_until_when_and_offers_no_button(piece, client, session):
    with factories.unit():
        session.get(Listing, piece.id).free_from = time.now() + timedelta(days=1)
    page = page_of(client, piece, "/en").text
    assert "Reserved for somebody else" in page
    assert "free again on" in page
    assert 'name="listing"' not in page
    assert "Reserved" in client.get("/en/pieces").text


def test_a_full_order_book_offers_no_button(client, session):
    made = factories.a_live_listing(kind="made_to_order", lead_days=20, open_limit=1)
    assert "she needs 20 days" in page_of(client, made, "/en").text
    with factories.unit():
        session.get(Listing, made.id).free_from = None
    page = page_of(client, made, "/en").text
    assert "Her order book is full" in page
    assert 'name="listing"' not in page


def test_a_sold_piece_keeps_its_page_without_a_price(piece, client, session):
    other = factories.a_live_listing(
        session.get(factories.Vendor, piece.vendor_id), title_en="Her other kilim"
    )
    sell(session, piece)
    page = page_of(client, piece, "/en").text
    assert "was sold on" in page
    assert "1,850,000" not in page.split('id="more"')[0]
    assert 'name="listing"' not in page
    assert "Her other kilim" in page
    assert "Lozenge kilim" not in client.get("/en/pieces").text
    maker = session.get(factories.Vendor, other.vendor_id)
    gallery = client.get(f"/en/makers/{maker.public_id}", follow_redirects=True).text
    assert "Lozenge kilim" in gallery.split("Sold pieces")[1]


def test_sold_pieces_of_a_suspended_maker_are_hidden_too(piece, client, session):
    from marketplace.vendors import decisions

    sell(session, piece)
    with factories.unit():
        decisions.suspend(session.get(factories.Vendor, piece.vendor_id), "پرونده ناقص است")
    assert page_of(client, piece).status_code == 404
    assert client.get(f"/p/{piece.scan_code}").status_code == 404


def test_a_piece_whose_certificate_ended_is_not_shown(piece, client, session):
    with factories.unit():
        session.get(Listing, piece.id).sellable_until = time.now() - timedelta(seconds=1)
    assert page_of(client, piece).status_code == 404


def test_a_draft_has_no_page(client, session):
    draft = factories.a_draft()
    assert page_of(client, draft.listing).status_code == 404


def test_what_people_wrote_is_shown_as_text(client, session):
    nasty = factories.a_live_listing(
        title_fa="<script>alert(1)</script> گلیم", story_fa="یک\n<b>دو</b>", title_en=""
    )
    page = page_of(client, nasty).text
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;دو&lt;/b&gt;" in page


def test_a_tag_tells_the_maker_s_story_first(client, session):
    maker = factories.a_maker(story_fa="رنگ را خودم می‌پزم.", story_en="I cook the dye myself.")
    piece = factories.a_live_listing(maker, story_en="A light kilim.")
    page = client.get(f"/en/p/{piece.scan_code}").text
    assert page.index("I cook the dye myself.") < page.index("A light kilim.")


def test_a_code_may_be_typed_as_people_type(piece, client):
    persian = piece.scan_code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    spaced = f"{piece.scan_code[:3]} {piece.scan_code[3:]}".lower()
    for typed in {persian, spaced} - {piece.scan_code}:
        answer = client.get(f"/p/{typed}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/p/{piece.scan_code}")
    found = client.get("/p", query_string={"code": spaced})
    assert found.headers["Location"] == f"/p/{piece.scan_code}"


@pytest.mark.parametrize("code", ["ZZZZZZ", "!!", "x" * 300, "<script>"])
def test_an_unknown_tag_is_sent_to_the_clerk(client, code):
    page = client.get(f"/en/p/{code}", follow_redirects=True)
    assert page.status_code == 404
    assert "Show it to the clerk" in page.text
    typed = client.get("/en/p", query_string={"code": code}, follow_redirects=True)
    assert typed.status_code == 404


def sell(session, piece) -> None:
    """The last piece of it was handed over."""
    with factories.unit():
        for lot in session.query(Lot).filter_by(listing_id=piece.id):
            lot.quantity = 0
        session.flush()
        projection.refresh([piece.id])
