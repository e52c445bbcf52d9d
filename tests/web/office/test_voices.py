"""The office's queue of spoken words, and one of them written down."""

import pytest
from sqlalchemy import select

from marketplace.catalogue import revisions
from marketplace.catalogue.voices import speaking, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel import eventlog
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make
from tests.support.made.voices import a_voice_note

LIST = "/office/voices"
STORY = "این نقش را از مادرم یاد گرفته‌ام."


@pytest.fixture
def note(client, session):
    make.sign_in_as(client, "moderator")
    return a_voice_note(title_fa="گلیم نیلی")


def at(note, rest=""):
    return f"{LIST}/{note.public_id}{rest}"


def fresh(note):
    database.rollback()
    database.expire_all()
    return database.get_one(VoiceNote, note.id)


def test_from_the_desk_to_her_piece(client, note):
    assert "یادداشت‌های صوتی" in client.get("/office/").text
    assert "گلیم نیلی" in client.get(LIST).text
    page = client.get(at(note)).text
    assert "برمی‌دارم و می‌شنوم" in page
    assert "<audio" not in page
    assert client.get(at(note, "/sound.mp3")).status_code == 404
    assert client.post(at(note, "/claim")).status_code == 303
    assert "<audio" in client.get(at(note)).text
    heard = client.get(at(note, "/sound.mp3"), headers={"Range": "bytes=10-19"})
    assert (heard.status_code, len(heard.data)) == (206, 10)
    assert heard.content_type == "audio/mpeg"
    draft = {"story": "نیمه", "spoken": "az", "later": "1"}
    assert client.post(at(note), data=draft).status_code == 303
    page = client.get(at(note)).text
    assert "نیمه</textarea>" in page
    assert 'value="az" checked' in page
    assert client.post(at(note), data={"story": STORY, "spoken": "az"}).status_code == 303
    assert revisions.find_open(fresh(note).listing).story_fa == STORY
    assert "همهٔ صداها نوشته شده" in client.get(LIST).text
    assert client.get(at(note, "/sound.mp3")).status_code == 404
    page = client.get(at(note)).text
    assert STORY in page
    assert "ترکی" in page


def test_pressed_twice_it_is_once(client, note):
    for _twice in range(2):
        assert client.post(at(note), data={"story": STORY, "spoken": "fa"}).status_code == 303
    names = [event.name for event in eventlog.history("voice_note", note.id)]
    assert names.count("finish") == 1


def test_what_is_missing_is_said_and_what_is_typed_stays(client, note):
    answer = client.post(at(note), data={"story": STORY})
    assert answer.status_code == 422
    assert "بگویید به چه زبانی" in answer.text
    assert f"{STORY}</textarea>" in answer.text
    assert client.post(at(note), data={"spoken": "fa"}).status_code == 422
    assert client.post(at(note), data={"story": STORY, "spoken": "xx"}).status_code == 422
    assert fresh(note).state == "unheard"
    assert client.post(at(note, "/question"), data={"reason": " "}).status_code == 422


def test_somebody_else_has_it(client, note):
    other = make.a_user("نرگس نمونه", roles=("moderator",))
    with unit_of_work():
        writing.take(fresh(note), other.id)
    assert "نرگس نمونه" in client.get(LIST).text
    page = client.get(at(note)).text
    assert "نرگس نمونه" in page
    assert "<audio" not in page
    assert client.get(at(note, "/sound.mp3")).status_code == 404
    answer = client.post(at(note), data={"story": STORY, "spoken": "fa"})
    assert answer.status_code == 422
    assert f"{STORY}</textarea>" in answer.text
    assert client.post(at(note, "/claim")).status_code == 303
    assert fresh(note).taken_by != other.id
    assert client.get(at(note, "/sound.mp3")).status_code == 200


def test_taken_back_while_it_was_being_written(client, note):
    client.post(at(note, "/claim"))
    with unit_of_work():
        speaking.take_back(fresh(note).listing)
    answer = client.post(at(note), data={"story": STORY, "spoken": "fa"})
    assert answer.status_code == 409
    assert "صدایش پاک شده" in answer.text
    assert revisions.find_open(fresh(note).listing).story_fa == ""
    assert client.get(at(note)).status_code == 200
    assert client.post(at(note, "/claim"), follow_redirects=True).status_code == 200
    assert fresh(note).state == "taken_back"


def test_she_is_asked_again(client, note):
    client.post(at(note, "/claim"))
    reason = "باد در گوشی می‌پیچد"
    assert client.post(at(note, "/question"), data={"reason": reason}).status_code == 303
    assert (fresh(note).state, fresh(note).reason) == ("unclear", reason)
    assert reason in client.get(at(note)).text


def test_it_is_left_to_others(client, note):
    client.post(at(note, "/claim"))
    assert client.post(at(note, "/release")).status_code == 303
    assert fresh(note).state == "unheard"
    assert client.get(at(note, "/sound.mp3")).status_code == 404


def test_the_log_says_who_heard_it(client, note):
    client.post(at(note, "/claim"))
    client.post(at(note), data={"story": STORY, "spoken": "az"})
    page = client.get("/office/log?kind=voice_note").text
    for words in ("یادداشت صوتی را برداشت تا بشنود", "آنچه گفته بود نوشت", "پذیرفت که دفتر"):
        assert words in page
    assert STORY not in page


def test_a_reviewer_sees_that_she_has_spoken(client, note):
    with unit_of_work():
        revisions.submit(revisions.find_open(fresh(note).listing))
    page = client.get(f"/office/listings/{note.listing.public_id}").text
    assert at(note) in page


@pytest.mark.parametrize("role", ["clerk", "trainer", "treasurer"])
def test_nobody_else_of_the_office_hears_it(client, session, role):
    note = a_voice_note()
    make.sign_in_as(client, role)
    for path in (LIST, at(note), at(note, "/sound.mp3")):
        assert client.get(path).status_code == 403


def test_a_note_of_nothing(client, note):
    assert client.get(f"{LIST}/zzzzzzzz").status_code == 404
    assert client.post(f"{LIST}/zzzzzzzz/claim").status_code == 404
    assert database.scalar(select(VoiceNote.state).filter_by(id=note.id)) == "unheard"
