"""Text as people send it: kept, tidied or refused, never broken."""

import time

import pytest

from marketplace.kernel.text import (
    N_,
    TextError,
    clean,
    isolate,
    localise_digits,
    slug,
    to_ascii_digits,
    to_persian_digits,
)

LONGEST_REAL_TITLE = 393


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  گلیم   قرمز ", "گلیم قرمز"),
        ("گلیم\u202eقرمز\u202c", "گلیمقرمز"),
        ("\u2066a\u2069\u200e\u200f\u061cb", "ab"),
        ("a\x00b\x07c", "abc"),
        ("a\ud800b", "ab"),
        ("می\u200c\u200c\u200cشود", "می\u200cشود"),
        ("\u200cمی شود\u200c", "می شود"),
        ("می \u200c شود", "می شود"),
        ("e\u0301", "é"),
        ("آ", "آ"),
        ("a\u00a0b\u3000c\td\r\ne", "a b c d e"),
        ("a\u200bb\ufeffc\u00ad", "abc"),
        ("👩‍👧 👩\u200d\u200d👧", "👩‍👧 👩‍👧"),
        ("<b>{{7*7}}</b>", "<b>{{7*7}}</b>"),
        ("ي ك ۱٢3", "ي ك ۱٢3"),
        ("", ""),
        ("\u200c\u200d \n", ""),
    ],
)
def test_cleans_one_line(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_keeps_paragraphs_where_asked() -> None:
    raw = " یک \r\n\r\n\r\n\r\nدو\u2028سه\rچهار\x0b \n"
    assert clean(raw, multiline=True) == "یک\n\nدو\nسه\n\nچهار".replace("\n\nچهار", "\nچهار")


def test_counts_what_is_kept() -> None:
    assert clean("گ" * LONGEST_REAL_TITLE, LONGEST_REAL_TITLE)
    assert clean(" " * 50 + "گ" * 10, 10) == "گ" * 10
    with pytest.raises(TextError) as refused:
        clean("گ" * 11, 10)
    assert (refused.value.code, refused.value.facts) == ("too_long", {"limit": 10})


def test_megabytes_are_refused_and_heaps_of_marks_cut_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(TextError):
        clean("گ" * 1_000_000, 5000)
    heap = clean("a" + "\u0323\u0301" * 40_000)
    assert len(heap) <= 10
    assert time.monotonic() - started < 2


def test_isolates_for_plain_text() -> None:
    assert isolate("Kilim\u202e (۲)") == "\u2068Kilim (۲)\u2069"


def test_digits_of_three_scripts() -> None:
    assert to_ascii_digits("۱٢3 گلیم") == "123 گلیم"
    assert to_persian_digits("۱٢3 a") == "۱۲۳ a"
    assert localise_digits("K7M ۱٢3", "fa") == "K۷M ۱۲۳"
    assert localise_digits("۱٢3", "en") == "123"


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("گلیم دست\u200cباف", "گلیم-دست-باف"),
        ("گلیم ۱۲۰×۸۰ — نو!", "گلیم-120-80-نو"),
        ("Sumak «Avaj» No. 3", "sumak-avaj-no-3"),
        ("weaver's", "weavers"),
        ("../../etc/passwd", "etc-passwd"),
        ("e\u0301toile", "étoile"),
        ("❤\ufe0f گلیم", "گلیم"),
        ("🧶", "-"),
        ("", "-"),
    ],
)
def test_slugs(title: str, end: str) -> None:
    assert slug(title) == end


def test_long_titles_give_short_slugs_of_whole_words() -> None:
    assert slug("گلیم " * 80) == "-".join(["گلیم"] * 16)
    assert slug("گ" * LONGEST_REAL_TITLE) == "گ" * 80


def test_marked_sentences_stay_themselves() -> None:
    assert N_("Write the amount.") == "Write the amount."
