"""The office finds, enrols, judges and helps makers."""

import io

import pytest
import pyvips
from sqlalchemy import select

from marketplace.kernel.eventlog import Event, history
from marketplace.people import cards, consents, users
from marketplace.vendors import find, members, requirements, submissions
from marketplace.vendors.models import Vendor
from tests.support import factories as make


@pytest.fixture
def moderator(client, session):
    """Signed in."""
    return make.sign_in_as(client, "moderator")


@pytest.fixture
def applicant(session):
    """Waits for a decision."""
    return make.an_applicant()


def _at(vendor, rest=""):
    return f"/office/vendors/{vendor.public_id}{rest}"


def _state(session, vendor):
    session.expire_all()
    return vendor.state


def _photo():
    image = pyvips.Image.black(600, 800, bands=3).cast("uchar")
    return {"photo": (io.BytesIO(image.jpegsave_buffer()), "a.jpg")}


def _form(**changes):
    return {
        "mobile": "09000000077", "name": "زهره نمونه", "kind": "person", "show_name": "alias",
        "alias_fa": "گره چهارم", "motif": "madder", "show_place": "district",
        "village_fa": "آوج", "district_fa": "بخش مرکزی", "crafts": [make.a_craft().id],
        "heard": "y",
    } | changes  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_in_both_languages(client, moderator, applicant, language):
    paths = ["/office/applications", "/office/vendors", "/office/vendors?q=دار&state=applied",
             "/office/vendors?q=nobody", "/office/vendors?page=99", "/office/vendors/new",
             *(_at(applicant, rest) for rest in ("", "/page", "/members"))]  # fmt: skip
    for path in paths:
        assert client.get(language + path).status_code == 200, path


def test_an_empty_queue_says_so(client, moderator):
    assert "کسی در صف نیست" in client.get("/office/applications").text


def test_the_queue_is_oldest_first_and_leads_on(client, session, moderator, applicant):
    second = make.an_applicant(alias_fa="گره چهارم")
    text = client.get("/office/applications").text
    assert text.index("دار روناس") < text.index("گره چهارم")
    assert _at(second) in client.get(_at(applicant)).text


@pytest.mark.parametrize(("path", "state"), [("/approval", "active"), ("/refusal", "refused")])
def test_the_office_decides(client, session, moderator, applicant, path, state):
    answer = client.post(_at(applicant, path), data={"reason": "چون"})
    assert answer.status_code == 303
    assert _state(session, applicant) == state
    assert history("vendor", applicant.id)[0].actor_id == moderator.id


@pytest.mark.parametrize("path", ["/refusal", "/suspension"])
def test_a_no_needs_its_reason(client, session, moderator, applicant, path):
    answer = client.post(_at(applicant, path), data={"reason": " "})
    assert answer.status_code == 422
    assert "دلیل را در یک جمله بنویسید" in answer.text
    assert _state(session, applicant) == "applied"


def test_suspending_restoring_hiding_and_showing(client, session, moderator):
    vendor = make.a_maker()
    steps = [("/suspension", "suspended"), ("/suspension/end", "active"), ("/pause", "paused"),
             ("/pause/end", "active")]  # fmt: skip
    for path, state in steps:
        client.post(_at(vendor, path), data={"reason": "شکایت"})
        assert _state(session, vendor) == state
        assert client.get(_at(vendor)).status_code == 200
    assert history("vendor", vendor.id)[0].on_behalf_of == vendor.id
    assert client.post(_at(vendor, "/approval")).status_code == 409


def test_a_condition_of_all_her_crafts_is_told_once(client, session, moderator, applicant):
    another = make.a_craft("جاجیم", "Jajim")
    client.post(_at(applicant, f"/crafts/{another.id}"))
    with make.unit():
        requirements.add("document", title_fa="پروانه", title_en="Permit")
    page = client.get(_at(applicant)).text
    needs = page.partition('class="three"')[2].partition("<aside")[0]
    assert needs.count("گفت‌وگو با دفتر") == 1
    assert needs.count("گواهی آموزش") == 2
    assert "نوبت او" in needs
    assert "نوبت شما" not in needs


def test_conditions_are_accepted_sent_back_and_excused(client, session, moderator, applicant):
    _terms, certificate, talk = requirements.everything()
    craft = applicant.crafts[0].craft_id
    at = _at(applicant, f"/requirements/{talk.id}")
    assert client.post(f"{at}/rejection", data={"reason": ""}).status_code == 422
    client.post(f"{at}/rejection", data={"reason": "نیامد"})
    client.post(f"{at}/acceptance")
    assert submissions.find(applicant, talk, None).state == "accepted"
    at = _at(applicant, f"/requirements/{certificate.id}")
    assert client.post(f"{at}/waiver", data={"craft": craft}).status_code == 422
    client.post(f"{at}/waiver", data={"craft": craft, "reason": "استاد است"})
    assert submissions.find(applicant, certificate, craft).state == "waived"
    assert client.post(f"{at}/waiver", data={"craft": 999, "reason": "x"}).status_code == 404


