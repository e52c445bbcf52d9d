"""What a piece answers to its craft's questions, as rows of its page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from marketplace.catalogue import answers
from marketplace.catalogue.attribute_models import Attribute, AttributeChoice
from marketplace.discovery.wording import wording
from marketplace.kernel import settled
from marketplace.kernel.db import table

attribute, choice = table(Attribute), table(AttributeChoice)
Rows = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Question:
    """One attribute in a language, and the names of its choices."""

    kind: str
    name: str
    unit: str
    choices: dict[int, str] = field(default_factory=dict)


def details(given: Mapping[str, Any], locale: str) -> Rows:
    """Name and answer of each, in staff's order."""
    if not given:
        return ()
    every = settled.known(("questions", locale), lambda: _read(locale))
    asked = ((one, given[key]) for key, one in every.items() if key in given)
    found = ((one.name, _words(one, value, locale)) for one, value in asked)
    return tuple((name, words) for name, words in found if words)


def _words(one: _Question, value: Any, locale: str) -> str:
    chosen = one.choices.get(value, "") if type(value) is int else ""
    return answers.plain(one.kind, value, locale, unit=one.unit, choice=chosen)


def _read(locale: str) -> dict[str, _Question]:
    """By the ids that pieces name them by, in staff's order."""
    every: dict[str, _Question] = {}
    for row in settled.ask(_asked(locale)):
        one = every.setdefault(str(row.id), _Question(row.kind, row.name, row.unit))
        if row.choice is not None:
            one.choices[row.choice] = row.chosen
    return every


@lru_cache(maxsize=2)
def _asked(locale: str) -> Select[Any]:
    return (
        select(
            attribute.c.id, attribute.c.kind, wording(attribute, "name", locale),
            wording(attribute, "unit", locale), choice.c.id.label("choice"),
            wording(choice, "name", locale).label("chosen"),
        )
        .outerjoin(choice, choice.c.attribute_id == attribute.c.id)
        .order_by(attribute.c.position, attribute.c.id)
    )  # fmt: skip
