"""What a person typed, made fit to keep: one form, one line, nothing invisible."""

import re
import unicodedata

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text.marking import N_

ZWNJ, ZWJ = "\u200c", "\u200d"
FSI, PDI = "\u2068", "\u2069"
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"

_LONGEST = 100_000
_MOST_MARKS = 8
_INVISIBLE = BIDI_CONTROLS + "\ufeff\u200b\u2060\u00ad\ufff9\ufffa\ufffb\ufffe\uffff"
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
_SURROGATES = range(0xD800, 0xE000)

_KEEP: dict[int, str | None] = (
    dict.fromkeys(map(ord, _CONTROLS + _INVISIBLE))
    | dict.fromkeys(_SURROGATES)
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _LINE_ENDS + "\n"), "\n")
)
_NO_BIDI = dict.fromkeys(map(ord, BIDI_CONTROLS))
_JOINERS = re.compile(f"([{ZWNJ}{ZWJ}])[{ZWNJ}{ZWJ}]+")
_IDLE_JOINER = re.compile(f"(?:^|(?<=[ \n]))[{ZWNJ}{ZWJ}]+|{ZWNJ}(?=[ \n]|$)")
_BLANK_LINES = re.compile(r"\n{3,}")


class TextError(DomainError):
    """The text cannot be kept; `code` is always "too_long" and `limit` counts characters."""

    def __init__(self, limit: int) -> None:
        self.code, self.limit = "too_long", limit
        super().__init__(
            N_("This is too long. Please shorten it to %(limit)s characters."), limit=limit
        )


def clean(text: str, limit: int | None = None, *, multiline: bool = False) -> str:
    """The text in NFC without controls, direction marks, lone surrogates or idle spaces.

    Line ends become spaces unless `multiline`, which keeps at most one empty line. A ZWNJ stays
    where it stands between letters. Raises TextError beyond `limit` characters of the result.
    """
    if len(text) > _LONGEST:
        raise TextError(limit or _LONGEST)
    text = unicodedata.normalize("NFC", _few_marks(text.replace("\r\n", "\n").translate(_KEEP)))
    text = _one_line(text) if not multiline else _few_lines(text)
    if limit is not None and len(text) > limit:
        raise TextError(limit)
    return text


def _few_marks(text: str) -> str:
    """Long heaps of combining marks cut short: they draw over other lines and sort slowly."""
    if text.isascii():
        return text
    kept, heap = [], 0
    for letter in text:
        heap = heap + 1 if unicodedata.combining(letter) else 0
        if heap <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _one_line(text: str) -> str:
    text = _JOINERS.sub(r"\1", text.replace("\n", " "))
    return " ".join(part for part in _IDLE_JOINER.sub("", text).split(" ") if part)


def _few_lines(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", "\n".join(map(_one_line, text.split("\n")))).strip("\n")


def isolate(text: str) -> str:
    """The text so wrapped that, in an SMS, its direction cannot disturb its neighbours."""
    return f"{FSI}{text.translate(_NO_BIDI)}{PDI}"
