"""What staff ask of a craft and let buyers filter by, and which of it a list is offered."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from marketplace.catalogue.attribute_models import Attribute, AttributeChoice, AttributeCraft
from marketplace.discovery.filters import Filters
from marketplace.discovery.wording import wording
from marketplace.kernel import settled
from marketplace.kernel.db import table

attribute, craft, choice = table(Attribute), table(AttributeCraft), table(AttributeChoice)


class Trait(NamedTuple):
    """One question in the page's language; `choices` are (id, name), `kind` as on the attribute."""

    id: int
    kind: str
    name: str
    unit: str
    crafts: frozenset[int]
    choices: tuple[tuple[int, str], ...]


def filterable(locale: str) -> tuple[Trait, ...]:
    """All of them in staff's order, with answers that are no longer offered: pieces may have one.
    One statement where there are none."""
    return settled.known(("traits", locale), lambda: _filterable(locale))


def _filterable(locale: str) -> tuple[Trait, ...]:
    crafts: dict[int, set[int]] = {}
    asked: dict[int, Any] = {}
    for row in settled.ask(_asked(locale)):
        asked[row.id] = row
        crafts.setdefault(row.id, set()).add(row.craft_id)
    named: dict[int, list[tuple[int, str]]] = {}
    keys = tuple(row.id for row in asked.values() if row.kind == "choice")
    for row in settled.ask(_choices(locale), {"keys": keys}) if keys else ():
        named.setdefault(row.attribute_id, []).append((row.id, row.name))
    return tuple(
        Trait(key, row.kind, row.name, row.unit, frozenset(crafts[key]), tuple(named.get(key, ())))
        for key, row in asked.items()
    )


def meant(traits: Sequence[Trait], filters: Filters, crafts: Collection[int | None]) -> list[Trait]:
    """Those that every craft of what is found is asked, and those by which a list is filtered."""
    chosen = {one.id for one in filters.traits}
    return [one for one in traits if one.id in chosen or (crafts and one.crafts.issuperset(crafts))]


@lru_cache(maxsize=2)
def _asked(locale: str) -> Select[Any]:
    return (
        select(
            attribute.c.id, attribute.c.kind, wording(attribute, "name", locale),
            wording(attribute, "unit", locale), craft.c.craft_id,
        )
        .join(craft, craft.c.attribute_id == attribute.c.id)
        .where(attribute.c.filterable, attribute.c.ended_at.is_(None))
        .order_by(attribute.c.position, attribute.c.id)
    )  # fmt: skip


@lru_cache(maxsize=2)
def _choices(locale: str) -> Select[Any]:
    asked = choice.c.attribute_id.in_(bindparam("keys", expanding=True))
    named = select(choice.c.id, choice.c.attribute_id, wording(choice, "name", locale))
    return named.where(asked).order_by(choice.c.attribute_id, choice.c.position, choice.c.id)
