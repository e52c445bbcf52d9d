"""Ways to go on from what is typed so far: the words that makers use, most usual first."""

from marketplace.discovery.language import latin, synonyms, vocabulary
from marketplace.discovery.language.spelling import asked_shapes, like
from marketplace.kernel.text import clean, fold, fold_joined

MOST = 8
FEWEST = 2  # letters to begin with


def words(typed: str) -> list[str]:
    """The query completed: its last word as makers write those that begin so; else what stands
    for it, sounds like it or is one slip away."""
    before, _, last = clean(typed).rpartition(" ")
    start = fold_joined(last)
    if len(start) < FEWEST or not start.isalpha():
        return []
    found = vocabulary.beginning(start, MOST) or _otherwise(start)
    return list(dict.fromkeys(f"{before} {word.shown}".strip() for word in found))


def _otherwise(typed: str) -> list[vocabulary.Known]:
    stand = latin.begun(typed) | synonyms.meant([typed]).get(typed, set())
    under = asked_shapes(typed)
    kept = vocabulary.kept_under(under) if under else []
    near = {word.word: word for shape, word in kept if like(typed, shape, word.word)}
    return list((vocabulary.known(stand) | near).values())[:MOST]


def begins(typed: str, name: str) -> bool:
    """Whether a word of the name begins with what is typed."""
    start = fold(typed)
    return len(start) >= FEWEST and f" {start}" in f" {fold(name)}"
