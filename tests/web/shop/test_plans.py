"""How the engine goes about what public pages ask: along an index, never through a whole table."""

import re

import pytest
from sqlalchemy import event, select

from marketplace.catalogue import attributes, categories
from marketplace.catalogue.models import Listing
from marketplace.cli.seeding import bulk
from marketplace.kernel.db import db, locked
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors.models import Vendor
from marketplace.web.access import access_of
from tests.support import factories

LARGE = "listing|listing_attribute|listing_picture|search_word|search_term|search_shape"
WHOLE = re.compile(rf"(?:SCAN (?:{LARGE})$|Seq Scan on (?:{LARGE})\b)", re.MULTILINE)
ADDRESSES = (
    "/", "/pieces", "/pieces?page=3", "/pieces?sort=cheap", "/pieces?sort=dear&page=4",
    "/pieces/kilim?ready=1", "/pieces?price=2&price=3&unique=1&craft=kilim", "/pieces?place=آوج",
    "/pieces?q=گلیم", "/pieces?q=گلیم+روناسی&sort=cheap", "/pieces?q=گلبم+پشمي", "/pieces?q=gelim",
    "/pieces?q=زیر+۵۰۰+هزار+تومان", "/pieces?q=نیست+هیچ", "/search?q=گل&part=1", "/search?q=گلبم",
    "/makers", "/makers?page=2", "/feeds/google.xml", "/sitemap.xml", "/sitemap-0.xml",
    "/sitemap-pages.xml", "/liked", "/caravanserai", "/p", "/robots.txt", "/terms/about",
    "/collections/none", "/c/none", "/wishes/thanks", "/follow/ended",
)  # fmt: skip


@pytest.fixture
def asked(app):
    """Statements and their values as they reach the driver."""
    seen = []

    def note(_line, _cursor, statement, parameters, _context, _many):
        if statement.startswith(("SELECT", "WITH")):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def plan(statement, parameters) -> str:
    """The engine's plan; PostgreSQL's with so few rows only when it may not read a whole table."""
    postgres = db.engine.dialect.name == "postgresql"
    with db.engine.connect() as connection:
        cursor = connection.connection.cursor()
        if postgres:
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'' if postgres else 'QUERY PLAN '}{statement}", parameters)
        rows = cursor.fetchall()
        if postgres:
            cursor.execute("RESET enable_seqscan")
    return "\n".join(str(row[-1]) for row in rows)


def answered() -> list[str]:
    """Lists that are narrowed by what their craft is asked, whole and in part."""
    kilim = next(one for one in categories.crafts() if one.slug == "kilim")
    rows = [row for row in attributes.of_craft(kilim.id) if row.kind == "choice"]
    first, second = (f"a{row.id}={row.choices[0].id}" for row in rows[:2])
    number = next(row for row in attributes.everything() if row.kind == "number")
    return [
        f"/pieces/kilim?{first}", f"/pieces/kilim?{first}&{second}&price=2&ready=1&sort=cheap",
        f"/pieces?q=گلیم&{first}", f"/pieces?q=گلیم+پشمی&{first}&sort=dear",
        f"/pieces?a{number.id}=1000&a{number.id}=20000&page=2", f"/pieces/kilim?{second}&page=2",
    ]  # fmt: skip


def of_one(session) -> list[str]:
    """The pages of one piece and of its maker."""
    piece = session.scalars(select(Listing).filter_by(state="live").limit(1)).one()
    maker = session.get_one(Vendor, piece.vendor_id).public_id
    return [
        f"/i/{piece.public_id}", f"/i/{piece.public_id}/photos/1", f"/p/{piece.scan_code}",
        f"/makers/{maker}", f"/pieces?maker={maker}", f"/pieces?maker={maker}&sort=cheap&page=2",
    ]  # fmt: skip


def public(app) -> set[str]:
    """The endpoints of all pages that are kept whole."""
    return {
        rule.endpoint for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("shop.") and "GET" in (rule.methods or ())
        and (may := access_of(app.view_functions[rule.endpoint])) and may.public
    }  # fmt: skip


@pytest.mark.parametrize("few", [2_000, 0])
def test_no_public_question_reads_a_whole_table(app, session, client, asked, monkeypatch, few):
    bulk.seed_many(200)
    addresses = [*ADDRESSES, *answered(), *of_one(session)]
    places = app.url_map.bind("")
    assert public(app) <= {places.match(one.partition("?")[0])[0] for one in addresses}
    monkeypatch.setattr("marketplace.discovery.walking.FEW", few)
    monkeypatch.setattr("marketplace.discovery.walking.STRIDE", 2)
    monkeypatch.setattr("marketplace.discovery.hits.EXACT", 20)  # the ways of a large shop too
    asked.clear()
    for address in addresses:
        status = client.get(address, follow_redirects=True).status_code
        assert status == (404 if "none" in address else 200), address
    questions = list(dict(asked).items()) if asked and isinstance(asked[0][1], tuple) else asked
    assert len(questions) > 20
    for statement, parameters in list(questions):
        shown = plan(statement, parameters)
        assert not WHOLE.search(shown), f"{statement}\n{shown}"


def cold(client, address, asked):
    """What a page asks under a new address, when others of its edition were drawn before."""
    client.get(address)
    asked.clear()
    joint = "&" if "?" in address else "?"
    assert client.get(f"{address}{joint}new=1").status_code == 200
    return [statement for statement, _values in asked if "FROM edition" not in statement]


def test_pages_of_one_edition_ask_only_what_differs(session, client, asked):
    bulk.seed_many(60)
    assert len(cold(client, "/", asked)) == 3  # whose turn it is, their pieces, the season
    assert len(cold(client, "/pieces?price=1&ready=1", asked)) == 2
    address = re.search(r'href="(/i/[^"]+)"', client.get("/pieces").text)[1]
    assert len(cold(client, address, asked)) == 2  # the piece, and what stands beside it


def test_the_edition_renews_what_its_pages_share(session, client):
    held = factories.a_live_listing()
    address = f"/i/{held.public_id}"
    assert "دار نو" not in client.get(address, follow_redirects=True).text
    with unit_of_work():
        locked(Vendor, held.vendor_id).alias_fa = "دار نو"
    after = client.get(f"{address}?new=1", follow_redirects=True).text
    assert "دار نو" in after
    assert "دار نو" in client.get("/?new=1").text


def test_pieces_alike_are_the_newest_of_the_craft_along_the_index(session, client, asked):
    bulk.seed_many(200)
    address = re.search(r'href="(/i/[^"]+)"', client.get("/pieces").text)[1]
    asked.clear()
    client.get(address)
    (beside,) = [one for one in asked if "row_number" in one[0]]
    shown = plan(*beside)
    if db.engine.dialect.name == "sqlite":
        wanted = r"USING (COVERING )?INDEX ix_listing_craft \(state=\? AND craft_id=\?"
    else:  # with so few rows it may collect them first
        wanted = r"ix_listing_craft .*\n(.*\n)?.*Index Cond: .*craft_id = "
    assert re.search(wanted, shown), shown
