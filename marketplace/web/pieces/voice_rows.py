"""How a voice note stands, in words: for her, and for the office."""

from dataclasses import dataclass

from flask_babel import gettext as _, lazy_gettext

from marketplace.catalogue.voices import find
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel import preferences
from marketplace.kernel.text import N_, localise_digits
from marketplace.web import formatters

SPOKEN = {
    "fa": N_("Persian"),
    "az": N_("Azerbaijani Turkish"),
    "other": N_("another language"),
}
SPOKEN_CHOICES = tuple((code, lazy_gettext(word)) for code, word in SPOKEN.items())
STATES = {  # word, tone
    "unheard": (N_("not written yet"), "wait"),
    "heard": (N_("in hand"), "wait"),
    "written_down": (N_("written"), "ok"),
    "objected": (N_("not what she said"), "warn"),
    "unclear": (N_("to be said again"), "warn"),
    "agreed": (N_("she agreed"), "ok"),
    "replaced": (N_("recorded anew"), ""),
    "taken_back": (N_("taken back"), ""),
    "ended": (N_("ended with its piece"), ""),
}
TO_HER = {
    "unheard": N_("The office has your voice. It is not written yet; you need not do anything."),
    "heard": N_("The office is writing what you said. You need not do anything."),
    "written_down": N_("The office has written what you said. Is it right?"),
    "objected": N_("You said that the text is not what you said. The office hears it once more."),
    "unclear": N_("The office could not understand it. Please say it once more."),
    "agreed": N_("The office has written what you said, and you agreed."),
}
TONES = {"written_down": "look", "unclear": "look", "agreed": "done"}


@dataclass(frozen=True, slots=True)
class Heard:
    """Her note as her pages read it."""

    state: str
    words: str
    tone: str
    reason: str
    story: str
    length: str
    has_sound: bool
    toned: bool  # the demo’s tones, nobody’s voice


def of(listing_id: int) -> Heard | None:
    """The living note of a piece, as its maker reads it."""
    return to_her(find.of(listing_id))


def to_her(note: VoiceNote | None) -> Heard | None:
    """How it stands, in words that need no explanation."""
    if note is None:
        return None
    return Heard(
        note.state, _(TO_HER[note.state]), TONES.get(note.state, "info"), note.reason, note.story,
        length(note.seconds), note.document_id is not None, note.sent_by is None,
    )  # fmt: skip


def state(note: VoiceNote) -> tuple[str, str]:
    """The word and the tone that the office reads."""
    word, tone = STATES[note.state]
    return _(word), tone


def spoken(note: VoiceNote) -> str:
    """The language that she speaks; "" while nobody has said."""
    return _(SPOKEN[note.spoken]) if note.spoken else ""


def length(seconds: int) -> str:
    """Minutes and seconds: ۱:۰۵."""
    return localise_digits(f"{seconds // 60}:{seconds % 60:02}", formatters.locale())


def days() -> int:
    """For how many days a sound is kept after it was written."""
    return preferences.load().keep_voices_days
