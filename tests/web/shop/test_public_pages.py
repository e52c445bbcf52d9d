"""What every page that carries nothing personal owes: headers, few queries, two languages."""

import pytest

from tests.support import factories

LISTS = ("/pieces", "/pieces/kilim", "/pieces?q=گلیم&sort=cheap")
ADDRESSES = ("/", *LISTS, "/makers", "/caravanserai")


@pytest.fixture
def piece(session):
    return factories.a_live_listing()


@pytest.fixture
def addresses(piece, client):
    """Every kind of public page, with redirects followed."""
    vendor = factories.session.get(factories.Vendor, piece.vendor_id)
    own = (f"/i/{piece.public_id}", f"/makers/{vendor.public_id}", f"/p/{piece.scan_code}")
    found = [client.get(address, follow_redirects=True).request.full_path for address in own]
    return [*ADDRESSES, *(address.rstrip("?") for address in found)]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_can_be_kept_by_anybody_and_are_asked_for_anew(addresses, client, prefix):
    for address in addresses:
        page = client.get(prefix + address)
        assert page.status_code == 200, address
        assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Set-Cookie" not in page.headers
        assert "Cookie" not in page.headers.get("Vary", "")
        again = client.get(prefix + address, headers={"If-None-Match": page.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), address


def test_the_page_is_the_same_for_somebody_signed_in(addresses, client):
    before = [client.get(address).data for address in addresses]
    factories.sign_in_as(client, "administrator")
    client.set_cookie("basket", "whatever")
    assert [client.get(address).data for address in addresses] == before


def test_no_page_asks_more_than_six_things_of_the_database(addresses, client, queries):
    client.get("/pieces?q=گلیم")  # counts an edition's pieces, for all lists
    for address in [*addresses, "/p/ZZZZZZ"]:
        queries.clear()
        client.get(address)
        assert queries.count <= 6, (address, queries.statements)
    queries.clear()
    client.get("/pieces?q=nothing+like+it")  # looks for slips of each word, and for the nearest
    assert queries.count <= 16, queries.statements


def test_pages_name_themselves_and_their_other_language(addresses, client):
    for address in addresses:
        text = client.get(address).text
        assert text.count("<h1") == 1, address
        assert '<link rel="canonical" href="http://localhost/' in text
        for language in ("fa", "en", "x-default"):
            assert f'hreflang="{language}"' in text
        assert '<meta name="description" content="' in text
        assert '<html lang="en" dir="ltr">' in client.get("/en" + address).text


def test_a_shop_without_pieces_still_shows_the_way(client):
    home = client.get("/en/").text
    assert "The first pieces are being photographed" in home
    assert "No maker sells here yet" in client.get("/en/makers").text
    assert "Nothing here just now" in client.get("/en/pieces").text


def test_robots_are_asked_to_leave_personal_pages_alone(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /basket\n" in text
    assert "Disallow: /en/office\n" in text
    assert "Disallow: /pieces" not in text
