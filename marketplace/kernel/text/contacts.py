"""Phone numbers, links and social names inside a text, for a reviewer to see at a glance."""

import re

from marketplace.kernel.text.digits import to_ascii_digits

_GAP = r"[\s.\-_/()*\u200c\u2010-\u2015ـ]{0,3}"
_REST = rf"(?:{_GAP}\d)"
_PHONE = (
    rf"(?<!\d)(?:(?:\+|00){_GAP}9{_GAP}8|9{_GAP}8|0)?{_GAP}9{_REST}{{9}}(?!\d)"
    rf"|(?<![\d+])0{_GAP}[1-8]{_REST}{{9}}(?!\d)"
    rf"|\+{_GAP}[1-9]{_REST}{{7,13}}(?!\d)"
    r"|صفر\s+نهصد"
)
_LINK = (
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.])(?:[a-z0-9-]{1,63}\.){1,5}"
    r"(?:ir|com|net|org|me|shop|store|io|app|info|link|site|online|xyz|co)\b(?:/\S*)?"
)
_SOCIAL = (
    r"(?<!\w)@\w[\w.]{2,}"
    r"|تلگرام|اینستا[ \u200c]?گرام|اینستا|واتس[ \u200c]?[اآ]پ"
    r"|(?<!\w)(?:ایتا|روبیکا|آیدی|ایدی)(?!\w)"
    r"|(?<!\w)(?:telegram|instagram|insta|whats ?app|facebook|eitaa|rubika)(?!\w)"
)
_CONTACT = re.compile(f"{_LINK}|{_PHONE}|{_SOCIAL}", re.IGNORECASE)
_SAME_LENGTH = str.maketrans("يىك", "ییک")


def contact_details(text: str) -> list[str]:
    """The passages, as they were written, that look like a way round the office."""
    plain = to_ascii_digits(text).translate(_SAME_LENGTH)
    return [text[found.start() : found.end()].strip() for found in _CONTACT.finditer(plain)]


def mask_mobile(mobile: str) -> str:
    """A stored mobile with its middle hidden: +989123456789 → 0912•••6789."""
    home = f"0{mobile[3:]}" if mobile.startswith("+98") else mobile
    return f"{home[:-7]}•••{home[-4:]}"
