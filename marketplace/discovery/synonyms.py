"""Words that stand for others: what visitors say, kept by the office."""

from sqlalchemy import select

from marketplace.discovery.kept import Kept
from marketplace.discovery.models import SearchSynonym
from marketplace.discovery.reading import read

GROUPS = select(SearchSynonym.typed, SearchSynonym.meant).order_by(SearchSynonym.id)
_groups: Kept[list[tuple[frozenset[str], frozenset[str]]]] = Kept(1)


def meant(words: list[str]) -> dict[str, set[str]]:
    """For each word that the office knows, the words that it stands for."""
    found: dict[str, set[str]] = {}
    for typed, means in _groups.get("all", _read):
        for word in words:
            if word in typed:
                found.setdefault(word, set()).update(means or typed)
    return {word: others - {word} for word, others in found.items()}


def _read() -> list[tuple[frozenset[str], frozenset[str]]]:
    return [(frozenset(row.typed.split()), frozenset(row.meant.split())) for row in read(GROUPS)]
