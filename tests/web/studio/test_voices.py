"""She speaks instead of writing: her yes, her sound, her way back."""

import re
import threading
from io import BytesIO

import pytest
from sqlalchemy import func, select

from marketplace.catalogue import revisions
from marketplace.catalogue.voices import find, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.media import sounds, storage
from marketplace.media.models import Document
from marketplace.people.models import Consent
from tests.support import factories as make
from tests.support.made.sounds import a_sound
from tests.support.made.voices import a_voice_note, said

YES = "1405-09-30"
STORY = "این نقش را از مادرم یاد گرفته‌ام."


@pytest.fixture
def vendor(client, session):
    vendor = make.a_maker()
    make.sign_in_as(client, make.session.get_one(make.User, vendor.members[0].user_id))
    return vendor


@pytest.fixture
def draft(vendor):
    return make.a_draft(vendor)


def at(revision, rest=""):
    return f"/studio/pieces/{revision.listing.public_id}/voice{rest}"


def sent(client, revision, data=None, script=False, **more):
    data = a_sound() if data is None else data
    form = {"consent": YES, "sound": (BytesIO(data), "../../her name.webm")} | more
    return client.post(
        at(revision), data={k: v for k, v in form.items() if v is not None},
        headers={"Accept": "application/json"} if script else {},
    )  # fmt: skip


def note_of(revision):
    database.rollback()
    database.expire_all()
    return find.of(revision.listing_id)


def everything():
    database.rollback()
    return (
        database.scalar(select(func.count()).select_from(VoiceNote)),
        database.scalar(select(func.count()).select_from(Consent).filter_by(purpose="voice")),
        database.scalar(select(func.count()).select_from(Document)),
        storage.documents.used(),
    )


def written(note, story=STORY):
    who = make.staff("moderator").id
    with unit_of_work(), acting(Actor(kind="user", user_id=who, role="moderator")):
        writing.finish(note, story, "az", who)


def test_from_the_story_to_her_voice_nothing_typed_is_lost(client, draft):
    page = client.get(f"/studio/pieces/{draft.listing.public_id}/steps/story").text
    assert 'name="say"' in page
    answer = client.post(
        f"/studio/pieces/{draft.listing.public_id}/steps/story",
        data={"story_fa": "نیمه‌کاره", "say": "1"},
    )
    assert answer.status_code == 303
    assert answer.location.endswith("/voice")
    assert revisions.find_open(draft.listing).story_fa == "نیمه‌کاره"


def test_she_sends_hears_and_takes_it_back(client, draft):
    assert sent(client, draft).status_code == 303
    note = note_of(draft)
    assert (note.state, note.seconds) == ("unheard", 2)
    page = client.get(at(draft)).text
    assert "صدایتان دست دفتر است" in page
    assert "۰:۰۲" in page
    heard = client.get(at(draft, "/sound.mp3"))
    assert heard.content_type == "audio/mpeg"
    assert heard.headers["Cache-Control"] == "no-store"
    assert heard.headers["X-Content-Type-Options"] == "nosniff"
    part = client.get(at(draft, "/sound.mp3"), headers={"Range": "bytes=0-99"})
    assert (part.status_code, len(part.data)) == (206, 100)
    assert part.data == heard.data[:100]
    assert (
        client.get(at(draft, "/sound.mp3"), headers={"Range": "bytes=9999999-"}).status_code == 416
    )
    assert client.post(at(draft, "/removal")).status_code == 303
    assert client.post(at(draft, "/removal")).status_code == 303
    assert client.get(at(draft, "/sound.mp3")).status_code == 404
    assert note_of(draft) is None
    assert "صدایم را ضبط کن" in client.get(at(draft)).text


@pytest.mark.parametrize("consent", [None, "", "yes", "1405-08-30"])
def test_without_her_yes_nothing_is_kept(client, draft, consent):
    before = everything()
    answer = sent(client, draft, consent=consent)
    assert answer.status_code == 422
    assert "تیک بزنید" in answer.text
    assert 'href="#consent"' in answer.text
    assert everything() == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "صدا نرسید"),
        (b"<html>", "صدایی نیست که باز شود"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 500, "باز نمی‌شود"),
        (b"RIFF....WAVE" + bytes(5 * 1024 * 1024), "مگابایت بزرگ‌تر"),
        (a_sound("wav", 2, 10), "چیزی شنیده نمی‌شود"),
        (a_sound("amr", 190), "دقیقه بلندتر"),
    ],
    ids=["nothing", "a page", "a header", "large", "silence", "long"],
)
def test_what_cannot_be_kept_is_said_and_her_tick_stays(client, draft, data, sentence):
    before = everything()
    for script in (False, True):
        answer = sent(client, draft, data, script=script)
        assert answer.status_code == 422
        assert sentence in (answer.json["error"] if script else answer.text)
        if not script:
            assert re.search(r'name="consent"[^>]* checked', answer.text)
            assert 'href="#sound"' in answer.text
    assert everything() == before


