"""Two of the office over one voice, and she herself between them."""

import pytest
from sqlalchemy import select

from marketplace.catalogue import revisions
from marketplace.catalogue.voices import speaking, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel import eventlog
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from tests.races.rivals import all_at_once
from tests.support import factories as make
from tests.support.made.voices import a_checked_sound, a_voice_note

STORY = "این نقش را از مادرم یاد گرفته‌ام."


def names(note_id):
    return [event.name for event in eventlog.history("voice_note", note_id)]


def writer(key, person, story):
    def act():
        with unit_of_work():
            writing.finish(database.get_one(VoiceNote, key), story, "fa", person)
            return story

    return act


@pytest.mark.parametrize("_time", range(3))
def test_two_finish_one_note(app, session, _time):
    note = a_voice_note()
    key, listing = note.id, note.listing_id
    people = [make.a_user(f"نرگس {n}", roles=("moderator",)).id for n in range(2)]
    session.rollback()
    results = all_at_once(app, [writer(key, one, f"{STORY} {one}") for one in people])
    (winner,) = [one for one in results if isinstance(one, str)]
    (refusal,) = [one for one in results if isinstance(one, Exception)]
    assert isinstance(refusal, DomainError)
    session.expire_all()
    note = session.get_one(VoiceNote, key)
    assert (note.state, note.story) == ("written_down", winner)
    assert revisions.find_open(note.listing).story_fa == winner
    assert names(key).count("finish") == 1
    assert note.listing_id == listing


def test_one_person_finishes_on_two_screens(app, session):
    note = a_voice_note()
    key, person = note.id, make.staff("moderator").id
    session.rollback()
    results = all_at_once(app, [writer(key, person, STORY)] * 3)
    assert results == [STORY] * 3
    assert names(key).count("finish") == 1


def test_she_takes_it_back_while_it_is_finished(app, session):
    for _time in range(3):
        note = a_voice_note()
        key, person = note.id, make.staff("moderator").id
        session.rollback()

        def back(key=key):
            with unit_of_work():
                speaking.take_back(database.get_one(VoiceNote, key).listing)

        finished, _gone = all_at_once(app, [writer(key, person, STORY), back])
        session.rollback()
        session.expire_all()
        note = session.get_one(VoiceNote, key)
        assert (note.state, note.document_id) == ("taken_back", None)
        story = revisions.find_open(note.listing).story_fa
        assert story == (STORY if finished == STORY else "")
        assert finished == STORY or isinstance(finished, DomainError)


def test_two_sounds_at_once_leave_one(app, session):
    revision = make.a_draft()
    listing = revision.listing
    key, person = listing.id, make.staff("moderator").id
    sounds = [a_checked_sound(f"{n}") for n in range(3)]
    session.rollback()

    def send(sound):
        def act():
            with unit_of_work():
                found = database.get_one(type(listing), key)
                draft = revisions.find_open(found)
                return speaking.send(draft, sound, person).id

        return act

    results = all_at_once(app, [send(one) for one in sounds])
    assert all(isinstance(one, int) for one in results)
    session.rollback()
    notes = session.scalars(select(VoiceNote).filter_by(listing_id=key)).all()
    assert sorted(one.state for one in notes) == ["replaced", "replaced", "unheard"]
    assert sum(one.document_id is not None for one in notes) == 1
