"""Laws of text, for anything a phone can send."""

import unicodedata

from hypothesis import example, given, strategies as st

from marketplace.kernel.text import (
    TextError,
    clean,
    collation_key,
    contact_details,
    fold,
    fold_joined,
    search_terms,
    slug,
    sms_parts,
    to_ascii_digits,
    to_persian_digits,
)
from marketplace.kernel.text.cleaning import BIDI_CONTROLS

nasty = (
    "\u200c\u200d\u200e\u202e\u2066\u2069\x00\x85\u2028\ud800\u0301\u0653\u0654يىكةۀأ ۱٢3ـ🧶a\n\r\t"
)
anything = st.text(st.characters(), max_size=200) | st.text(nasty + "گلیم دست‌باف", max_size=60)


@given(anything, st.booleans())
@example(" \u200d", False)
@example("a \u200c\u200db\u200d \u200c", True)
def test_clean_text_is_clean_and_stays_so(text: str, multiline: bool) -> None:
    kept = clean(text, multiline=multiline)
    assert clean(kept, multiline=multiline) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & set(BIDI_CONTROLS)
    assert not {unicodedata.category(letter) for letter in kept.replace("\n", "")} & {"Cc", "Cs"}
    assert kept == kept.strip()
    assert "  " not in kept
    assert multiline or "\n" not in kept
    kept.encode()


@given(anything, st.integers(0, 50))
def test_a_limit_holds(text: str, limit: int) -> None:
    try:
        assert len(clean(text, limit)) <= limit
    except TextError:
        assert len(clean(text)) > limit


@given(anything)
def test_folding_is_final_and_safe(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not set(folded) & set("%_\\'\"\0\u200cيكـ")
    assert folded == " ".join(folded.split())
    assert fold_joined(text) == folded.replace(" ", "")
    folded.encode()


@given(st.text("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیأؤئۀ ۱۲۳", max_size=60))
def test_persian_folds_alike_composed_or_not(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(clean(text)) == fold(text)
    assert fold(to_ascii_digits(text)) == fold(to_persian_digits(text)) == fold(text)


@given(anything)
def test_terms_are_few_short_and_different(query: str) -> None:
    terms = search_terms(query)
    assert len(terms) <= 8
    assert len(set(terms)) == len(terms)
    assert all(0 < len(term) <= 40 and " " not in term for term in terms)


@given(anything)
def test_slugs_fit_an_address(title: str) -> None:
    end = slug(title)
    assert 0 < len(end) <= 80
    assert not set(end) & set(" /?#%\\.&\u200c\n")
    assert end == "-" or not end.startswith("-")
    end.encode()
    assert slug(end) == end


@given(anything)
def test_the_rest_takes_anything(text: str) -> None:
    assert sms_parts(text) >= 1
    assert isinstance(collation_key(text), str)
    for detail in contact_details(text):
        assert detail in text


@given(st.integers(0, 9_999_999), st.sampled_from(["", " ", "-", "\u200c", "."]), st.booleans())
def test_no_iranian_mobile_hides(number: int, gap: str, persian: bool) -> None:
    mobile = gap.join(f"0900{number:07}")
    written = to_persian_digits(mobile) if persian else mobile
    assert contact_details(f"گلیم {written} قرمز") == [written]
