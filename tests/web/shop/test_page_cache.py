"""Public pages are drawn once, and never shown when they are no longer true."""

import re
import threading
from datetime import timedelta

import pytest

from marketplace.catalogue import listings
from marketplace.discovery import hidden
from marketplace.kernel import preferences
from marketplace.kernel.db import Base
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import decisions
from marketplace.vendors.models import Vendor
from marketplace.web import page_cache
from tests.support import factories

NAMED = re.compile(r'(?:FROM|JOIN) "?(\w+)')
ASKERS = 128  # as many as a process answers at once; who comes later waits outside


@pytest.fixture
def piece(session):
    return factories.a_live_listing(title_fa="گلیم یکتا")


@pytest.fixture
def address(piece, client):
    return client.get(f"/i/{piece.public_id}", follow_redirects=True).request.path


def test_the_second_asker_gets_the_kept_page(client, address, queries):
    for path in ("/", "/pieces", "/pieces?q=گلیم", "/makers", "/caravanserai", address):
        first = client.get(path)
        queries.clear()
        second = client.get(path)
        assert queries.statements == [], path
        assert second.data == first.data, path
        assert second.headers["ETag"] == first.headers["ETag"]
        assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Content-Security-Policy" in second.headers
        assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_one_page_is_kept_in_whatever_sequence_it_is_asked_for(client, address, queries):
    first = client.get("/pieces?q=گلیم&sort=cheap&price=2&price=3")
    queries.clear()
    for same in ("price=2&q=گلیم&price=3&sort=cheap", "q=گلیم&q=گلیم&sort=cheap&price=2&price=3"):
        assert client.get(f"/pieces?{same}").data == first.data
    assert queries.statements == []
    assert (
        client.get("/pieces?sort=dear&sort=cheap").data
        != client.get("/pieces?sort=cheap&sort=dear").data
    )


def test_each_language_and_encoding_is_kept_by_itself(client, address):
    bodies = {
        (prefix, encoding): [
            client.get(prefix + address, headers={"Accept-Encoding": encoding}) for _ in range(2)
        ]
        for prefix in ("", "/en")
        for encoding in ("br", "gzip", "")
    }
    for (_prefix, encoding), (first, second) in bodies.items():
        assert second.headers.get("Content-Encoding", "") == encoding
        assert second.data == first.data
    assert len({pair[1].data for pair in bodies.values()}) == 6


def _reserve(piece):
    factories.an_order(piece)


def _suspend(piece):
    decisions.suspend(factories.session.get_one(Vendor, piece.vendor_id), "بررسی")


