"""Sounds that strangers send: what is kept, what is refused, what never leaves with them."""

import io
import os
import struct
import wave

import av
import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents, sounds, storage
from tests.support.made.sounds import CONTAINERS, a_sound


@pytest.fixture(autouse=True)
def _folder(session):
    """An app context with its folder."""


def kept(checked):
    with unit_of_work():
        return documents.open(documents.store(checked.paper, None))


def refusal(data):
    before = storage.documents.used()
    with pytest.raises(DomainError) as told:
        sounds.check(data)
    assert told.value.field == "sound"
    assert storage.documents.used() == before
    return told.value.sentence


@pytest.mark.parametrize("kind", CONTAINERS)
def test_whatever_a_phone_records_is_kept_as_one_format_that_every_browser_plays(kind):
    checked = sounds.check(io.BytesIO(a_sound(kind)))
    assert checked.seconds == 2
    assert checked.paper.content_type == "audio/mpeg"
    with av.open(io.BytesIO(kept(checked))) as opened:
        (stream,) = opened.streams
        assert (stream.codec_context.name, stream.codec_context.rate) == ("mp3float", 24_000)
        assert stream.codec_context.layout.name == "mono"


@pytest.mark.parametrize("kind", ["m4a", "mp3", "webm"])
def test_no_place_and_no_name_stay_in_it(kind):
    sent = a_sound(kind)
    assert b"Fariba" in sent
    written = kept(sounds.check(sent))
    for secret in (b"Fariba", b"35.57", b"Phone 7"):
        assert secret not in written


def test_it_lies_encrypted():
    checked = sounds.check(a_sound())
    sealed = storage.documents.read(checked.paper.key, documents.NAME)
    assert b"\xff\xf3" not in sealed[:64]
    assert sealed.startswith(b"gAAAA")


@pytest.mark.parametrize(
    "data",
    [
        b"<html>not a sound", b"\xff", b"\xff\xd8\xff\xe0 a picture", b"PK\x03\x04",
        b"#EXTM3U\nfile:///etc/passwd", b"ffconcat version 1.0\nfile /etc/passwd", b"\x00" * 9,
    ],
)  # fmt: skip
def test_what_is_no_sound_is_not_opened_at_all(data):
    assert refusal(data).startswith("This file is not a sound")


@pytest.mark.parametrize(
    "data",
    [
        b"\x1a\x45\xdf\xa3" + os.urandom(4000), b"OggS" + bytes(2000), b"ID3" + b"\x7f" * 5000,
        b"RIFF\xff\xff\xff\xffWAVEfmt " + b"\xff" * 300, b"#!AMR\n" + b"\xff" * 400,
        b"\x00\x00\x00\x1cftypM4A " + b"\xff" * 4000,
    ],
)  # fmt: skip
def test_a_header_with_nothing_true_behind_it_is_refused(data):
    assert refusal(data).startswith(("This sound cannot be opened", "Nothing can be heard"))


def test_a_length_that_a_header_claims_is_not_believed():
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8_000, 0, "NONE", ""))
        sound.writeframes(struct.pack("<80h", *range(-4000, 4000, 100)) * 200)
    hours = bytearray(out.getvalue())
    hours[4:8] = hours[40:44] = (0x7FFFFFF0).to_bytes(4, "little")
    assert sounds.check(bytes(hours)).seconds == 2


def test_longer_than_three_minutes_is_refused_however_small_it_is():
    long = a_sound("amr", 190)
    assert len(long) < 350_000
    assert refusal(long).startswith("This is longer than")
    assert sounds.check(a_sound("amr", 180)).seconds == 180


def test_nothing_larger_than_five_megabytes_is_read():
    sent = io.BytesIO(b"RIFF    WAVE" + bytes(6 * 1024 * 1024))
    assert refusal(sent).startswith("This sound is larger")
    assert sent.tell() == sounds.MOST_BYTES + 1


def test_silence_and_a_press_by_mistake_are_told():
    assert refusal(a_sound("wav", 3, 20)).startswith("Nothing can be heard")
    assert refusal(a_sound("ogg", 0.4)).startswith("Nothing can be heard")
    assert refusal(b"").startswith("The sound did not arrive")


def test_a_sound_cut_short_on_its_way_is_kept_as_far_as_it_came():
    sent = a_sound("webm", 8)
    assert sounds.check(sent[: len(sent) // 2]).seconds in range(2, 7)


def test_a_film_gives_nothing_but_its_sound():
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream = film.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        film.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        film.mux(stream.encode(None))
    assert refusal(out.getvalue()).startswith("This sound cannot be opened")
