"""The order of the Persian alphabet, which code points do not follow."""

from marketplace.kernel.text.folding import fold

_MADDA = "\ue000"
_ALPHABET = _MADDA + "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_PLACES = {ord(letter): chr(ord(":") + place) for place, letter in enumerate(_ALPHABET)}


def collation_key(text: str) -> str:
    """A key that sorts digits first, then Persian from آ to ی, then Latin; spaces before all.

    Compare keys by code point (Python's own order); ZWNJ does not count.
    """
    text = text.replace("\u200c", "").replace("ا\u0653", _MADDA).replace("آ", _MADDA)
    return fold(text).translate(_PLACES)
