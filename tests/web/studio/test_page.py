"""Her page, what is missing, hiding, help."""

import io

import pytest
import pyvips

from marketplace.kernel.eventlog import history
from marketplace.media.models import Document, Picture
from marketplace.vendors import decisions, members, requirements, submissions
from tests.support import factories as make


@pytest.fixture
def maker(client, session):
    """Signed in, selling."""
    vendor = make.a_maker()
    make.sign_in_as(client, members.of(vendor)[0])
    return vendor


def _photo():
    image = pyvips.Image.black(600, 800, bands=3).cast("uchar")
    return {"photo": (io.BytesIO(image.jpegsave_buffer()), "a.jpg")}


def _again(session, vendor):
    session.expire_all()
    return vendor


@pytest.mark.parametrize(
    "path", ["page", "page/edit", "page/portrait", "page/preview", "eligibility", "help"]
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_in_both_languages(client, maker, path, language):
    assert client.get(f"{language}/studio/{path}").status_code == 200


def test_she_changes_how_buyers_see_her(client, session, maker):
    words = {"show_name": "name", "motif": "turquoise", "show_place": "village",
             "village_fa": "روستای بالا", "district_fa": "بخش مرکزی"}  # fmt: skip
    assert client.post("/studio/page", data=words).status_code == 303
    vendor = _again(session, maker)
    assert (vendor.alias_fa, vendor.place_fa, vendor.motif) == (
        "فریبا نمونه", "روستای بالا", "turquoise",
    )  # fmt: skip


def test_a_fault_on_her_page_keeps_what_she_typed(client, session, maker):
    words = {"show_name": "alias", "alias_fa": "@kilim_shop", "motif": "madder",
             "show_place": "district", "village_fa": "", "district_fa": "بخش تازه"}  # fmt: skip
    answer = client.post("/studio/page", data=words)
    assert answer.status_code == 422
    assert "بخش تازه" in answer.text
    assert client.post("/studio/page", data=words | {"show": "1"}).status_code == 200
    assert _again(session, maker).district_fa == "بخش مرکزی"
    words |= {"village_fa": "آوج"}
    assert "خریدار از راه دفتر" in client.post("/studio/page", data=words).text


def test_her_portrait_comes_and_goes(client, session, maker):
    assert client.post("/studio/page/portrait", data=_photo()).status_code == 303
    picture = session.query(Picture).one()
    assert (_again(session, maker).portrait_id, picture.public) == (picture.id, False)
    hers = f"/studio/pictures/{picture.key}/240.webp"
    assert hers in client.get("/studio/page").text
    assert client.get(hers).status_code == 200
    assert picture.key not in client.get("/studio/page/preview").text
    assert "نخست دفتر آن را می‌بیند" in client.get("/studio/page/portrait").text
    client.post("/studio/page/portrait/removal")
    assert (_again(session, maker).portrait_id, session.query(Picture).one().public) == (
        None,
        False,
    )


@pytest.mark.parametrize("sent", [None, b"no picture"])
def test_what_is_no_picture_is_explained(client, maker, sent):
    data = {"photo": (io.BytesIO(sent), "a.jpg")} if sent else {}
    answer = client.post("/studio/page/portrait", data=data)
    assert answer.status_code == 422
    assert 'id="summary"' in answer.text


def test_she_hides_and_comes_back(client, session, maker):
    client.post("/studio/page/pause")
    assert _again(session, maker).state == "paused"
    assert "پنهان هستید" in client.get("/studio/page").text
    client.post("/studio/page/pause/end")
    assert _again(session, maker).state == "active"
    assert client.post("/studio/page/pause/end").status_code == 409


def test_she_asks_for_one_craft_more(client, session, maker):
    felt = make.a_craft("نمد", "Felt")
    assert client.post(f"/studio/crafts/{felt.id}").status_code == 303
    assert {one.craft_id for one in _again(session, maker).crafts} == {make.a_craft().id, felt.id}
    assert client.post("/studio/crafts/9999").status_code == 404


def test_she_photographs_the_paper_that_is_asked(client, session, maker):
    with make.unit():
        permit = requirements.add("document", title_fa="پروانه", title_en="Permit")
    assert client.get(f"/studio/requirements/{permit.id}").status_code == 200
    answer = client.post(f"/studio/requirements/{permit.id}/document", data=_photo())
    assert answer.status_code == 303
    assert submissions.find(maker, permit, None).state == "submitted"
    assert session.query(Document).one().content_type == "image/jpeg"
    assert client.post(f"/studio/requirements/{permit.id}/document").status_code == 422
    talk = requirements.everything()[2]
    assert client.get(f"/studio/requirements/{talk.id}").status_code == 404


def test_she_accepts_the_terms_again(client, session, maker):
    from marketplace.people import consents

    with make.unit():
        consents.revoke("vendor", maker.id, "terms")
    assert "شرایط را خوانده‌ام" in client.get("/studio/eligibility").text
    client.post("/studio/agreement")
    assert "terms" in consents.given("vendor", maker.id)


def test_a_refusal_is_explained_and_she_may_apply_again(client, session):
    vendor = make.an_applicant()
    with make.unit():
        decisions.refuse(vendor, "نام روشن نیست")
    make.sign_in_as(client, members.of(vendor)[0])
    assert "نام روشن نیست" in client.get("/studio/eligibility").text
    client.post("/studio/application")
    assert _again(session, vendor).state == "applied"
    assert history("vendor", vendor.id)[0].actor_role == "artisan"
