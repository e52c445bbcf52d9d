"""The picture beside a shared link: the photo, the title and whose work it is, 1200 × 630 px."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

import pyvips

from marketplace.media.decoding import LARGEST, as_jpeg, shrunk

WIDTH, HEIGHT = 1200, 630
PHOTO, STRIPE, MARGIN = 560, 10, 48  # px
COLUMN = WIDTH - PHOTO - STRIPE - 2 * MARGIN
TALLEST = 300  # px of a title
LONGEST = 160  # letters of a title that are tried
FONTS = Path(__file__).parent / "fonts"
PAPER, INK, QUIET, MADDER = (255, 252, 247), (31, 26, 23), (79, 69, 61), (143, 42, 34)
RLM, NO_INK = "\u200f", "no text to render"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands beside the photo, in one language; the lines may be empty."""

    title: str
    maker: str
    place: str
    house: str
    right_to_left: bool


def drawn(photo: bytes, words: Words) -> bytes:
    """A JPEG: the photo where the eye ends, the words where it begins. Raises pyvips.Error."""
    seen = shrunk(photo, LARGEST, LARGEST).thumbnail_image(PHOTO, height=HEIGHT, crop="attention")
    paper = pyvips.Image.black(WIDTH, HEIGHT, bands=3) + list(PAPER)
    card = paper.cast("uchar").copy(interpretation="srgb")
    rtl = words.right_to_left
    card = card.insert(seen, 0 if rtl else WIDTH - PHOTO, 0)
    stripe = (pyvips.Image.black(STRIPE, HEIGHT, bands=3) + list(MADDER)).cast("uchar")
    card = card.insert(stripe, PHOTO if rtl else WIDTH - PHOTO - STRIPE, 0)
    title = title_of(words.title, rtl)
    down = MARGIN + 24
    card = _put(card, title, down, INK, rtl)
    down += title.height + 32
    for text, size in ((words.maker, 36), (words.place, 30)):
        if text:
            line = _line(text, size, "regular", rtl)
            card = _put(card, line, down, QUIET, rtl)
            down += line.height + 18
    house = _line(words.house, 28, "bold", rtl)
    return as_jpeg(_put(card, house, HEIGHT - MARGIN - house.height, MADDER, rtl), 82)


def title_of(title: str, right_to_left: bool) -> pyvips.Image:
    """The title as large as it fits; one that is too long even small ends in an ellipsis."""
    for size in (60, 50, 42):
        shown = written(title[:LONGEST], size, "bold", right_to_left)
        if shown.height <= TALLEST and shown.width <= COLUMN:
            return shown
    least, most = 1, min(len(title), LONGEST)
    while least < most:
        half = (least + most + 1) // 2
        shown = written(f"{title[:half].rstrip()}…", size, "bold", right_to_left)
        fits = shown.height <= TALLEST and shown.width <= COLUMN
        least, most = (half, most) if fits else (least, half - 1)
    return written(f"{title[:least].rstrip()}…", size, "bold", right_to_left)


def written(
    text: str, size: int, weight: str, right_to_left: bool, width: int = COLUMN
) -> pyvips.Image:
    """The text as light on dark, in lines of at most `width` px; letters joined, direction kept.
    A text without ink is a dark point."""
    marked = (RLM if right_to_left else "") + escape(" ".join(text.split()), quote=False)
    try:
        return pyvips.Image.text(
            marked, font=f"Vazirmatn {weight} {size}", width=width, dpi=72, wrap="word-char",
            fontfile=str(FONTS / f"vazirmatn-{weight}.ttf"),
        )  # fmt: skip
    except pyvips.Error as error:
        if NO_INK not in str(error):
            raise
        return pyvips.Image.black(1, 1)


def _line(text: str, size: int, weight: str, right_to_left: bool) -> pyvips.Image:
    """One line; what does not fit is cut off at the margin."""
    line = written(text[:80], size, weight, right_to_left, width=WIDTH * 4)
    left = line.width - COLUMN if right_to_left else 0
    return line.crop(left, 0, COLUMN, line.height) if line.width > COLUMN else line


def _put(
    card: pyvips.Image, mask: pyvips.Image, down: int, colour: tuple[int, int, int], rtl: bool
) -> pyvips.Image:
    """The words in this colour, at the margin where their language begins."""
    across = WIDTH - MARGIN - mask.width if rtl else MARGIN
    below = card.crop(across, down, mask.width, mask.height)
    ink = (pyvips.Image.black(mask.width, mask.height, bands=3) + list(colour)).cast("uchar")
    return card.insert(mask.ifthenelse(ink, below, blend=True), across, down)
