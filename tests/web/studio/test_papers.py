"""Her slip: reached by herself, another's is not there."""

import pytest
from sqlalchemy import select

from marketplace.papers.models import Paper
from marketplace.people.models import User
from tests.support import factories as make


@pytest.fixture
def vendor(session):
    return make.a_maker()


@pytest.fixture
def her(client, session, vendor):
    make.sign_in_as(client, session.get_one(User, vendor.members[0].user_id))
    return client


def test_she_prints_what_she_must_bring(her, session, vendor):
    assert "چاپ آنچه باید بیاورم" not in her.get("/studio/orders").text
    refused = her.post("/studio/papers/slip")
    assert "منتظر کاری از این هنرمند نیست" in her.get(refused.location).text
    order = make.accepted(make.an_order(make.a_live_listing(vendor), name="سارا محمدی"))
    assert "چاپ آنچه باید بیاورم" in her.get("/studio/orders").text
    page = her.get(her.post("/studio/papers/slip").location)
    assert page.headers["Cache-Control"] == "no-store"
    assert "سارا" in page.text
    assert "محمدی" not in page.text
    assert order.code[:4] in page.text


def test_another_makers_slip_and_the_offices_papers_are_not_there(app, her, session, vendor):
    order = make.accepted(make.an_order(make.a_live_listing(vendor)))
    her.post("/studio/papers/slip")
    slip = session.scalars(select(Paper)).one()
    clerk = app.test_client()
    make.sign_in_as(clerk, "clerk")
    clerk.post("/office/papers", data={"kind": "order", "code": order.code})
    sheet = session.scalars(select(Paper).filter_by(kind="order")).one()
    other = app.test_client()
    rival = make.a_maker(alias_fa="گره چهارم")
    make.sign_in_as(other, session.get_one(User, rival.members[0].user_id))
    assert her.get(f"/studio/papers/{slip.public_id}").status_code == 200
    assert other.get(f"/studio/papers/{slip.public_id}").status_code == 404
    for client in (her, other):
        assert client.get(f"/studio/papers/{sheet.public_id}").status_code == 404
        assert client.get(f"/office/papers/sheets?paper={slip.public_id}").status_code == 403
