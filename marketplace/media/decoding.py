"""Untrusted picture files: looked at before they are decoded, kept upright and without metadata."""

import logging
import threading
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

import pyvips

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.media.looks import Look, measured
from marketplace.media.memory import give_back, keep_together
from marketplace.media.models import PREVIEW

MOST_PIXELS = {"jpeg": 40_000_000, "png": 25_000_000, "webp": 25_000_000}
MOST_KEPT = 100_000_000  # bytes of a picture that its decoder must hold whole at one time
MOST_BYTES = 12 * 1024 * 1024
LARGEST = 2400  # px; the kept original's longer side
LONGEST_SHAPE = 6  # times longer than wide, or wider than long
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_one_at_a_time = threading.BoundedSemaphore(1)

logging.getLogger("pyvips").setLevel(logging.CRITICAL)  # a bad file is a person's news, not ours
keep_together()
pyvips.block_untrusted_set(True)
pyvips.cache_set_max(0)
pyvips.concurrency_set(1)


@dataclass(frozen=True, slots=True)
class Checked:
    """A picture fit to keep: JPEG of at most 2400 px and its 240 px previews, all without EXIF."""

    original: bytes
    preview_webp: bytes
    preview_jpg: bytes
    width: int
    height: int
    sha256: str
    look: Look


def check(sent: bytes | IO[bytes]) -> Checked:
    """Decode what a person sent. Raises DomainError with what to do about it.

    One at a time: a file is read into memory when its turn comes, so that a hundred of them do
    not stand there together."""
    with _one_at_a_time:
        try:
            data = sent if isinstance(sent, bytes) else sent.read(MOST_BYTES + 1)
            return _decoded(data)
        finally:
            give_back()


def _decoded(data: bytes) -> Checked:
    _look_at_header(data, kind_of(data))
    try:
        image = shrunk(data, LARGEST, LARGEST)
        look, width, height = measured(image), image.width, image.height
        original = as_jpeg(image, 88)
        del image  # 13 MB: reading the JPEG again takes as much
        preview = shrunk(original, PREVIEW, LARGEST)
        small = as_webp(preview, 72), as_jpeg(preview, 74)
    except pyvips.Error:
        raise _damaged() from None
    return Checked(original, *small, width, height, sha256(data).hexdigest(), look)


def kind_of(data: bytes) -> str:
    """jpeg, png or webp by the first bytes, whatever its name says. Raises DomainError."""
    if not data:
        raise DomainError(N_("The picture did not arrive. Please send it again."), field="photo")
    if len(data) > MOST_BYTES:
        raise DomainError(
            N_("This picture is larger than %(most)s megabytes. Send a smaller one."),
            field="photo",
            most=MOST_BYTES // 1024**2,
        )
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise DomainError(
            N_(
                "This phone saved the picture as HEIC, which does not open here. In the camera’s"
                " settings choose JPEG (most compatible), then take it again."
            ),
            field="photo",
        )
    raise DomainError(
        N_("This file is not a picture we can open. Send a JPEG, PNG or WebP picture."),
        field="photo",
    )


def _look_at_header(data: bytes, kind: str) -> None:
    try:
        header = pyvips.Image.new_from_buffer(data, "", access="sequential")
        width, height = header.width, header.height
    except pyvips.Error:
        raise _damaged() from None
    if width * height > MOST_PIXELS[kind] or _kept_whole(header, kind) > MOST_KEPT:
        raise DomainError(
            N_("This picture has too many pixels. Take it with the phone’s ordinary camera."),
            field="photo",
        )
    if min(width, height) < PREVIEW:
        raise DomainError(
            N_(
                "This picture is too small to show the work. It needs at least %(least)s pixels on"
                " each side."
            ),
            field="photo",
            least=PREVIEW,
        )
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise DomainError(
            N_("This picture is too long and narrow. Take one with the whole work in the frame."),
            field="photo",
        )


def _kept_whole(header: pyvips.Image, kind: str) -> int:
    """Bytes that its decoder holds at one time; what is read line by line holds next to none."""
    pixels = int(header.width) * int(header.height)
    if kind == "webp":
        return pixels * 8  # the picture, and the frame it is copied into
    if "interlaced" not in header.get_fields():
        return 0
    each = 2 if kind == "jpeg" or header.format == "ushort" else 1  # a JPEG's coefficients: 2
    return pixels * int(header.bands) * each


def shrunk(data: bytes, width: int, height: int) -> pyvips.Image:
    """Upright, eight-bit sRGB on white, within width × height px, never enlarged; in memory.

    Loads by itself: libvips' one-step thumbnail does not fail on a file cut short."""
    image = _loaded(data, max(width, height))
    profile = {"export_profile": "srgb"} if "icc-profile-data" in image.get_fields() else {}
    image = image.thumbnail_image(width, height=height, size="down", **profile)
    if image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    image = image.colourspace("srgb")
    if image.bands != 3:
        image = image.extract_band(0, n=3)
    return image.cast("uchar").copy_memory()


def _loaded(data: bytes, wanted: int) -> pyvips.Image:
    """Read line by line; a JPEG is already shrunk while it is decoded, to `wanted` px or more."""
    how: dict[str, object] = {"access": "sequential", "fail_on": "error"}
    header = pyvips.Image.new_from_buffer(data, "", access="sequential")
    if kind_of(data) == "jpeg":
        ratio = max(header.width, header.height) // wanted
        how["shrink"] = next(factor for factor in (8, 4, 2, 1) if factor <= max(ratio, 1))
    return pyvips.Image.new_from_buffer(data, "", **how)


def as_jpeg(image: pyvips.Image, quality: int) -> bytes:
    """A progressive JPEG without metadata."""
    saved: bytes = image.jpegsave_buffer(
        Q=quality, keep="none", interlace=True, optimize_coding=True
    )
    return saved


def as_webp(image: pyvips.Image, quality: int) -> bytes:
    """A WebP without metadata."""
    saved: bytes = image.webpsave_buffer(Q=quality, keep="none", effort=4)
    return saved


def _damaged() -> DomainError:
    return DomainError(
        N_("This picture did not arrive whole. Please send it again, or take another."),
        field="photo",
    )
