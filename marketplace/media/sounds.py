"""Sounds that people send: known by their first bytes, opened apart, kept sealed as one format."""

import subprocess
import sys
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.media import documents, storage
from marketplace.media.documents import CheckedDocument

MOST_BYTES = 5 * 1024 * 1024
LONGEST = 180  # seconds
GRACE = 5  # seconds more, for a phone that stops late
PATIENCE = 60  # seconds for opening one
TYPE = "audio/mpeg"  # played by every browser there is
FIELD = "sound"
PROGRAM = Path(__file__).with_name("hearing.py")
FINE, TOO_LONG, NOTHING_HEARD = 0, 4, 5  # as hearing.py ends
DAMAGED = N_("This sound cannot be opened; it may be damaged. Please record it again.")
_one_at_a_time = threading.BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class CheckedSound:
    """A sound fit to keep: MP3, one channel, without what the phone wrote about itself and the
    place; `paper` lies sealed in the storage, without a row as yet."""

    seconds: int
    sha256: str  # of what was sent
    paper: CheckedDocument


def check(sent: bytes | IO[bytes]) -> CheckedSound:
    """Open what a person sent and keep it; before any unit of work.

    Raises DomainError with what to do about it, StorageFull, StorageAway."""
    with _one_at_a_time:
        data = sent if isinstance(sent, bytes) else sent.read(MOST_BYTES + 1)
        seconds, written = _anew(data, demuxer_of(data))
    return CheckedSound(seconds, sha256(data).hexdigest(), documents.keep(written, TYPE))


def forget(checked: CheckedSound) -> None:
    """Delete a kept sound that got no row after all. Raises StorageAway."""
    storage.documents.remove(checked.paper.key)


def demuxer_of(data: bytes) -> str:
    """Which of FFmpeg's demuxers may look at it, by the first bytes, whatever its name says.

    No other is tried: some of them open further files. Raises DomainError."""
    if not data:
        raise DomainError(N_("The sound did not arrive. Please send it again."), field=FIELD)
    if len(data) > MOST_BYTES:
        raise DomainError(
            N_("This sound is larger than %(most)s megabytes. Record a shorter one."),
            field=FIELD,
            most=MOST_BYTES // 1024**2,
        )
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if data.startswith(b"OggS"):
        return "ogg"
    if data[4:8] == b"ftyp":
        return "mov"
    if data.startswith(b"#!AMR"):
        return "amr"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wav"
    if data.startswith(b"ID3"):
        return "mp3"
    if data[0] == 0xFF and data[1:2] and data[1] & 0xE0 == 0xE0:
        return "mp3" if data[1] & 0x06 else "aac"
    raise DomainError(
        N_("This file is not a sound that we can open. Send a voice recording of the phone."),
        field=FIELD,
    )


def _anew(data: bytes, demuxer: str) -> tuple[int, bytes]:
    """Its seconds and its MP3, from a process that knows nothing of the house."""
    program = [sys.executable, "-I", str(PROGRAM), demuxer, str(LONGEST + GRACE)]
    try:
        done = subprocess.run(  # noqa: S603
            program, input=data, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise DomainError(DAMAGED, field=FIELD) from None
    if done.returncode == TOO_LONG:
        raise DomainError(
            N_("This is longer than %(most)s minutes. Say the most important part once more."),
            field=FIELD,
            most=LONGEST // 60,
        )
    if done.returncode == NOTHING_HEARD:
        raise DomainError(
            N_("Nothing can be heard in it. Hold the phone near your mouth and record it again."),
            field=FIELD,
        )
    if done.returncode != FINE:
        raise DomainError(DAMAGED, field=FIELD)
    seconds, _line, written = done.stdout.partition(b"\n")
    return int(seconds), written
