"""What a piece answers to its craft's questions, as rows of its page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from marketplace.catalogue import answers
from marketplace.catalogue.attribute_models import Attribute, AttributeChoice
from marketplace.discovery.reading import read
from marketplace.discovery.wording import wording
from marketplace.kernel.db import table

attribute, choice = table(Attribute), table(AttributeChoice)
Rows = tuple[tuple[str, str], ...]


def details(given: Mapping[str, Any], locale: str) -> Rows:
    """Name and answer of each, in staff's order; no query where nothing is answered."""
    if not given:
        return ()
    keys = [int(key) for key in given]
    chosen = [value for value in given.values() if type(value) is int]
    rows = read(_asked(locale), keys=keys, chosen=chosen)
    found = ((row.name, _words(row, given[str(row.id)], locale)) for row in rows)
    return tuple((name, words) for name, words in found if words)


def _words(row: Any, value: Any, locale: str) -> str:
    return answers.plain(row.kind, value, locale, unit=row.unit, choice=row.chosen or "")


@lru_cache(maxsize=2)
def _asked(locale: str) -> Select[Any]:
    mine = (choice.c.attribute_id == attribute.c.id) & choice.c.id.in_(
        bindparam("chosen", expanding=True)
    )
    return (
        select(
            attribute.c.id, attribute.c.kind, wording(attribute, "name", locale),
            wording(attribute, "unit", locale), wording(choice, "name", locale).label("chosen"),
        )
        .outerjoin(choice, mine)
        .where(attribute.c.id.in_(bindparam("keys", expanding=True)))
        .order_by(attribute.c.position, attribute.c.id)
    )  # fmt: skip
