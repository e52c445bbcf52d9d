"""Photographs as a phone takes them: sharp, sideways, and telling where they were taken."""

from pathlib import Path

import pyvips

WHERE = {"Latitude": "35/1 34/1 30/1", "Longitude": "49/1 13/1 12/1"}


def a_photograph(path: Path, seed: int) -> Path:
    """Write a 1200 × 1600 JPEG with a place in its EXIF; `seed` makes each different."""
    threads = pyvips.Image.sines(1200, 1600, hfreq=7 + seed, vfreq=3 + 2 * seed)
    wool = threads.linear(90, 120).bandjoin([threads.linear(50, 80), threads.linear(30, 70)])
    photo = wool.cast("uchar").copy(interpretation="srgb").copy()
    for name, value in WHERE.items():
        photo.set_type(pyvips.GValue.gstr_type, f"exif-ifd3-GPS{name}", value)
    photo.jpegsave(str(path), Q=85)
    assert tells_a_place(path.read_bytes())
    return path


def tells_a_place(data: bytes) -> bool:
    """Whether a picture's file says where it was taken."""
    return any("GPS" in name for name in pyvips.Image.new_from_buffer(data, "").get_fields())
