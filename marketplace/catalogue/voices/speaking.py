"""Her side: she sends a sound, hears it, takes it back, says whether the text is what she said."""

from marketplace.catalogue import states
from marketplace.catalogue.events import PieceEnded
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.revisions import CHANGED_MEANWHILE
from marketplace.catalogue.voices import find
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.catalogue.voices.states import QUEUE, machine
from marketplace.kernel import clock, eventlog, ids, preferences
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.media import documents
from marketplace.media.sounds import CheckedSound
from marketplace.people import consents

PURPOSE = "voice"
WORDS = "1405-09"  # the version of what she ticks, in templates/studio/voices/_consent.html
KIND = "voice_note"


def consent_version() -> str:
    """What she agrees to today: the words, and for how many days they say that it is kept."""
    return f"{WORDS}-{preferences.load().keep_voices_days}"


def require_consent(version: str) -> None:
    """Raises DomainError unless she ticked the words as they stand today."""
    if version != consent_version():
        raise DomainError(
            N_("Tick that the office may keep and hear your voice; else it is not sent."),
            field="consent",
        )


def require_place(revision: Revision) -> None:
    """Raises WrongState unless its maker is still writing the piece."""
    if revision.state not in states.EDITABLE:
        raise WrongState(CHANGED_MEANWHILE)


def send(revision: Revision, sound: CheckedSound, by: int | None) -> VoiceNote:
    """Keep her words, in place of those she sent before; the same sound again is the same note.
    `by`: who spoke, None for the demo’s tones. The caller has made sure of her consent.

    Raises WrongState."""
    listing = locked(Listing, revision.listing_id)
    revision = locked(Revision, revision.id)
    require_place(revision)
    if (former := find.of(listing.id)) is not None:
        if former.sha256 == sound.sha256 and former.state in QUEUE:
            return former
        _end(former, "replace")
    note = VoiceNote(
        public_id=ids.public_id(),
        listing_id=listing.id,
        document_id=documents.store(sound.paper, by).id,
        seconds=sound.seconds,
        keep_days=preferences.load().keep_voices_days,
        sha256=sound.sha256,
        sent_by=by,
    )
    machine.born(note)
    consents.give(KIND, note.id, PURPOSE, consent_version())
    revision.saved_at = clock.now()
    return note


def take_back(listing: Listing) -> None:
    """Her consent ends, and the sound with it; what was written from it stays. Twice is once."""
    if (note := _held(listing)) is not None:
        _end(note, "take_back")


def agree(listing: Listing) -> None:
    """The text is what she said. Twice is once. Raises WrongState."""
    note = _standing(listing)
    if note.state != "agreed":
        machine.fire(note, "agree")
        note.since = clock.now()


def disagree(listing: Listing, why: str) -> None:
    """The text is not what she said; the office hears it again. Raises WrongState."""
    note = _standing(listing)
    if note.document_id is None:
        raise DomainError(N_("The sound is deleted already. Say it once more, please."))
    machine.fire(note, "object", reason=why or None)
    note.reason, note.since, note.taken_by = why, clock.now(), None


def on_piece_ended(event: PieceEnded) -> None:
    """A piece that will never be needs no words: their sound goes with it."""
    if (note := _held(session.get_one(Listing, event.listing_id))) is not None:
        _end(note, "end")


def erase(note: VoiceNote) -> None:
    """Delete the sound; the row stays and says that there was one."""
    sound, note.document_id = note.document, None
    session.flush()
    if sound is not None:
        documents.discard(sound)
        eventlog.record(KIND, note.id, "sound_erased")


def _end(note: VoiceNote, how: str) -> None:
    machine.fire(locked(VoiceNote, note.id), how)
    consents.revoke(KIND, note.id, PURPOSE)
    erase(note)
    note.since, note.story = clock.now(), ""
    session.flush()


def _held(listing: Listing) -> VoiceNote | None:
    """The living note with both rows locked, the piece first."""
    locked(Listing, listing.id)
    note = find.of(listing.id)
    return locked(VoiceNote, note.id) if note else None


def _standing(listing: Listing) -> VoiceNote:
    note = _held(listing)
    if note is None:
        raise WrongState(CHANGED_MEANWHILE)
    return note
