"""How many pieces of a list answer what to the attributes of its craft.

Each number is what the list would show with that answer chosen: an attribute by which the list is
filtered already is counted as if it were not. Of a piece with variants one and the same has all
that is asked for, and it counts once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, case, select

from marketplace.discovery import spans
from marketplace.discovery.conditions import ANSWERS, LISTING, of_any_variant, source
from marketplace.discovery.families import PIECES
from marketplace.discovery.filters import Chosen, Filters, Shape
from marketplace.discovery.kept import Kept
from marketplace.discovery.led import led
from marketplace.discovery.reading import read
from marketplace.discovery.traits import Trait

ANSWER = ANSWERS.c
NONE = (0,)  # no attribute has this id
Counts = dict[int, Counter[int]]  # by attribute and answer; a number's is where its band begins
_counts: Kept[Counts] = Kept(256)


def of_all(traits: Sequence[Trait], filters: Filters) -> Counts:
    """The counts of a list without words."""
    unordered = replace(filters, order="new")
    asked = tuple((one.id, one.kind == "number") for one in traits)
    return _counts.get((unordered, asked), lambda: _of_all(asked, unordered))


def of_these(
    traits: Sequence[Trait], chosen: Sequence[Chosen], ids: Sequence[int]
) -> dict[int, dict[int, int]]:
    """What these listings answer to these attributes, by listing and attribute."""
    numbers = {one.id: one.number for one in chosen}
    asked = list((numbers | {one.id: one.kind == "number" for one in traits}).items())
    found: dict[int, dict[int, int]] = {}
    rows = read(_of_these(), ids=ids, **_asked(asked)) if asked and ids else ()
    for row in rows:
        found.setdefault(row.listing_id, {})[row.attribute_id] = row.answer
    return found


def _of_all(asked: Sequence[tuple[int, bool]], filters: Filters) -> Counts:
    chosen = {one.id for one in filters.traits}
    others = [one for one in asked if one[0] not in chosen]
    counts: Counts = {key: Counter() for key, _number in asked}
    for some, rest in [(others, filters)] + [
        ([one], filters.without(one[0])) for one in asked if one[0] in chosen
    ]:
        for row in read(_grouped(rest.shape), **_asked(some), **rest.values) if some else ():
            counts[row.attribute_id][row.answer] = row.pieces
    return counts


def _asked(traits: Sequence[tuple[int, bool]]) -> dict[str, Any]:
    numbers = tuple(key for key, number in traits if number) or NONE
    return {"asked": tuple(key for key, _number in traits), "numbers": numbers}


def _answer() -> Any:
    """What is answered; of a number where its band begins."""
    number = ANSWER.attribute_id.in_(bindparam("numbers", expanding=True))
    return case((number, spans.floor_of(ANSWER.value)), else_=ANSWER.value).label("answer")


@lru_cache(maxsize=256)
def _grouped(shape: Shape) -> Select[Any]:
    place, leads = source(shape)
    answer, wanted = _answer(), ANSWER.attribute_id.in_(bindparam("asked", expanding=True))
    return (
        select(ANSWER.attribute_id, answer, PIECES.label("pieces"))
        .select_from(led(place, ANSWERS, ANSWER.listing_id == LISTING.id))
        .where(wanted, *of_any_variant(shape, led_by_trait=leads))
        .group_by(ANSWER.attribute_id, answer)
    )


@lru_cache(maxsize=1)
def _of_these() -> Select[Any]:
    these = ANSWER.listing_id.in_(bindparam("ids", expanding=True))
    wanted = ANSWER.attribute_id.in_(bindparam("asked", expanding=True))
    return select(ANSWER.listing_id, ANSWER.attribute_id, _answer()).where(these, wanted)
