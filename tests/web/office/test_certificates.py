"""A trainer's certificates, staff's requirements, and the page behind a certificate's code."""

import pytest

from marketplace.kernel.eventlog import history
from marketplace.programme import certificates
from marketplace.vendors import members, requirements
from tests.support import factories as make


@pytest.fixture
def her(session):
    """Somebody whom a trainer can find."""
    return make.an_applicant(user=make.a_user("زهره نمونه"))


def _user(vendor):
    return members.of(vendor)[0]


def _day(name, year="1404", month="7", day="1"):
    return {f"{name}-year": year, f"{name}-month": month, f"{name}-day": day}


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_trainer_finds_her_and_opens_the_form(client, session, her, language):
    make.sign_in_as(client, "trainer")
    assert "زهره نمونه" in client.get(f"{language}/office/certificates/new?q=زهره").text
    assert client.get(f"{language}/office/certificates/new").status_code == 200
    assert client.get(f"{language}/office/certificates").status_code == 200
    at = f"{language}/office/certificates/of/{_user(her).public_id}"
    assert client.get(at).status_code == 200


def test_recording_opens_the_craft_and_revoking_closes_it(client, session, her):
    trainer = make.sign_in_as(client, "trainer")
    at = f"/office/certificates/of/{_user(her).public_id}"
    data = {"craft": make.a_craft().id, **_day("issued_on"), **_day("expires_on", "1410")}
    shown = client.post(at, data=data, follow_redirects=True)
    assert shown.status_code == 200
    made = certificates.of([_user(her).id])[0]
    assert (made.issued_by, made.craft_id) == (trainer.id, make.a_craft().id)
    assert made.public_code[:4] in client.get("/office/certificates?q=زهره").text
    assert "زهره نمونه" in client.get(at).text
    revoking = f"/office/certificates/{made.public_code}/revocation"
    assert client.post(revoking, data={"reason": ""}).status_code == 422
    assert client.post(revoking, data={"reason": "کلاس تمام نشد"}).status_code == 303
    session.expire_all()
    assert certificates.standing(made) == "revoked"
    assert "کلاس تمام نشد" in client.get(f"/office/certificates/{made.public_code}").text


@pytest.mark.parametrize(
    "change",
    [{"craft": "999"}, _day("issued_on", "1404", "13"), _day("issued_on", "1500"),
     _day("expires_on", "1403"), _day("issued_on", "", "", "")],
)  # fmt: skip
def test_a_faulty_record_is_explained_and_kept(client, session, her, change):
    make.sign_in_as(client, "trainer")
    data = {"craft": make.a_craft().id, **_day("issued_on"), **_day("expires_on", "1410")} | change
    answer = client.post(f"/office/certificates/of/{_user(her).public_id}", data=data)
    assert answer.status_code == 422
    assert 'id="summary"' in answer.text
    assert certificates.of([_user(her).id]) == []


def test_the_public_page_names_the_craft_but_not_the_person(client, session):
    vendor = make.a_maker(user=make.a_user("زهره نمونه"))
    code = certificates.of([_user(vendor).id])[0].public_code
    answer = client.get(f"/c/{code.lower()}")
    assert "گلیم" in answer.text
    assert "دار روناس" in answer.text
    assert "زهره" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert client.get(f"/en/c/{code}").status_code == 200
    with make.unit():
        certificates.revoke(certificates.by_code(code), "اشتباه")
    revoked = client.get(f"/c/{code}").text
    assert "باطل" in revoked
    assert "اشتباه" not in revoked
    assert client.get("/c/NOTHING2").status_code == 404


def test_an_administrator_says_what_is_asked(client, session):
    make.sign_in_as(client, "administrator")
    assert "هنوز شرطی نیست" in client.get("/office/requirements").text
    client.post("/office/requirements/usual")
    words = {"kind": "document", "title_fa": "پروانه", "title_en": "Permit", "active": "y"}
    assert client.get("/office/requirements/new").status_code == 200
    assert client.post("/office/requirements", data=words | {"title_en": ""}).status_code == 422
    assert client.post("/office/requirements", data=words).status_code == 303
    permit = requirements.everything()[-1]
    assert (
        client.post(f"/office/requirements/{permit.id}/place", data={"move": "up"}).status_code
        == 303
    )
    assert requirements.everything()[-2].id == permit.id
    assert client.get(f"/office/requirements/{permit.id}").status_code == 200
    assert client.post(f"/office/requirements/{permit.id}", data={}).status_code == 422
    client.post(f"/office/requirements/{permit.id}", data={**words, "title_fa": "پروانهٔ کار"})
    assert history("requirement", permit.id)[0].changes == {"title_fa": ["پروانه", "پروانهٔ کار"]}
    assert "پروانهٔ کار" in client.get("/office/requirements").text


def test_requirements_are_the_administrators(client, session):
    make.sign_in_as(client, "moderator")
    assert client.get("/office/requirements").status_code == 403
