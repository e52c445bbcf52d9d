"""Two voice notes of the demo. Nobody's voice is invented: a few tones stand for it."""

import math
import wave
from array import array
from io import BytesIO

from marketplace.catalogue import revisions
from marketplace.catalogue.voices import speaking, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.timeline import Timeline
from marketplace.kernel.db import session
from marketplace.media import sounds
from marketplace.media.sounds import CheckedSound

RATE, LOUD = 16_000, 6_000
TONES = ((392, 440, 494, 440, 392), (330, 392, 440, 392, 330, 294))  # hertz, one a second
WAITS, WRITTEN = "runner-needle", "cloth-walnut"
STORY = (
    "این پارچه را روی دار زمینی خانهٔ مادرم می‌بافم. سبزش از پوست گردوی حیاط خودمان است. "
    "از بچگی پای همین دار نشسته‌ام و هنوز هم تابستان‌ها همان‌جا می‌بافم."
)


def tones() -> list[CheckedSound]:
    """The sounds, opened and kept; before any unit of work."""
    return [sounds.check(_wav(row)) for row in TONES]


def speak(cast: Cast, timeline: Timeline) -> None:
    """One waits for the office, one was written down."""
    timeline.add("2d 20:15", _say, cast, WRITTEN, 1)
    timeline.add("1d 10:20", _write, cast, WRITTEN)
    timeline.add("40m", _say, cast, WAITS, 0)


def _say(cast: Cast, key: str, number: int) -> None:
    listing = cast.listings[key]
    maker = next(key for key, one in cast.vendors.items() if one.id == listing.vendor_id)
    with cast.herself(maker):
        speaking.send(revisions.open_revision(listing), cast.voices[number], by=None)


def _write(cast: Cast, key: str) -> None:
    note = session.query(VoiceNote).filter_by(listing_id=cast.listings[key].id).one()
    with cast.playing("moderator") as user:
        writing.take(note, user.id)
        writing.finish(note, STORY, "az", user.id)


def _wav(hertz: tuple[int, ...]) -> bytes:
    """A second of each tone, swelling and fading."""
    samples = array("h")
    for tone in hertz:
        for n in range(RATE):
            swell = math.sin(math.pi * n / RATE)
            samples.append(int(LOUD * swell * math.sin(math.tau * tone * n / RATE)))
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())
    return out.getvalue()
