"""What a photograph looks like, in three measures taken when it arrives."""

from dataclasses import dataclass

import pyvips

SIDE = 1000  # px; the longer side of what sharpness is measured on, so that it compares
ACROSS, DOWN = 9, 8  # of the small picture whose steps of light are its print
FLAT = 6.0  # a picture whose light deviates less shows nothing to know it by
EDGES = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]


@dataclass(frozen=True, slots=True)
class Look:
    """`light`: what a tenth of it outshines, 0 to 255. `detail`: how steep its sharpest fiftieth
    is, 0 to 255. `mark`: 16 hexadecimal digits, nearly the same for the same photograph resized or
    saved again; empty where there is nothing to know it by."""

    light: int
    detail: int
    mark: str


def measured(image: pyvips.Image) -> Look:
    """Measure an upright sRGB picture in memory."""
    grey = image.colourspace("b-w").extract_band(0).copy_memory()
    even = grey.thumbnail_image(SIDE, height=SIDE, size="down").copy_memory()
    edges = even.conv(pyvips.Image.new_from_array(EDGES), precision="integer").abs().cast("uchar")
    return Look(even.percent(90), edges.percent(98), _mark(even))


def _mark(grey: pyvips.Image) -> str:
    """Whether each of 8 × 8 fields is lighter than the next: known as dHash."""
    if grey.deviate() < FLAT:
        return ""
    small = grey.thumbnail_image(ACROSS, height=DOWN, size="force").write_to_memory()
    bits = 0
    for row in range(DOWN):
        for column in range(ACROSS - 1):
            here = row * ACROSS + column
            bits = bits << 1 | (small[here] > small[here + 1])
    return f"{bits:016x}"


def quarters(mark: str) -> list[int]:
    """The four parts by which a mark is found."""
    return [int(mark[start : start + 4], 16) for start in range(0, len(mark), 4)]


def apart(one: str, other: str) -> int:
    """In how many of 64 places two marks differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
