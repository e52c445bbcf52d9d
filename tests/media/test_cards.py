"""The picture beside a shared link: its size, words that are there, joined and in their margin."""

import pytest
import pyvips

from marketplace.media import cards
from marketplace.media.cards import Words
from tests.support.factories import a_jpeg

PERSIAN = Words("گلیم روناسی", "دار روناس", "آوج", "کاروانسرا", right_to_left=True)
ENGLISH = Words("Madder kilim", "Madder Loom", "Avaj", "Caravanserai", right_to_left=False)
HOSTILE = (
    "", " ", "گ" * 400, "<b>&amp;</b>" * 30, "\u202e" * 50, "a" * 393, "گلیم " * 90, "🧶" * 60,
    "<span size='999999'>x</span>", "\n" * 50,
)  # fmt: skip


def opened(words, photo=None):
    data = cards.drawn(photo or a_jpeg(), words)
    assert 4_000 < len(data) < 300_000
    image = pyvips.Image.new_from_buffer(data, "")
    assert (image.width, image.height, image.bands) == (cards.WIDTH, cards.HEIGHT, 3)
    return image


def inked(image, left, top, width, height):
    """The share of dark pixels of a part, in per cent."""
    part = image.crop(left, top, width, height).colourspace("b-w")
    return (part < 110).avg() / 2.55


@pytest.mark.parametrize("words", [PERSIAN, ENGLISH])
def test_the_words_stand_beside_the_photo(words):
    image, bare = opened(words), opened(Words("", "", "", "", words.right_to_left))
    side = cards.PHOTO + cards.STRIPE if words.right_to_left else 0
    for top in (40, 150, 540):  # the title, the maker, the house
        assert inked(image, side, top, cards.COLUMN, 80) > 0.3
        assert inked(bare, side, top, cards.COLUMN, 80) < 0.05


def test_persian_begins_at_the_right_and_english_at_the_left():
    right, left = opened(PERSIAN), opened(ENGLISH)
    margin = cards.WIDTH - cards.MARGIN - 120
    assert inked(right, margin, 60, 120, 80) > 3
    assert inked(left, cards.MARGIN, 60, 120, 80) > 3
    assert right.getpoint(40, 300) != right.getpoint(1160, 300)  # the photo lies at the left


def test_persian_letters_are_joined():
    joined = cards.written("گلیم", 60, "bold", right_to_left=True)
    apart = cards.written("\u200c".join("گلیم"), 60, "bold", right_to_left=True)
    assert joined.width < apart.width * 0.9


def test_the_two_weights_are_our_own_font():
    bold = cards.written("گلیم", 60, "bold", right_to_left=True)
    regular = cards.written("گلیم", 60, "regular", right_to_left=True)
    assert bold.avg() * bold.width * bold.height > regular.avg() * regular.width * regular.height
    elsewhere = pyvips.Image.text("گلیم", font="DejaVu Sans Bold 60", dpi=72)
    assert (bold.width, bold.height) != (elsewhere.width, elsewhere.height)


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("right_to_left", [True, False])
def test_a_hostile_title_breaks_nothing(title, right_to_left):
    opened(Words(title, title, title[:5], "کاروانسرا", right_to_left))
    if title.strip():
        shown = cards.title_of(title, right_to_left)
        assert shown.height <= cards.TALLEST
        assert shown.width <= cards.COLUMN


def test_a_small_photo_fills_its_side():
    image = opened(PERSIAN, a_jpeg(240, 320))
    assert image.getpoint(5, 5) == pytest.approx(image.getpoint(500, 600), abs=6)
