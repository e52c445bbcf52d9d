"""Two versions of a text, word by word: what stays, what goes, what comes."""

import re
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")
Run = tuple[bool, str]  # whether it stands in this version only, and the words


def differing(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Both versions in runs of words, each run common to both or this version's own.

    Gaps between words are not compared, so that a broken line is no change."""
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    left: list[Run] = []
    right: list[Run] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        own = kind != "equal"
        left += [(own, "".join(before[a:b]))] if b > a else []
        right += [(own, "".join(after[c:d]))] if d > c else []
    return left, right


def _bare(words: list[str]) -> list[str]:
    return [word.rstrip() for word in words]
