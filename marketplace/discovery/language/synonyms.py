"""Words that stand for others: what visitors say, kept by the office."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.discovery.models import SearchSynonym
from marketplace.kernel import eventlog, settled
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, fold, fold_joined

MOST = 12  # words on one side
GROUPS = select(SearchSynonym.typed, SearchSynonym.meant).order_by(SearchSynonym.id)
Group = tuple[frozenset[str], frozenset[str]]


def meant(words: list[str]) -> dict[str, set[str]]:
    """For each word that the office knows, the words that it stands for."""
    found: dict[str, set[str]] = {}
    for typed, means in settled.known("synonyms", _read):
        for word in typed.intersection(words):
            found.setdefault(word, set()).update(means or typed)
    return {word: others - {word} for word, others in found.items()}


def everything() -> Sequence[SearchSynonym]:
    """Every line, the newest first."""
    return session.scalars(select(SearchSynonym).order_by(SearchSynonym.id.desc())).all()


def add(typed: str, means: str) -> SearchSynonym:
    """Keep a line. Raises DomainError unless it says something that no line says yet."""
    row = SearchSynonym(**_new(_sides(typed, means)))
    session.add(row)
    session.flush()
    changes = {name: [None, getattr(row, name)] for name in ("typed", "meant")}
    eventlog.record("search_synonym", row.id, "created", changes=changes)
    return row


def change(row: SearchSynonym, typed: str, means: str) -> None:
    """Keep the line's new words. Raises DomainError."""
    new = _new(_sides(typed, means), row.id)
    changes = {name: [getattr(row, name), new[name]] for name in new
               if new[name] != getattr(row, name)}  # fmt: skip
    row.typed, row.meant = new["typed"], new["meant"]
    if changes:
        eventlog.record("search_synonym", row.id, "changed", changes=changes)


def remove(row: SearchSynonym) -> None:
    """Forget the line."""
    changes = {name: [getattr(row, name), None] for name in ("typed", "meant")}
    eventlog.record("search_synonym", row.id, "deleted", changes=changes)
    session.delete(row)


def _sides(typed: str, means: str) -> dict[str, str]:
    sides = {"typed": _words(typed), "meant": _words(means)}
    if not sides["typed"]:
        raise DomainError(N_("Write the words that visitors type."), field="typed")
    if len(sides["typed"].split()) < 2 and not sides["meant"]:
        raise DomainError(
            N_("One word alone says nothing: write another beside it, or what it stands for."),
            field="meant",
        )
    return sides


def _new(sides: dict[str, str], own: int | None = None) -> dict[str, str]:
    same = session.scalar(select(SearchSynonym.id).filter_by(**sides).limit(1))
    if same not in (None, own):
        raise DomainError(N_("This line stands in the list already."), field="typed")
    return sides


def _words(text: str) -> str:
    """Folded, each word once; a word with a ZWNJ is one."""
    for comma in "،,؛;\n":
        text = text.replace(comma, " ")
    words = [fold_joined(word) for word in text.split() if fold(word)]
    return " ".join(list(dict.fromkeys(words))[:MOST])


def _read() -> list[Group]:
    return [
        (frozenset(row.typed.split()), frozenset(row.meant.split())) for row in settled.ask(GROUPS)
    ]
