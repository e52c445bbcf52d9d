"""The office looks at a maker's photograph before buyers do."""

import pytest

from marketplace.vendors import portraits
from tests.support import factories as make


@pytest.fixture
def vendor(session):
    found = make.a_live_listing().vendor_id
    vendor = session.get_one(make.Vendor, found)
    with make.unit():
        portraits.put(vendor, make.a_picture())
    return vendor


@pytest.fixture
def key(session, vendor):
    return session.get_one(make.Picture, vendor.portrait_id).key


def moderator(client):
    make.sign_in_as(client, "moderator")
    return client


def public_pages(client, vendor):
    return [
        client.get(path, follow_redirects=True).text
        for path in ("/makers", f"/makers/{vendor.public_id}", "/")
    ]


def test_buyers_see_it_after_somebody_looked(app, client, vendor, key):
    visitor = app.test_client()
    assert all(key not in page for page in public_pages(visitor, vendor))
    assert visitor.get(f"/m/{key}/240.webp").status_code == 404
    assert visitor.get(f"/office/pictures/{key}/240.webp").status_code == 302
    page = moderator(client).get("/office/portraits").text
    assert f"/office/pictures/{key}/" in page
    assert "عکس هنرمندان" in client.get("/office/").text
    assert "نخست ببینیدش" in client.get(f"/office/vendors/{vendor.public_id}").text
    at = f"/office/portraits/{vendor.public_id}"
    assert client.post(f"{at}/showing", data={"picture": "another"}).status_code == 409
    assert client.post(f"{at}/showing", data={"picture": key}).status_code == 303
    assert key in visitor.get(f"/makers/{vendor.public_id}", follow_redirects=True).text
    assert visitor.get(f"/m/{key}/240.webp").status_code == 200
    assert "عکسی در صف نیست" in client.get("/office/portraits").text
    assert "No photograph waits" in client.get("/en/office/portraits").text


def test_one_that_buyers_see_is_taken_off_her_page(app, client, session, vendor, key):
    visitor, of_hers = app.test_client(), f"/office/vendors/{vendor.public_id}"
    at = f"{of_hers}/portrait/refusal"
    assert at not in moderator(client).get(of_hers).text
    client.post(f"/office/portraits/{vendor.public_id}/showing", data={"picture": key})
    assert key in visitor.get(f"/makers/{vendor.public_id}", follow_redirects=True).text
    assert at in client.get(of_hers).text
    answer = client.post(at, data={"picture": key, "reason": " "})
    assert answer.status_code == 422
    assert 'href="#reason-portrait"' in answer.text
    sent = {"picture": key, "reason": "خودش خواسته است"}
    assert client.post(at, data={**sent, "picture": "another"}).status_code == 409
    assert client.post(at, data=sent).status_code == 303
    assert all(key not in page for page in public_pages(visitor, vendor))
    assert visitor.get(f"/m/{key}/240.webp").status_code == 404
    assert at not in client.get(of_hers).text


def test_taking_it_away_asks_why_and_tells_her(client, session, vendor, key):
    at = f"/office/portraits/{vendor.public_id}/refusal"
    answer = moderator(client).post(at, data={"picture": key, "reason": " "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'href="#reason-{vendor.public_id}"' in answer.text
    sent = {"picture": key, "reason": "شماره در عکس است"}
    assert client.post(at, data=sent).status_code == 303
    session.rollback()
    assert vendor.portrait_id is None
    assert client.post("/office/portraits/nobody/refusal", data=sent).status_code == 404
