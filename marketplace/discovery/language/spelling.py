"""Words that differ by one slip of the finger, and Persian words written in Latin letters.

A word is kept under each form that it has with one letter less (and under itself). Two words that
are one letter apart, by a wrong, missing, doubled or swapped one, share such a form; so a slip is
found by a few exact look-ups, however many words there are."""

import re

SHORTEST, LONGEST = 3, 24  # letters of a word that may be mended
SOUND = "~"  # before the consonants of a word; no folded word begins with it
_SOUNDS = (
    ("kh", "خ"), ("gh", "ق"), ("sh", "ش"), ("ch", "چ"), ("zh", "ژ"), ("ck", "ک"), ("ph", "ف"),
)  # fmt: skip
_LETTERS = str.maketrans("bptjdrzsfqkglmnhvwxc", "بپتجدرزسفقکگلمنهووخک")
_ALIKE = str.maketrans("طثصذضظغح", "تسسزززقه")
_VOWELS = re.compile("[اویaeiouy]+|ع")
_TWICE = re.compile(r"(.)\1+")


def shapes(word: str) -> set[str]:
    """Everything under which the word is kept."""
    return _shorter(word) | {SOUND + sound for sound in sounds(word)}


def asked_shapes(word: str) -> set[str]:
    """Everything under which a word like the typed one may be kept."""
    latin = word.isascii()
    return _shorter(word) | ({SOUND + sound for sound in sounds(word)} if latin else set())


def _shorter(word: str) -> set[str]:
    if not SHORTEST <= len(word) <= LONGEST:
        return set()
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def one_slip(typed: str, word: str) -> bool:
    """Whether they differ by one letter that is wrong, missing, too many, or swapped."""
    if len(typed) > len(word):
        typed, word = word, typed
    start = next((n for n, letter in enumerate(typed) if letter != word[n]), len(typed))
    if len(typed) < len(word):
        return typed[start:] == word[start + 1 :] and len(word) == len(typed) + 1
    rest, other = typed[start:], word[start:]
    return rest[1:] == other[1:] or (rest[2:] == other[2:] and rest[:2] == other[1::-1])


def like(typed: str, shape: str, word: str) -> bool:
    """Whether a word, kept under a shape of the typed one, sounds like it or is one slip away."""
    return shape[0] == SOUND or one_slip(typed, word)


def sounds(word: str) -> set[str]:
    """The word's consonants as heard, in Persian letters: گلیم and gelim are both گلم.

    و is a vowel in the middle of some words and a consonant in others: both are tried."""
    for latin, persian in _SOUNDS:
        word = word.replace(latin, persian)
    word = word.translate(_LETTERS).translate(_ALIKE)
    word = word[:-1] if word.endswith("ه") and len(word) > SHORTEST else word
    first, rest = word[:1], word[1:]
    tried = {first + rest, first + rest.replace("و", "")}
    first = first if first == "و" else _VOWELS.sub("", first)
    heard = {_TWICE.sub(r"\1", first + _consonants(one[1:])) for one in tried}
    return {one for one in heard if len(one) >= SHORTEST}


def _consonants(rest: str) -> str:
    return _VOWELS.sub("", rest.replace("و", "\0")).replace("\0", "و")
