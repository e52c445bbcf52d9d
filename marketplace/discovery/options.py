"""What the variants of a piece differ in, and where each answer leads."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from marketplace.catalogue.attribute_models import Attribute, AttributeChoice
from marketplace.catalogue.models import Listing
from marketplace.discovery.availability import VISIBLE, state_of
from marketplace.discovery.reading import read
from marketplace.discovery.rows import Option, Pick
from marketplace.discovery.wording import wording
from marketplace.kernel.db import table
from marketplace.kernel.money import Money

listing, attribute, choice = table(Listing), table(Attribute), table(AttributeChoice)
RANK = {"ready": 0, "made_to_order": 0, "reserved": 1, "sold": 2}


def options(row: Any, locale: str) -> tuple[Option, ...]:
    """The options of a listing's row; no query where it has no variants."""
    if not row.family_id:
        return ()
    members = read(_members(), family=row.family_id)
    if len(members) < 2:
        return ()
    chosen = {one.id: _choices(one) for one in members}
    keys = sorted(frozenset().union(*chosen.values()))
    answers = read(_answers(locale), keys=keys)
    names = {one.id: one.name for one in answers}
    mine = next((one for one in members if one.id == row.id), None)
    found: dict[int, list[Any]] = {}
    for answer in answers:
        found.setdefault(answer.attribute_id, []).append(answer)
    return tuple(
        Option(
            of_one[0].asked,
            tuple(
                _pick(answer, {one.id for one in of_one}, mine, members, chosen, names)
                for answer in of_one
            ),
        )
        for of_one in found.values()
        if len(of_one) > 1
    )


def _pick(
    answer: Any, same: set[int], mine: Any, members: Sequence[Any],
    chosen: dict[int, frozenset[int]], names: dict[int, str],
) -> Pick:  # fmt: skip
    """The variant with this answer and otherwise the same ones, or the one that is nearest."""
    own = chosen[mine.id] if mine else frozenset()
    wanted = (own - same) | {answer.id}
    with_it = [one for one in members if answer.id in chosen[one.id]]
    best = min(with_it, key=lambda one: (-len(chosen[one.id] & wanted), RANK[_state(one)], one.id))
    others = [names[key] for key in sorted(chosen[best.id] - {answer.id}) if key in names]
    return Pick(
        answer.name, best.public_id, best.title_fa, Money(best.price or 0, best.currency),
        _state(best), answer.id in own, chosen[best.id] == wanted, " · ".join(others),
    )  # fmt: skip


def _choices(row: Any) -> frozenset[int]:
    return frozenset(int(key) for key in (row.combination or "").split(",") if key)


def _state(row: Any) -> str:
    return state_of(row.state, row.kind, row.free_from)


@lru_cache(maxsize=1)
def _members() -> Select[Any]:
    return (
        select(
            listing.c.id, listing.c.public_id, listing.c.title_fa, listing.c.combination,
            listing.c.price, listing.c.currency, listing.c.state, listing.c.kind,
            listing.c.free_from,
        )
        .where(VISIBLE, listing.c.family_id == bindparam("family"))
        .order_by(listing.c.id)
    )  # fmt: skip


@lru_cache(maxsize=2)
def _answers(locale: str) -> Select[Any]:
    return (
        select(
            choice.c.id, choice.c.attribute_id, wording(choice, "name", locale),
            wording(attribute, "name", locale).label("asked"),
        )
        .join(attribute, attribute.c.id == choice.c.attribute_id)
        .where(choice.c.id.in_(bindparam("keys", expanding=True)))
        .order_by(attribute.c.position, attribute.c.id, choice.c.position, choice.c.id)
    )  # fmt: skip
