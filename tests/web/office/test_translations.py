"""The office translates what a maker wrote in one language, and buyers are told so."""

import pytest

from marketplace.catalogue import authors, revisions, translating
from marketplace.catalogue.models import Listing
from marketplace.kernel import eventlog
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

LIST = "/office/translations"


@pytest.fixture
def piece(client, session):
    make.sign_in_as(client, "moderator")
    return make.a_live_listing(title_fa="گلیم نیلی", title_en="", story_fa="بافتهٔ زمستان")


def at(piece, rest="", into="en"):
    return f"{LIST}/{piece.public_id}/{into}{rest}"


def fresh(piece):
    database.rollback()
    database.expire_all()
    return database.get(Listing, piece.id)


def state(piece):
    return translating.find(fresh(piece), "en").state


def test_from_the_list_to_the_shop(client, piece):
    assert "هنوز هیچ‌کس" in client.get(LIST).text
    assert client.post(at(piece, "/claim")).status_code == 303
    assert "در دست" in client.get(LIST).text
    typed = {"title": "Indigo kilim <b>", "story": "Woven in winter"}
    assert client.post(at(piece), data=typed).status_code == 303
    assert fresh(piece).title_en == ""
    assert client.post(at(piece, "/approval")).status_code == 303
    assert (fresh(piece).title_en, fresh(piece).story_en) == (typed["title"], typed["story"])
    english = client.get(f"/en/i/{piece.public_id}", follow_redirects=True).text
    assert "Indigo kilim &lt;b&gt;" in english
    assert "The office translated her words." in english
    persian = client.get(f"/i/{piece.public_id}", follow_redirects=True).text
    assert "متن را دفتر ترجمه کرده است" not in persian
    row = translating.find(fresh(piece), "en")
    names = [event.name for event in eventlog.history("translation", row.id)]
    assert names == ["approve", "write", "claim", "created"]
    assert "indigo" in fresh(piece).search_text


def an_edit(piece, **fields):
    with unit_of_work():
        revision = revisions.open_revision(fresh(piece))
        revisions.save(revision, fields)
        revisions.submit(revision)
        revisions.approve(revision)


def test_a_changed_source_makes_it_stale_and_her_own_words_take_its_place(client, piece):
    client.post(at(piece), data={"title": "Indigo kilim"})
    client.post(at(piece, "/approval"))
    an_edit(piece, title_fa="گلیم سرمه‌ای")
    assert state(piece) == "stale"
    assert "اصل متن عوض شده" in client.get(LIST).text
    assert "گلیم نیلی" in client.get(at(piece)).text
    an_edit(piece, title_en="My navy kilim")
    assert state(piece) == "replaced"
    english = client.get(f"/en/i/{piece.public_id}", follow_redirects=True).text
    assert "The office translated" not in english


def test_a_translation_of_words_that_changed_is_not_approved(client, piece):
    client.post(at(piece), data={"title": "Indigo kilim"})
    an_edit(piece, title_fa="گلیم سرمه‌ای")
    answer = client.post(at(piece, "/approval"), follow_redirects=True)
    assert "در این میان عوض شد" in answer.text
    assert fresh(piece).title_en == ""


def test_an_open_edit_does_not_take_the_translation_back(client, piece):
    with unit_of_work():
        revision = revisions.open_revision(fresh(piece))
        revisions.submit(revision)
    client.post(at(piece), data={"title": "Indigo kilim"})
    client.post(at(piece, "/approval"))
    with unit_of_work():
        revisions.approve(database.get(type(revision), revision.id))
    assert fresh(piece).title_en == "Indigo kilim"
    assert state(piece) == "approved"


def test_who_works_on_it_is_asked_first_and_nothing_typed_is_lost(client, piece):
    client.post(at(piece, "/claim"))
    make.sign_in_as(client, "administrator")
    answer = client.post(at(piece), data={"title": "Other words"})
    assert answer.status_code == 422
    assert "کس دیگری رویش کار می‌کند" in answer.text
    assert 'value="Other words"' in answer.text
    client.post(at(piece, "/claim"))
    assert client.post(at(piece), data={"title": "Other words"}).status_code == 303
    assert client.post(at(piece), data={}).status_code == 422
    client.post(at(piece, "/claim"))
    client.post(at(piece, "/release"))
    assert state(piece) == "free"
    assert client.get(at(piece, into="de")).status_code == 404


def test_the_list_says_who_wrote_the_words_and_shows_only_theirs(client, piece):
    other = make.a_live_listing(title_fa="جاجیم گلی", title_en="")
    with unit_of_work(), on_behalf_of(other.vendor_id):
        revision = revisions.open_revision(fresh(other))
        revisions.save(revision, {"title_fa": "جاجیم گلناری", "story_fa": "نوشتهٔ همکار ما"})
        revisions.submit(revision)
        revisions.approve(revision)
    everything = client.get(LIST).text
    assert ("گلیم نیلی" in everything, "جاجیم گلناری" in everything) == (True, True)
    office = client.get(f"{LIST}?by=office").text
    assert ("گلیم نیلی" in office, "جاجیم گلناری" in office) == (False, True)
    hers = client.get(f"{LIST}?by=maker").text
    assert "گلیم نیلی" in hers
    page = client.get(at(other)).text
    assert "نوشتهٔ دفتر" in page
    an_edit(other, title_fa="جاجیم خودم", story_fa="قصهٔ خودم", material_fa="پشم خودم")
    assert authors.by_office([fresh(other)], "fa")[other.id] == frozenset()
    assert "هیچ‌کدام از آنچه مانده چنین نیست" in client.get(f"{LIST}?by=office").text


def test_words_that_the_office_translated_are_the_office_s(client, piece):
    client.post(at(piece), data={"title": "Indigo kilim"})
    client.post(at(piece, "/approval"))
    assert authors.by_office([fresh(piece)], "en")[piece.id] == {"title_en"}
    assert authors.by_office([fresh(piece)], "fa")[piece.id] == frozenset()