def test_a_paper_is_kept_for_her_and_every_look_recorded(client, session, moderator, applicant):
    with make.unit():
        permit = requirements.add("document", title_fa="پروانه", title_en="Permit")
    at = _at(applicant, f"/requirements/{permit.id}")
    assert client.post(f"{at}/viewing").status_code == 404
    assert client.get(f"{at}/document").status_code == 200
    assert client.post(f"{at}/document").status_code == 422
    assert client.post(f"{at}/document", data=_photo()).status_code == 303
    answer = client.post(f"{at}/viewing")
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    looked = history("vendor", applicant.id)[0]
    assert (looked.name, looked.actor_id) == ("document_viewed", moderator.id)
    handed = session.scalar(select(Event).where(Event.name == "requirement_submitted"))
    assert handed.on_behalf_of == applicant.id


@pytest.mark.parametrize("role", ["clerk", "treasurer", "trainer"])
def test_only_reviewers_look_at_papers(client, session, applicant, role):
    make.sign_in_as(client, role)
    assert client.get(_at(applicant)).status_code == 403
    assert client.post(_at(applicant, "/requirements/1/viewing")).status_code == 403


def test_enrolling_records_her_consent_and_who_heard_it(client, session, moderator):
    answer = client.post("/office/vendors", data=_form(), follow_redirects=True)
    assert "گره چهارم" in answer.text
    vendor = find.vendors("گره")[0]
    assert consents.given("vendor", vendor.id)["terms"].recorded_by == moderator.id
    assert history("vendor", vendor.id)[-1].on_behalf_of == vendor.id


def test_a_known_mobile_shows_the_match_before_anything_happens(client, session, moderator):
    known = make.a_user("زهره آشنا", mobile="+989000000077")
    answer = client.post("/office/vendors", data=_form())
    assert answer.status_code == 422
    assert "زهره آشنا" in answer.text
    assert session.query(Vendor).count() == 0
    again = client.post("/office/vendors", data=_form(same=known.public_id))
    assert again.status_code == 303
    assert client.post("/office/vendors", data=_form(same=known.public_id)).status_code == 422


@pytest.mark.parametrize("change", [{"heard": ""}, {"mobile": "12"}, {"name": ""}])
def test_enrolling_keeps_what_was_typed(client, session, moderator, change):
    answer = client.post("/office/vendors", data=_form(**change))
    assert answer.status_code == 422
    assert "گره چهارم" in answer.text
    assert client.post("/office/vendors", data=_form(**change, show="1")).status_code == 200


def test_her_page_is_changed_on_her_behalf(client, session, moderator, applicant):
    words = {"show_name": "alias", "alias_fa": "دار روناس", "alias_en": "Madder Loom",
             "motif": "madder", "show_place": "district", "village_fa": "آوج",
             "district_fa": "بخش مرکزی", "district_en": "Central"}  # fmt: skip
    assert client.post(_at(applicant, "/page"), data=words).status_code == 303
    event = history("vendor", applicant.id)[0]
    assert (event.on_behalf_of, event.changes["alias_en"]) == (applicant.id, ["", "Madder Loom"])
    faulty = words | {"alias_fa": "زنگ ۰۹۱۲۳۴۵۶۷۸۹"}
    assert client.post(_at(applicant, "/page"), data=faulty).status_code == 422
    assert client.post(_at(applicant, "/page"), data=words | {"alias_fa": ""}).status_code == 422
    assert client.post(_at(applicant, "/page"), data=words | {"show": "1"}).status_code == 200


def test_members_and_crafts_come_and_go(client, session, moderator):
    vendor, felt = make.an_applicant(kind="collective"), make.a_craft("نمد", "Felt")
    person = {"mobile": "09000000078", "name": "مهری نمونه"}
    assert client.post(_at(vendor, "/members"), data={"mobile": ""}).status_code == 422
    client.post(_at(vendor, "/members"), data=person)
    assert client.post(_at(vendor, "/members"), data=person).status_code == 422
    second = users.by_mobile("+989000000078")
    assert [user.name for user in members.of(vendor)] == ["فریبا نمونه", "مهری نمونه"]
    client.post(_at(vendor, f"/members/{second.public_id}/removal"))
    assert len(members.of(vendor)) == 1
    client.post(_at(vendor, f"/crafts/{felt.id}"))
    client.post(_at(vendor, f"/crafts/{make.a_craft().id}/removal"))
    session.expire_all()
    assert [one.craft_id for one in vendor.crafts] == [felt.id]
    assert client.post(_at(vendor, "/crafts/999")).status_code == 404


def test_a_card_code_is_shown_once_and_works(client, session, moderator, applicant):
    user = members.of(applicant)[0]
    answer = client.post(_at(applicant, f"/members/{user.public_id}/card"))
    assert answer.headers["Cache-Control"] == "no-store"
    code = answer.text.split('class="ticket-code"')[1].split("<bdi")[1].split(">")[1].split("<")[0]
    with make.unit():
        assert cards.use(None, code).id == user.id
    names = [event.name for event in history("vendor", applicant.id)]
    assert names[0] == "card_issued"
    stranger = make.a_user()
    assert client.post(_at(applicant, f"/members/{stranger.public_id}/card")).status_code == 404


def test_consent_heard_at_the_desk_is_recorded(client, session, moderator, applicant):
    with make.unit():
        consents.revoke("vendor", applicant.id, "terms")
    assert client.get(_at(applicant)).status_code == 200
    client.post(_at(applicant, "/agreement"))
    assert consents.given("vendor", applicant.id)["terms"].recorded_by == moderator.id
