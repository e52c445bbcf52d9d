"""Spoken words: kept by consent, heard by one, written into the piece, taken back at any time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.backup import files
from marketplace.catalogue import authors, revisions
from marketplace.catalogue.voices import find, forgetting, speaking, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel import eventlog, outbox, preferences
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import db, session as database
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents, storage
from marketplace.media.models import Document
from marketplace.notify.models import Message
from marketplace.people.models import Consent
from tests.support import factories as make
from tests.support.made.voices import a_voice_note, said

STORY = "این نقش را از مادرم یاد گرفته‌ام."


@pytest.fixture
def note(session):
    return a_voice_note()


@pytest.fixture
def clerk(session):
    """Who of the office writes."""
    return make.staff("moderator").id


def fresh(note):
    database.rollback()
    database.expire_all()
    return database.get_one(VoiceNote, note.id)


def by(person):
    return acting(Actor(kind="user", user_id=person, role="moderator"))


def done(act, *arguments, who=None):
    with unit_of_work(), by(who or arguments[-1]):
        return act(*arguments)


def names(note):
    return [event.name for event in reversed(eventlog.history("voice_note", note.id))]


def told():
    return [one.template for one in database.scalars(select(Message).order_by(Message.id))]


def finished(note, clerk, story=STORY):
    done(writing.take, note, clerk)
    done(writing.finish, note, story, "az", clerk)
    return fresh(note)


def test_what_she_said_becomes_her_story_written_by_the_office(note, clerk):
    note = finished(note, clerk)
    revision = revisions.find_open(note.listing)
    assert (note.state, note.spoken, revision.story_fa) == ("written_down", "az", STORY)
    assert names(note) == ["created", "consent_given", "take", "finish"]
    assert "voice_written" in told()
    (change,) = [e for e in eventlog.history("revision", revision.id) if e.name == "changed"]
    assert (change.actor_id, change.on_behalf_of) == (clerk, note.listing.vendor_id)
    assert change.changes["story_fa"] == ["", STORY]
    with unit_of_work():
        revisions.submit(revision)
        with by(clerk):
            revisions.approve(revision)
    listing = fresh(note).listing
    assert "story_fa" in authors.by_office([listing], "fa")[listing.id]


def test_a_piece_in_the_shop_gets_a_draft_and_stays_as_it_is(session, clerk):
    listing = make.a_live_listing(story_fa="قدیم")
    with unit_of_work():
        draft = revisions.open_revision(listing)
    note = finished(said(draft), clerk)
    assert note.listing.story_fa == "قدیم"
    assert revisions.find_open(note.listing).story_fa == STORY


def test_words_for_a_piece_that_waits_for_review_go_into_what_waits(note, clerk):
    with unit_of_work():
        revisions.submit(revisions.find_open(note.listing))
    note = finished(note, clerk)
    waiting = revisions.find_open(note.listing)
    assert (waiting.state, waiting.story_fa) == ("pending", STORY)


def test_finishing_twice_is_finishing_once(note, clerk):
    finished(note, clerk)
    assert done(writing.finish, note, STORY, "az", clerk) is None
    assert names(note).count("finish") == 1
    assert told().count("voice_written") == 1


def test_only_who_took_it_hears_and_writes(note, clerk):
    other = make.a_user("نرگس نمونه", roles=("moderator",)).id
    done(writing.take, note, clerk)
    note = fresh(note)
    assert writing.may_hear(note, clerk)
    assert not writing.may_hear(note, other)
    with pytest.raises(DomainError, match="Somebody else works on it"):
        done(writing.finish, note, STORY, "fa", other)
    with pytest.raises(DomainError, match="Somebody else works on it"):
        done(writing.keep, note, STORY, "fa", other)
    done(writing.take, note, other)
    note = fresh(note)
    assert writing.may_hear(note, other)
    assert not writing.may_hear(note, clerk)
    (first, second) = [e for e in eventlog.history("voice_note", note.id) if e.name == "take"]
    assert first.changes == {"user_id": [clerk, other]}
    assert (second.actor_id, first.actor_id) == (clerk, other)
    finished(note, other)
    assert not writing.may_hear(fresh(note), other)


def test_a_draft_is_kept_and_handed_on(note, clerk):
    done(writing.keep, note, "نیمه‌کاره", "az", clerk)
    done(writing.release, note, clerk)
    note = fresh(note)
    assert (note.state, note.taken_by, note.story, note.spoken) == (
        "unheard", None, "نیمه‌کاره", "az",
    )  # fmt: skip
    assert revisions.find_open(note.listing).story_fa == ""


@pytest.mark.parametrize(
    ("story", "spoken", "field"),
    [("", "fa", "story"), (STORY, "", "spoken"), (STORY, "x", "spoken")],
)
def test_nothing_is_finished_by_halves(note, clerk, story, spoken, field):
    with pytest.raises(DomainError) as refused:
        done(writing.finish, note, story, spoken, clerk)
    assert refused.value.field == field
    assert fresh(note).state == "unheard"


def test_taken_back_it_is_gone_from_the_rows_and_from_the_storage(note, clerk, clock):
    key, sound = note.document.key, note.document_id
    done(writing.keep, note, STORY, "fa", clerk)
    with unit_of_work():
        speaking.take_back(note.listing)
        speaking.take_back(note.listing)
    note = fresh(note)
    assert (note.state, note.document_id, note.story) == ("taken_back", None, "")
    assert database.get(Document, sound) is None
    (consent,) = database.scalars(select(Consent).filter_by(purpose="voice"))
    assert consent.revoked_at
    removal = database.scalars(select(Outbox).filter_by(topic="remove")).one()
    assert removal.payload == {"folder": "documents", "key": key}
    assert storage.documents.read(key, documents.NAME)
    database.rollback()
    clock.advance(hours=2)
    outbox.drain()
    assert storage.documents.read(key, documents.NAME) is None


def test_what_was_taken_back_meanwhile_is_not_written(note, clerk):
    done(writing.take, note, clerk)
    with unit_of_work():
        speaking.take_back(note.listing)
    for act in (
        lambda: done(writing.finish, note, STORY, "fa", clerk),
        lambda: done(writing.keep, note, STORY, "fa", clerk),
        lambda: done(writing.ask_again, note, "باد می‌آید", clerk),
        lambda: done(writing.take, note, clerk),
    ):
        with pytest.raises(WrongState):
            act()
    assert revisions.find_open(fresh(note).listing).story_fa == ""


def test_not_understood_she_is_asked_and_speaks_anew(note, clerk):
    done(writing.take, note, clerk)
    with pytest.raises(DomainError):
        done(writing.ask_again, note, "", clerk)
    done(writing.ask_again, note, "باد در گوشی می‌پیچد", clerk)
    former = fresh(note)
    assert (former.state, former.reason) == ("unclear", "باد در گوشی می‌پیچد")
    assert "voice_unclear" in told()
    assert find.waits()[0] == 0
    again = said(revisions.find_open(former.listing), of="again")
    assert fresh(former).state == "replaced"
    assert fresh(former).document_id is None
    assert find.of(again.listing_id).id == again.id


def test_she_says_that_it_is_not_what_she_said(note, clerk):
    note = finished(note, clerk)
    with unit_of_work():
        speaking.disagree(note.listing, "مادربزرگ، نه مادر")
    note = fresh(note)
    assert (note.state, note.taken_by, note.reason) == ("objected", None, "مادربزرگ، نه مادر")
    assert find.waits()[0] == 1
    other = "این نقش را از مادربزرگم یاد گرفته‌ام."
    note = finished(note, clerk, other)
    with unit_of_work():
        speaking.agree(note.listing)
        speaking.agree(note.listing)
    note = fresh(note)
    assert note.state == "agreed"
    assert revisions.find_open(note.listing).story_fa == other
    assert told().count("voice_written") == 2
    assert names(note).count("agree") == 1


def test_the_same_sound_sent_again_is_the_same_note(note, clerk):
    again = said(revisions.find_open(note.listing))
    assert again.id == note.id
    done(writing.take, note, clerk)
    assert said(revisions.find_open(fresh(note).listing)).id == note.id
    assert said(revisions.find_open(fresh(note).listing), of="another").id != note.id


def test_a_piece_that_ends_takes_its_sound_along(session, clerk):
    thrown, refused = a_voice_note(), a_voice_note()
    with unit_of_work():
        revisions.drop(revisions.find_open(thrown.listing))
        sent = revisions.find_open(refused.listing)
        revisions.submit(sent)
        with by(clerk):
            revisions.refuse(sent, "کار دست نیست")
    for note in (fresh(thrown), fresh(refused)):
        assert (note.state, note.document_id) == ("ended", None)
    assert find.waits() == (0, None)


def test_nothing_is_sent_once_the_piece_waits_for_review(note):
    with unit_of_work():
        revisions.submit(revisions.find_open(note.listing))
    with pytest.raises(WrongState):
        said(revisions.find_open(fresh(note).listing), of="late")
    assert fresh(note).state == "unheard"


def test_sounds_end_some_days_after_they_were_written(session, clerk, clock):
    written, asked, waiting = a_voice_note(), a_voice_note(), a_voice_note()
    finished(written, clerk)
    done(writing.take, asked, clerk)
    done(writing.ask_again, asked, "شنیده نمی‌شود", clerk)
    yesterday = clock.now() - timedelta(days=1)
    with unit_of_work():
        assert forgetting.sounds(yesterday, 10) == 0
    clock.advance(days=40)
    until = clock.now()
    assert forgetting.count(until) == 2
    with unit_of_work():
        assert forgetting.sounds(until, 1) == 1
        assert forgetting.sounds(until, 10) == 1
    assert fresh(written).document_id is None
    assert fresh(written).story == STORY
    assert fresh(asked).document_id is None
    assert fresh(waiting).document is not None
    with unit_of_work(), pytest.raises(DomainError, match="deleted already"):
        speaking.disagree(fresh(written).listing, "")


def test_a_sound_is_never_kept_longer_than_its_maker_was_promised(session, clerk, clock):
    note = a_voice_note()
    finished(note, clerk)
    with unit_of_work():
        preferences.change(keep_voices_days=300)
    clock.advance(days=29)
    long_ago = clock.now() - timedelta(days=300)
    assert forgetting.count(long_ago) == 0
    clock.advance(days=2)
    with unit_of_work():
        assert forgetting.sounds(clock.now() - timedelta(days=300), 10) == 1
    assert fresh(note).document_id is None


def test_the_consent_is_kept_in_its_words_and_days(note):
    (consent,) = database.scalars(select(Consent).filter_by(purpose="voice"))
    assert (consent.subject_kind, consent.subject_id) == ("voice_note", note.id)
    assert consent.version == "1405-09-30"
    with pytest.raises(DomainError) as refused:
        speaking.require_consent("1405-08-30")
    assert refused.value.field == "consent"


def test_a_backup_holds_the_sound(note):
    with db.engine.connect() as line:
        assert ("documents", note.document.key, documents.NAME) in set(files.of(line))


def test_a_note_of_nothing_is_not_found(session):
    with pytest.raises(NotFound):
        find.by_public_id("zzzzzzzz")
