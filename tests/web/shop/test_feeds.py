"""What comparison sites are told: only what can be had, in the shapes that they publish."""

import base64
import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from marketplace.catalogue import listings, revisions
from marketplace.catalogue.models import Listing
from marketplace.discovery import feeding
from marketplace.kernel import clock as time
from marketplace.kernel.actor import Actor, acting
from tests.support import factories, families

G = "{http://base.google.com/ns/1.0}"
OURS = Ed25519PrivateKey.generate()
KEY = base64.b64encode(
    OURS.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
LIST = {"page": 1, "sort": "date_added_desc"}


def part(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def token(key=OURS, aud="localhost", minutes=5, alg="EdDSA"):
    expires = (time.now() + timedelta(minutes=minutes)).timestamp()
    signed = f"{part({'alg': alg, 'typ': 'JWT'})}.{part({'aud': aud, 'exp': expires})}"
    return f"{signed}.{part(key.sign(signed.encode()))}"


@pytest.fixture
def torob(make_app):
    client = make_app(torob_key=KEY).test_client()

    def ask(body, signed=None, version="1"):
        headers = {"X-Torob-Token": signed or token(), "X-Torob-Token-Version": version}
        return client.post("/hooks/torob/products", data=json.dumps(body), headers=headers)

    return ask


@pytest.fixture
def piece(session):
    return factories.a_live_listing(
        title_fa="گلیم <لوزی>", title_en="Kilim & lozenge", weight_g=900, technique_fa="گلیم‌بافی"
    )


def items(client, prefix=""):
    return list(ElementTree.fromstring(client.get(f"{prefix}/feeds/google.xml").text).iter("item"))


def test_google_is_told_in_either_language(piece, client):
    (item,) = items(client, "/en")
    assert item.findtext("title") == "Kilim & lozenge"
    assert item.findtext(f"{G}price") == "18500000 IRR"
    assert item.findtext(f"{G}availability") == "in_stock"
    assert item.findtext(f"{G}identifier_exists") == "no"
    assert item.findtext(f"{G}shipping_weight") == "900 g"
    assert item.findtext("link").startswith(f"http://localhost/en/i/{piece.public_id}/")
    assert item.findtext(f"{G}image_link").endswith(".jpg")
    (persian,) = items(client)
    assert persian.findtext("title") == "گلیم <لوزی>"


def test_what_cannot_be_had_is_nowhere(piece, client, torob, session):
    assert len(items(client)) == 1
    with factories.unit():
        session.get(Listing, piece.id).free_from = time.now() + timedelta(days=1)
    assert items(client) == []
    assert torob(LIST).json["products"] == []
    assert torob({"page_uniques": [piece.public_id]}).json["products"] == []


def test_torob_is_told_a_page(piece, torob):
    answer = torob(LIST)
    assert answer.status_code == 200
    assert {name: answer.json[name] for name in ("api_version", "total", "max_pages")} == {
        "api_version": "torob_api_v3", "total": 1, "max_pages": 1}  # fmt: skip
    (told,) = answer.json["products"]
    assert (told["current_price"], told["availability"]) == (1_850_000, True)
    assert told["page_unique"] == piece.public_id
    assert told["product_group_id"]
    assert told["spec"]["شیوهٔ کار"] == "گلیم‌بافی"
    assert told["image_links"][0].startswith("http://localhost/m/")
    assert told["date_added"].endswith("+03:30")


def cut(session, piece, days):
    """Published so many days ago, cheaper since now."""
    with factories.unit():
        held = session.merge(piece)
        held.published_at = held.changed_at = time.now() - timedelta(days)
    families.cut(session.merge(piece), 10_000_000)


def test_a_price_that_falls_moves_the_dates_that_machines_read(session, client, torob):
    first, second = (factories.a_live_listing() for _ in range(2))
    cut(session, first, 3)
    (newer, older) = torob({"page": 1, "sort": "date_updated_desc"}).json["products"]
    assert [newer["page_unique"], older["page_unique"]] == [first.public_id, second.public_id]
    assert newer["date_added"] < newer["date_updated"]
    by_age = torob(LIST).json["products"]
    assert [one["page_unique"] for one in by_age] == [second.public_id, first.public_id]
    assert f"<lastmod>{time.now():%Y-%m-%d}</lastmod>" in client.get("/sitemap-0.xml").text


@pytest.mark.parametrize("act", ["quantity", "sold", "restocked", "back", "approved"])
def test_what_the_shop_shows_anew_has_today_s_date(session, act):
    piece = factories.a_live_listing(quantity=3)
    with factories.unit():
        held = session.merge(piece)
        if act in ("restocked", "back"):
            (listings.sell_out if act == "restocked" else listings.take_down)(held)
        held.changed_at = time.now() - timedelta(3)
    with factories.unit():
        held = session.get(Listing, piece.id)
        if act == "quantity":
            listings.set_quantity(held, 5)
        elif act == "sold":
            listings.sell_out(held)
        elif act == "restocked":
            listings.restock(held)
        elif act == "back":
            listings.put_back(held)
        else:
            draft = revisions.open_revision(held)
            revisions.save(draft, {"title_fa": "نام دیگر"})
            revisions.submit(draft)
    if act == "approved":
        with factories.unit(), acting(Actor("user", factories.staff("moderator").id, "moderator")):
            revisions.approve(revisions.find_open(session.get(Listing, piece.id)))
    session.expire_all()
    assert session.get(Listing, piece.id).changed_at > time.now() - timedelta(minutes=5)


def test_torob_finds_pieces_by_name_and_address(piece, torob):
    url = torob(LIST).json["products"][0]["page_url"]
    for body in ({"page_urls": [url]}, {"page_uniques": [piece.public_id]}):
        assert [one["page_unique"] for one in torob(body).json["products"]] == [piece.public_id]
    assert torob({"page_urls": ["https://elsewhere/x"]}).json["products"] == []


def test_torob_walks_by_cursor(session, torob, monkeypatch):
    ids = [factories.a_live_listing().public_id for _ in range(3)]
    monkeypatch.setattr("marketplace.web.hooks.torob.PAGE", 2)
    first = torob({"sort": "product_id_desc"}).json
    assert [one["page_unique"] for one in first["products"]] == ids[:0:-1]
    last = torob({"sort": "product_id_desc", "cursor": first["next_cursor"]}).json
    assert [one["page_unique"] for one in last["products"]] == ids[:1]
    assert last["next_cursor"] is None


@pytest.mark.parametrize(
    "body",
    [
        {}, [], "x", {"page": 1}, {"page": 0, "sort": "date_added_desc"},
        {"page": 10**9, "sort": "date_added_desc"}, {"page": "1", "sort": "date_added_desc"},
        {"page": 1, "sort": "price"}, {"sort": "product_id_desc", "cursor": "x"},
        {"sort": "product_id_desc", "cursor": "9" * 40}, {"page_urls": []}, {"page_urls": [1]},
        {"page_uniques": ["x"] * 101}, {"page": True, "sort": "date_added_desc"},
    ],
)  # fmt: skip
def test_another_shape_is_400(torob, body):
    answer = torob(body)
    assert answer.status_code == 400
    assert answer.json["error"]


def test_only_torob_for_our_host_in_its_time(torob):
    wrong = (
        token(key=Ed25519PrivateKey.generate()), token(aud="other.example"), token(minutes=-1),
        token(alg="none"), "a.b.c", "x", token()[:-4] + "AAAA", "é.é.é",
    )  # fmt: skip
    for signed in wrong[:-1]:
        assert torob(LIST, signed).status_code == 401, signed
    assert torob(LIST, version="2").status_code == 401
    assert torob(LIST, token(aud=["x", "localhost"])).status_code == 200


def test_without_a_key_torob_finds_nothing(client):
    assert client.post("/hooks/torob/products", data="{}").status_code == 404


def test_the_feed_is_read_by_blocks(session, client, queries, monkeypatch):
    for _ in range(3):
        factories.a_live_listing()
    monkeypatch.setattr(feeding, "BLOCK", 2)
    assert len(items(client)) == 3
    queries.clear()
    assert len(items(client)) == 3
    assert queries.count == 0, queries.statements