CHANGES = {
    "reserved": _reserve,
    "taken down": listings.take_down,
    "sold": listings.sell_out,
    "its maker suspended": _suspend,
    "cheaper": lambda piece: listings.quick_price(piece, Money(1_230_000)),
    "the house renamed": lambda _piece: preferences.change(bazaar_name_fa="کاروانسرای نو"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_page_is_shown_that_a_change_made_untrue(client, piece, address, session, change):
    paths = ("/", "/pieces", address)
    before = [client.get(path).data for path in paths]
    assert [client.get(path).data for path in paths] == before
    with unit_of_work():
        CHANGES[change](session.merge(piece))
    after = [client.get(path, follow_redirects=True).data for path in paths]
    assert after[2] != before[2]
    if change == "the house renamed":
        assert after[0] != before[0]
    if change in ("taken down", "its maker suspended"):
        assert all("گلیم یکتا" not in page.decode() for page in after[:2])


def test_a_hold_that_ends_by_time_alone_shows_the_piece_free(client, piece, address, clock):
    clock.set(clock.now())
    factories.an_order(piece)
    held = client.get(address).text
    assert client.get(address).text == held
    clock.advance(days=2, seconds=1)
    assert client.get(address).text != held


def test_a_maker_who_may_no_longer_sell_is_not_shown_a_second_longer(client, session, clock):
    clock.set(clock.now())
    piece, until = factories.a_live_listing(title_fa="جاجیم سه‌روزه"), clock.now()
    until += timedelta(days=3)
    with unit_of_work():
        session.merge(piece).sellable_until = until
    clock.set(until - timedelta(seconds=1))
    assert "جاجیم سه‌روزه" in client.get("/pieces").text
    clock.set(until)
    assert "جاجیم سه‌روزه" not in client.get("/pieces").text


def test_the_doors_open_by_time_alone(client, piece, clock):
    there = page_cache.horizon(clock.now(), preferences.Preferences())
    clock.set(there - timedelta(seconds=1))
    pages = [client.get("/caravanserai").text, client.get("/caravanserai").text]
    clock.set(there)
    assert client.get("/caravanserai").text != pages[0] == pages[1]


def test_kept_pages_show_nothing_of_the_hidden_tables(client, address, piece, queries):
    vendor = factories.session.get_one(Vendor, piece.vendor_id)
    queries.clear()
    for path in ("/", "/pieces?q=گلیم&sort=cheap", "/pieces/kilim", "/makers", "/caravanserai",
                 address, f"/makers/{vendor.public_id}", f"/p/{piece.scan_code}", "/terms",
                 "/privacy", "/robots.txt"):  # fmt: skip
        client.get(path, follow_redirects=True)
    named = {name for one in queries.statements for name in NAMED.findall(one)}
    assert "listing" in named
    assert named & set(hidden.TABLES) == set()


def test_of_every_table_somebody_decided_whether_pages_show_it():
    """A new one belongs into `hidden.TABLES`, unless something of it stands on a public page."""
    shown = {
        "attribute", "attribute_choice", "attribute_craft", "category", "certificate", "collection",
        "collection_piece", "commission_rate", "edition", "exchange_rate", "front_pin",
        "front_turn", "hold", "listing", "listing_attribute", "listing_picture", "lot", "member",
        "person", "picture", "picture_mark", "piece_number", "preferences", "requirement",
        "role_grant", "search_shape", "search_synonym", "search_term", "search_word", "season",
        "shipping_method", "shipping_rate", "tax_rate", "text_version", "translation", "vendor",
        "vendor_craft",
    }  # fmt: skip
    every = set(Base.metadata.tables)
    assert every - set(hidden.TABLES) == shown
    assert set(hidden.TABLES) <= every


def test_what_all_pages_ask_is_asked_once_an_edition(client, address, queries):
    for path in (address, "/pieces"):
        client.get(path + "?first")
    for path in (address, "/pieces", "/"):
        queries.clear()
        assert "کاروانسرا" in client.get(path + "?drawn=anew").text
        assert queries.count <= 6, (path, queries.statements)
        assert not {NAMED.findall(one)[0] for one in queries.statements} & {"preferences"}
    with unit_of_work():
        preferences.change(bazaar_name_fa="سرای نو")
    assert "سرای نو" in client.get(address + "?drawn=again").text


def test_errors_and_redirects_are_not_kept(client, piece, queries):
    for path in ("/i/nothing1", f"/i/{piece.public_id}"):
        client.get(path)
        queries.clear()
        client.get(path)
        assert queries.count > 0, path


def test_of_many_who_ask_at_once_one_draws(app, client, address, monkeypatch):
    pages, drawn, middle, go_on = app.extensions["pages"], [], threading.Event(), threading.Event()
    view = app.view_functions["shop.product"]

    def slow(**arguments):
        drawn.append(threading.current_thread())
        middle.set()
        go_on.wait(10)
        return view(**arguments)

    monkeypatch.setitem(app.view_functions, "shop.product", slow)
    slow.access = view.access
    bodies = []
    ask = lambda: bodies.append(app.test_client().get(address + "?once").data)  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(ASKERS)]
    threads[0].start()
    assert middle.wait(10)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert len(drawn) == 1
    assert len(bodies) == ASKERS
    assert len(set(bodies)) == 1
    assert pages._drawn == {}


def test_the_pages_of_a_process_stay_within_their_room(app, client, address, monkeypatch):
    monkeypatch.setattr(app.extensions["pages"], "_most", 150_000)
    pages = app.extensions["pages"]
    for number in range(30):
        assert client.get(f"/pieces?q=گلیم{number}").status_code == 200
    assert pages._bytes <= 150_000
    kept = pages._kept.values()
    assert pages._bytes == sum(len(page.body) + page_cache.OVERHEAD for page in kept)
