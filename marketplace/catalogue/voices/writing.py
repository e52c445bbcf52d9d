"""The office's side: take a note on, hear it, write it down, or ask her to say it again.

Whoever takes a note on hears it, and nobody else of the office; the event log has who that was."""

from marketplace.catalogue import messages, revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.voices.models import SPOKEN, VoiceNote
from marketplace.catalogue.voices.states import LIVE, machine
from marketplace.kernel import clock
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_

TAKEN_BACK = N_("This voice note has ended: its sound is deleted, and nothing is written from it.")


def take(note: VoiceNote, by: int) -> None:
    """`by`, a person's id, hears and writes it from now on, also in another's place."""
    note = _locked(note)
    if note.state == "heard" and note.taken_by == by:
        return
    machine.fire(note, "take", changes={"user_id": [note.taken_by, by]})
    note.taken_by = by


def release(note: VoiceNote, by: int) -> None:
    """Leave it to somebody else; what was written stays. Raises DomainError."""
    note = _in_hand(note, by)
    machine.fire(note, "release")
    note.taken_by = None


def may_hear(note: VoiceNote, person_id: int) -> bool:
    """Whether this person of the office has it in hand and there is something to hear."""
    return note.state == "heard" and note.taken_by == person_id and note.document_id is not None


def keep(note: VoiceNote, story: str, spoken: str, by: int) -> None:
    """Keep what is written so far. Raises DomainError when somebody else has it in hand."""
    note = _in_hand(note, by)
    note.story, note.spoken = story, spoken if spoken in SPOKEN else ""


def finish(note: VoiceNote, story: str, spoken: str, by: int) -> Revision | None:
    """Put the story into her piece, recorded as the office's writing on her behalf, and tell her.

    Sent twice it is one; None then. Raises DomainError, WrongState."""
    note = _locked(note)
    if (note.state, note.taken_by, note.story) == ("written_down", by, story):
        return None
    if not story:
        raise DomainError(N_("Write what she says."), field="story")
    if spoken not in SPOKEN:
        raise DomainError(N_("Choose the language that she speaks."), field="spoken")
    note = _in_hand(note, by)
    with on_behalf_of(note.listing.vendor_id):
        revision = revisions.open_revision(note.listing)
        revisions.save(revision, {"story_fa": story, "office_writes": False})
    machine.fire(note, "finish", changes={"spoken": [note.spoken or None, spoken]})
    note.story, note.spoken, note.reason, note.since = story, spoken, "", clock.now()
    _tell(note, revision, "voice_written")
    return revision


def ask_again(note: VoiceNote, reason: str, by: int) -> None:
    """It cannot be understood: she reads why and says it once more. Raises DomainError."""
    if not reason:
        raise DomainError(N_("Write what cannot be understood, so that she knows."), field="reason")
    note = _in_hand(note, by)
    machine.fire(note, "ask_again", reason=reason)
    note.reason, note.since = reason, clock.now()
    _tell(note, revisions.find_open(note.listing) or note.listing, "voice_unclear", reason=reason)


def _tell(note: VoiceNote, content: Revision | Listing, template: str, **facts: object) -> None:
    messages.to_makers(
        note.listing, content, template,
        subject=("voice_note", note.id), turn=int(note.since.timestamp() * 1000), **facts,
    )  # fmt: skip


def _locked(note: VoiceNote) -> VoiceNote:
    """Both rows locked, the piece first."""
    locked(Listing, note.listing_id)
    return locked(VoiceNote, note.id)


def _in_hand(note: VoiceNote, by: int) -> VoiceNote:
    """The note locked, taken on if nobody has it. Raises DomainError when somebody else does,
    WrongState when it is not to be written."""
    note = _locked(note)
    if note.state in ("unheard", "objected"):
        take(note, by)
    if note.state not in LIVE:
        raise WrongState(TAKEN_BACK)
    if note.state != "heard":
        raise WrongState(revisions.CHANGED_MEANWHILE)
    if note.taken_by != by:
        raise DomainError(N_("Somebody else works on it. Take it over first."), field="story")
    return note
