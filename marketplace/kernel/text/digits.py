"""Digits of three scripts: Persian, Arabic, ASCII. ASCII is what is stored."""

ASCII = "0123456789"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
ARABIC = "٠١٢٣٤٥٦٧٨٩"

_TO_ASCII = str.maketrans(PERSIAN + ARABIC, ASCII + ASCII)
_TO_PERSIAN = str.maketrans(ASCII + ARABIC, PERSIAN + PERSIAN)


def to_ascii_digits(text: str) -> str:
    """Persian and Arabic digits as ASCII; everything else untouched."""
    return text.translate(_TO_ASCII)


def to_persian_digits(text: str) -> str:
    """ASCII and Arabic digits as Persian; everything else untouched."""
    return text.translate(_TO_PERSIAN)


def localise_digits(text: str, locale: str) -> str:
    """Digits as the page's language writes them: Persian for fa, ASCII otherwise."""
    return to_persian_digits(text) if locale == "fa" else to_ascii_digits(text)
