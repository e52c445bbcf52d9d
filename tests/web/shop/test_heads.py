"""What pages say to machines: schema.org, shared links, the map of the site, robots."""

import gzip
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from marketplace.catalogue import listings
from marketplace.discovery import feeding
from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from tests.discovery.test_collections import a_collection
from tests.support import factories

NASTY = '</script><script>alert("گلیم")</script>'
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def piece(session):
    return factories.a_live_listing(
        title_fa="گلیم لوزی", title_en="Lozenge kilim", weight_g=2400, story_fa=NASTY
    )


def page_of(client, listing, prefix=""):
    return client.get(f"{prefix}/i/{listing.public_id}", follow_redirects=True).text


def told(page):
    graph = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert graph
    return {str(one["@type"]): one for one in json.loads(graph[1])["@graph"]}


def test_a_piece_is_a_product_with_its_offer(piece, client):
    product = told(page_of(client, piece, "/en"))["Product"]
    assert product["name"] == "Lozenge kilim"
    assert product["sku"] == piece.scan_code
    assert product["weight"] == {"@type": "QuantitativeValue", "value": 2400, "unitCode": "GRM"}
    assert product["image"][0].startswith("http://localhost/m/")
    offer = product["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("18500000", "IRR")
    assert offer["availability"].endswith("/InStock")


def test_what_people_write_never_ends_the_element(piece, client):
    page = page_of(client, piece)
    assert "<script>alert" not in page
    assert NASTY in told(page)["Product"]["description"]


def test_a_sold_piece_says_so(piece, client):
    with factories.unit():
        listings.sell_out(factories.session.merge(piece))
    offer = told(page_of(client, piece))["Product"]["offers"]
    assert offer["availability"].endswith("/SoldOut")


def test_the_path_leads_from_home_to_the_piece(piece, client):
    path = told(page_of(client, piece, "/en"))["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in path] == ["Home", "Kilim", "Lozenge kilim"]
    assert path[0]["item"] == "http://localhost/en/"


def test_home_names_the_house_with_its_hours(client, session):
    with factories.unit():
        preferences.change(phone="+982832000000", address_fa="میدان کاروانسرا")
    house = told(client.get("/").text)["['Organization', 'Store']"]
    assert house["telephone"] == "+982832000000"
    assert house["address"]["streetAddress"] == "میدان کاروانسرا"
    assert house["openingHoursSpecification"][1]["dayOfWeek"] == ["Friday"]


def test_a_shared_link_shows_the_piece(piece, client):
    page = page_of(client, piece, "/en")
    assert '<meta property="og:title" content="Lozenge kilim">' in page
    assert '<meta property="og:type" content="product">' in page
    assert re.search(r'og:image" content="http://localhost/m/\w+/\d+\.jpg"', page)
    assert f'og:url" content="http://localhost/en/i/{piece.public_id}/' in page


def test_pages_that_are_not_kept_by_engines_say_nothing(client, session):
    assert "og:title" not in client.get("/basket").text


def test_the_map_names_every_piece_in_both_languages_with_its_photos(piece, client):
    index = ElementTree.fromstring(client.get("/sitemap.xml").text)
    parts = [one.text.removeprefix("http://localhost") for one in index.iter(f"{SITE}loc")]
    assert parts == ["/sitemap-pages.xml", "/sitemap-0.xml"]
    text = client.get(parts[1]).text
    addresses = [one.text for one in ElementTree.fromstring(text).iter(f"{SITE}loc")]
    assert len(addresses) == 2
    assert all(piece.public_id in one for one in addresses)
    assert text.count('hreflang="x-default"') == 2
    assert "<image:loc>http://localhost/m/" in text
    assert client.get("/sitemap-1.xml").status_code == 404
    pages = client.get(parts[0]).text
    assert "http://localhost/en/pieces/" in pages


def test_the_map_names_the_collections_of_these_days(piece, client):
    today = local_day(clock.now())
    a_collection(slug="gifts")
    a_collection(slug="past", first_day=today - timedelta(9), last_day=today - timedelta(2))
    a_collection(slug="drafted", show=False)
    pages = client.get("/sitemap-pages.xml").text
    for prefix in ("", "/en"):
        assert f"<loc>http://localhost{prefix}/collections/gifts</loc>" in pages
    assert "past" not in pages
    assert "drafted" not in pages


def test_a_part_is_read_by_blocks_and_written_once_an_edition(
    client, session, monkeypatch, queries
):
    for _ in range(3):
        factories.a_live_listing()
    monkeypatch.setattr(feeding, "BLOCK", 2)
    first = client.get("/sitemap-0.xml", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(first.data).count(b"<loc>") == 6
    queries.clear()
    again = client.get("/sitemap-0.xml", headers={"Accept-Encoding": "gzip"})
    assert again.data == first.data
    assert queries.count == 1, queries.statements  # the number of parts
    tag = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"}
    assert client.get("/sitemap-0.xml", headers=tag).status_code == 304
    factories.a_live_listing()
    newer = client.get("/sitemap-0.xml", headers=tag)
    assert gzip.decompress(newer.data).count(b"<loc>") == 8


def test_a_hidden_piece_leaves_the_map_at_once(piece, client):
    assert piece.public_id in client.get("/sitemap-0.xml").text
    with factories.unit():
        listings.take_down(factories.session.merge(piece))
    assert piece.public_id not in client.get("/sitemap-0.xml").text


def test_robots_are_shown_the_map(client):
    assert "Sitemap: http://localhost/sitemap.xml\n" in client.get("/robots.txt").text