def test_a_form_without_any_file_is_told(client, draft):
    answer = client.post(at(draft), data={"consent": YES})
    assert answer.status_code == 422
    assert "صدا نرسید" in answer.text


def test_the_phone_s_script_gets_an_address_and_sends_once(client, draft):
    first = sent(client, draft, script=True)
    assert first.status_code == 201
    assert first.json["url"] == at(draft)
    used = everything()
    assert sent(client, draft, script=True).status_code == 201
    assert everything() == used


def test_the_file_s_name_and_its_remarks_are_nowhere(client, draft):
    sent(client, draft, a_sound("m4a"))
    heard = client.get(at(draft, "/sound.mp3"))
    for secret in (b"her name", b"Fariba", b"35.57"):
        assert secret not in heard.data
    assert "her name" not in str(heard.headers)


def test_another_s_voice_is_not_there(client, vendor):
    other = a_voice_note()
    revision = revisions.find_open(other.listing)
    for rest in ("", "/sound.mp3"):
        assert client.get(at(revision, rest)).status_code == 404
    for rest in ("/removal", "/agreement", "/objection"):
        assert client.post(at(revision, rest)).status_code == 404
    assert sent(client, revision).status_code == 404
    assert note_of(revision).id == other.id
    assert client.get("/studio/pieces/zzzzzzzz/voice").status_code == 404


def test_the_microphone_is_for_this_page_alone(client, draft):
    headers = client.get(at(draft)).headers
    assert "microphone=(self)" in headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    for path in ("/studio/pieces", f"/studio/pieces/{draft.listing.public_id}/steps/story", "/"):
        headers = client.get(path).headers
        assert "microphone=()" in headers["Permissions-Policy"]
        assert "media-src" not in headers["Content-Security-Policy"]


def test_she_reads_what_was_written_and_says_yes(client, draft):
    note = said(draft)
    written(note)
    page = client.get(at(draft)).text
    assert STORY in page
    assert "بله، همین را گفتم" in page
    for _twice in range(2):
        assert client.post(at(draft, "/agreement")).status_code == 303
    assert note_of(draft).state == "agreed"
    assert STORY in client.get(f"/studio/pieces/{draft.listing.public_id}/steps/story").text


def test_she_reads_what_was_written_and_says_no(client, draft):
    written(said(draft))
    answer = client.post(
        at(draft, "/objection"), data={"why": "مادربزرگ <b>"}, follow_redirects=True
    )
    assert "گفتید نوشته آن نیست" in answer.text
    assert note_of(draft).reason == "مادربزرگ <b>"
    assert client.post(at(draft, "/agreement"), follow_redirects=True).status_code == 200
    assert note_of(draft).state == "objected"


def test_while_the_office_decides_she_may_still_hear_and_take_back(client, draft):
    said(draft)
    with unit_of_work():
        revisions.submit(revisions.find_open(draft.listing))
    page = client.get(at(draft))
    assert "صدایم را ضبط کن" not in page.text
    assert "microphone=()" in page.headers["Permissions-Policy"]
    assert "صدای شما" in client.get(f"/studio/pieces/{draft.listing.public_id}").text
    assert sent(client, draft, a_sound("ogg")).status_code == 409
    assert client.post(at(draft, "/removal")).status_code == 303
    assert note_of(draft) is None
    assert client.get(at(draft)).status_code == 302


def test_what_changed_while_she_sent_leaves_no_sound_behind(client, draft):
    """The piece goes to the office from another screen while her sound waits to be opened."""
    before, answers, url = storage.documents.used(), [], at(draft)
    form = {"consent": YES, "sound": (BytesIO(a_sound()), "voice")}
    sending = threading.Thread(target=lambda: answers.append(client.post(url, data=form)))
    with sounds._one_at_a_time:
        sending.start()
        sending.join(0.5)
        with unit_of_work():
            revisions.submit(revisions.find_open(draft.listing))
    sending.join(30)
    assert answers[0].status_code == 409
    assert storage.documents.used() == before
    assert note_of(draft) is None
