"""What a phone likes and has seen: on the phone only, with script and without."""

import pytest

from marketplace.catalogue import listings
from tests.support import factories


@pytest.fixture
def pieces(session):
    return [factories.a_live_listing(title_fa=f"گلیم {name}") for name in ("یک", "دو")]


def like(client, *pieces, **more):
    ids = ".".join(one.public_id for one in pieces)
    return client.post("/liked", data={"liked": ids} | more)


def test_the_heart_works_without_script(pieces, client):
    page = client.get(f"/i/{pieces[0].public_id}", follow_redirects=True)
    assert 'action="/liked"' in page.text
    assert "Set-Cookie" not in page.headers
    answer = like(client, pieces[0], turn="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/liked")
    shown = client.get("/liked")
    assert "گلیم یک" in shown.text
    assert "گلیم دو" not in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    like(client, pieces[0], turn="1")  # the same heart once more
    assert "گلیم یک" not in client.get("/liked").text


def test_the_last_liked_stands_first_and_each_once(pieces, client):
    for one in (*pieces, pieces[0]):
        like(client, one)
    text = client.get("/en/liked").text
    assert text.index("گلیم یک") < text.index("گلیم دو")
    assert text.count('<li class="card">') == 2
    like(client, pieces[0], away="1")
    assert client.get("/liked").text.count('<li class="card">') == 1


def test_a_shared_list_is_looked_at_and_kept(pieces, client, app):
    ids = ".".join(one.public_id for one in pieces)
    friend = app.test_client()
    page = friend.get(f"/liked?p={ids}").text
    assert page.count('<li class="card">') == 2
    assert friend.get("/liked").text.count('<li class="card">') == 0
    friend.post("/liked", data={"liked": ids})
    assert friend.get("/liked").text.count('<li class="card">') == 2


def test_what_is_hidden_is_on_no_list(pieces, client):
    like(client, *pieces)
    with factories.unit():
        listings.take_down(factories.session.merge(pieces[0]))
    text = client.get("/liked").text
    assert "گلیم یک" not in text
    assert "گلیم دو" in text


@pytest.mark.parametrize("text", ["", "../..", "ABCDEFGH", "x" * 5000, "'; DROP", "\u202e.\0", "."])
def test_nonsense_is_an_empty_list(session, client, text):
    assert client.get("/liked", query_string={"p": text}).status_code == 200
    assert client.post("/liked", data={"liked": text}).status_code == 303
    client.set_cookie("liked", "x" * 300)
    assert client.get("/liked").status_code == 200


def test_a_list_has_an_end_and_asks_little(pieces, client, queries):
    many = ".".join(f"{number:08}".replace("0", "z").replace("1", "y") for number in range(60))
    client.post("/liked", data={"liked": many})
    like(client, pieces[0])
    assert len(client.get_cookie("liked").value.split(".")) == 40
    queries.clear()
    client.get("/liked")
    assert queries.count <= 3, queries.statements
