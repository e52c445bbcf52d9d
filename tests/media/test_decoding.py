"""Files that strangers send: what is kept, what is refused, what never leaves with them."""

import struct

import pytest
import pyvips

from marketplace.kernel.errors import DomainError
from marketplace.media import decoding
from marketplace.media.decoding import LARGEST
from tests.support.factories import a_jpeg


def wall(width=640, height=800):
    noise = pyvips.Image.gaussnoise(width, height, sigma=40, mean=120).cast("uchar")
    return noise.bandjoin([noise, noise]).copy(interpretation="srgb")


def opened(data):
    return pyvips.Image.new_from_buffer(data, "")


WITH_GPS = {
    "exif-ifd0-Make": "Phone",
    "exif-ifd3-GPSLatitude": "35/1 34/1 0/1",
    "exif-ifd3-GPSLatitudeRef": "N",
}


def with_exif(orientation=1, width=640, height=800):
    image = wall(width, height).copy()
    for name, value in WITH_GPS.items():
        image.set_type(pyvips.GValue.gstr_type, name, value)
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return image.jpegsave_buffer(Q=80, keep="all")


def test_no_place_and_no_phone_stay_in_any_file():
    sent = with_exif()
    assert b"Phone" in sent
    checked = decoding.check(sent)
    for kept in (checked.original, checked.preview_webp, checked.preview_jpg):
        assert b"Exif" not in kept
        assert b"Phone" not in kept
        assert not [name for name in opened(kept).get_fields() if name.startswith("exif")]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_kept_upright(orientation):
    checked = decoding.check(with_exif(orientation))
    upright = (640, 800) if orientation < 5 else (800, 640)
    assert (checked.width, checked.height) == upright
    assert opened(checked.preview_webp).width == 240


@pytest.mark.parametrize(
    "data",
    [
        wall().pngsave_buffer(),
        wall().webpsave_buffer(),
        wall().colourspace("cmyk").jpegsave_buffer(),
        wall().colourspace("rgb16").pngsave_buffer(bitdepth=16),
        wall()[0].copy(interpretation="b-w").pngsave_buffer(),
        wall().bandjoin(100).pngsave_buffer(),
        wall().pngsave_buffer(palette=True),
        wall().pngsave_buffer(interlace=True),
    ],
    ids=["png", "webp", "cmyk", "16 bit", "grey", "alpha", "palette", "interlaced"],
)
def test_any_honest_picture_becomes_a_plain_one(data):
    kept = opened(decoding.check(data).original)
    assert (kept.width, kept.height, kept.bands, kept.format) == (640, 800, 3, "uchar")


def test_a_large_picture_is_kept_smaller():
    checked = decoding.check(a_jpeg(4000, 3000))
    assert (checked.width, checked.height) == (LARGEST, 1800)


def test_the_first_frame_of_a_moving_webp_is_taken():
    frames = wall(300, 300 * 6).copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 300)
    checked = decoding.check(frames.webpsave_buffer(Q=20, effort=0))
    assert (checked.width, checked.height) == (300, 300)


def a_film(frames):
    """A moving WebP whose second picture comes so many times."""
    black = pyvips.Image.black(300, 300, bands=3)
    two = black.join(black + 200, "vertical").cast("uchar").copy(interpretation="srgb")
    two.set_type(pyvips.GValue.gint_type, "page-height", 300)
    data = two.webpsave_buffer(Q=20, effort=0)
    at = data.rindex(b"ANMF")
    body = data[8:at] + data[at:] * frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_of_ten_thousand_pictures_in_one_file_only_the_first_is_opened():
    film = a_film(10_000)
    assert opened(film).get("n-pages") == 10_001
    checked = decoding.check(film)
    assert (checked.width, checked.height) == (300, 300)
    assert opened(checked.original).get_page_height() == 300


HTML = b"<html><script>alert(1)</script></html>"
BOMB = (
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 50_000, 50_000, 8, 2, 0, 0, 0)
    + b"\x00" * 200
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "did not arrive"),
        (HTML, "not a picture"),
        (b"<svg onload=alert(1)>", "not a picture"),
        (b"GIF89a" + b"\x00" * 400, "not a picture"),
        (b"GIF89a" + b"!\xf9\x04\x00\x00\x00\x00\x00," * 10_000, "not a picture"),
        (b"PK\x03\x04" + b"\x00" * 400, "not a picture"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400, "HEIC"),
        (b"\xff\xd8\xff" + HTML, "whole"),
        (BOMB, ""),
        (a_jpeg()[:-400], "whole"),
        (wall().pngsave_buffer()[:9000], "whole"),
        (wall().webpsave_buffer()[:9000], "whole"),
        (a_jpeg(100, 100), "too small"),
        (a_jpeg(240, 2400), "too long"),
        (b"\xff\xd8\xff" + b"\x00" * 13_000_000, "larger"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data, word):
    with pytest.raises(DomainError) as error:
        decoding.check(data)
    assert word in error.value.sentence
    assert error.value.field == "photo"


@pytest.mark.parametrize("tail", [HTML, b"PK\x03\x04hidden", b"<?php evil()?>"])
def test_what_hides_behind_a_picture_is_left_behind(tail):
    checked = decoding.check(a_jpeg() + tail)
    assert all(tail not in kept for kept in (checked.original, checked.preview_webp))
