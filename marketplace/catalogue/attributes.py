"""Staff say what is asked about the pieces of each craft. Nothing is deleted: it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from marketplace.catalogue.attribute_models import (
    KINDS,
    Attribute,
    AttributeChoice,
    AttributeCraft,
    ListingAttribute,
)
from marketplace.catalogue.places import shift
from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, fold

SUBJECT = "attribute"
WORDS = ("name_fa", "name_en", "help_fa", "help_en", "unit_fa", "unit_en")
FLAGS = ("required", "filterable", "varies")
MOST_CHOICES = 60
WHOLE = (selectinload(Attribute.choices), selectinload(Attribute.crafts))


@dataclass(frozen=True, slots=True)
class Wish:
    """An attribute as staff want it."""

    name_fa: str
    name_en: str
    crafts: frozenset[int]
    help_fa: str = ""
    help_en: str = ""
    unit_fa: str = ""
    unit_en: str = ""
    required: bool = False
    filterable: bool = False
    varies: bool = False


def everything() -> Sequence[Attribute]:
    """All of them in staff's order, the ended ones too."""
    query = select(Attribute).order_by(Attribute.position, Attribute.id).options(*WHOLE)
    return session.scalars(query).all()


def of_craft(craft_id: int) -> Sequence[Attribute]:
    """What is asked about pieces of this craft now, in staff's order."""
    query = (
        select(Attribute)
        .join(AttributeCraft, AttributeCraft.attribute_id == Attribute.id)
        .where(AttributeCraft.craft_id == craft_id, Attribute.ended_at.is_(None))
        .order_by(Attribute.position, Attribute.id)
        .options(selectinload(Attribute.choices))
    )
    return session.scalars(query).all()


def by_ids(keys: Iterable[int]) -> Sequence[Attribute]:
    """These, ended or not, in staff's order."""
    query = select(Attribute).where(Attribute.id.in_(set(keys)))
    query = query.order_by(Attribute.position, Attribute.id)
    return session.scalars(query.options(selectinload(Attribute.choices))).all()


def offered(attribute: Attribute) -> list[AttributeChoice]:
    """The answers that may be chosen now."""
    return [choice for choice in attribute.choices if choice.ended_at is None]


def add(kind: str, wish: Wish) -> Attribute:
    """Ask one thing more, after all others; the kind stays. Raises DomainError."""
    if kind not in KINDS:
        raise DomainError(N_("Choose one of the answers."), field="kind")
    _require_sense(kind, wish)
    last = session.scalar(select(func.max(Attribute.position))) or 0
    attribute = Attribute(kind=kind, position=last + 1, **_values(wish))
    attribute.crafts = [AttributeCraft(craft_id=craft) for craft in sorted(wish.crafts)]
    session.add(attribute)
    session.flush()
    eventlog.record(
        SUBJECT, attribute.id, "added",
        changes={"name_fa": [None, wish.name_fa], "attribute_kind": [None, kind]},
    )  # fmt: skip
    return attribute


def change(attribute: Attribute, wish: Wish) -> None:
    """Other words or rules, from now on; published pieces stay as they are. Raises DomainError."""
    locked(Attribute, attribute.id)
    _require_sense(attribute.kind, wish)
    values = _values(wish)
    units = ("unit_fa", "unit_en")
    if any(getattr(attribute, name) != values[name] for name in units) and used(attribute):
        raise DomainError(
            N_("Pieces carry numbers in this unit, so it stays. End this one and ask anew."),
            field="unit_fa",
        )
    if attribute.varies and not wish.varies and used(attribute):
        raise DomainError(N_("Variants of pieces differ in it, so that stays."), field="varies")
    changes = {
        name: [getattr(attribute, name), new]
        for name, new in values.items()
        if getattr(attribute, name) != new
    }
    for name, (_, new) in changes.items():
        setattr(attribute, name, new)
    before = {row.craft_id for row in attribute.crafts}
    if before != wish.crafts:
        changes["crafts"] = [sorted(before), sorted(wish.crafts)]
        kept = [row for row in attribute.crafts if row.craft_id in wish.crafts]
        more = [AttributeCraft(craft_id=craft) for craft in sorted(wish.crafts - before)]
        attribute.crafts = kept + more
    if changes:
        session.flush()
        eventlog.record(SUBJECT, attribute.id, "changed", changes=changes)


def end(attribute: Attribute) -> None:
    """Ask it no longer; what was answered stays."""
    locked(Attribute, attribute.id)
    if attribute.ended_at is None:
        attribute.ended_at = clock.now()
        eventlog.record(SUBJECT, attribute.id, "ended")


def resume(attribute: Attribute) -> None:
    """Ask it again."""
    locked(Attribute, attribute.id)
    if attribute.ended_at is not None:
        attribute.ended_at = None
        eventlog.record(SUBJECT, attribute.id, "resumed")


def move(attribute: Attribute, step: int) -> None:
    """One place up (-1) or down (1)."""
    rows = list(session.scalars(select(Attribute).order_by(Attribute.id).with_for_update()))
    rows.sort(key=lambda row: (row.position, row.id))
    if changes := shift(rows, attribute, step):
        eventlog.record(SUBJECT, attribute.id, "moved", changes=changes)


def add_choice(attribute: Attribute, name_fa: str, name_en: str) -> AttributeChoice:
    """One answer more, after the others. Raises DomainError when it is there already."""
    locked(Attribute, attribute.id)
    if attribute.kind != "choice":
        raise DomainError(N_("Only a choice has answers to choose from."))
    if len(attribute.choices) >= MOST_CHOICES:
        raise DomainError(N_("%(most)s answers at most."), field="name_fa", most=MOST_CHOICES)
    _require_new(attribute, name_fa)
    last = max((choice.position for choice in attribute.choices), default=0)
    choice = AttributeChoice(position=last + 1, name_fa=name_fa, name_en=name_en)
    attribute.choices.append(choice)
    session.flush()
    eventlog.record(SUBJECT, attribute.id, "choice_added", changes={"choice": [None, name_fa]})
    return choice


def rename_choice(choice: AttributeChoice, name_fa: str, name_en: str) -> None:
    """Other words for the same answer, at once on every piece that has it."""
    attribute = locked(Attribute, choice.attribute_id)
    _require_new(attribute, name_fa, besides=choice)
    if (choice.name_fa, choice.name_en) != (name_fa, name_en):
        changes = {"choice": [choice.name_fa, name_fa], "name_en": [choice.name_en, name_en]}
        choice.name_fa, choice.name_en = name_fa, name_en
        eventlog.record(SUBJECT, attribute.id, "choice_changed", changes=changes)


def end_choice(choice: AttributeChoice) -> None:
    """Offer it no longer; pieces that have it keep it."""
    locked(Attribute, choice.attribute_id)
    if choice.ended_at is None:
        choice.ended_at = clock.now()
        changes = {"choice": [choice.name_fa, None]}
        eventlog.record(SUBJECT, choice.attribute_id, "choice_ended", changes=changes)


def resume_choice(choice: AttributeChoice) -> None:
    """Offer it again."""
    locked(Attribute, choice.attribute_id)
    if choice.ended_at is not None:
        choice.ended_at = None
        changes = {"choice": [None, choice.name_fa]}
        eventlog.record(SUBJECT, choice.attribute_id, "choice_resumed", changes=changes)


def move_choice(choice: AttributeChoice, step: int) -> None:
    """One place up (-1) or down (1) among the answers."""
    attribute = locked(Attribute, choice.attribute_id)
    place = shift(list(attribute.choices), choice, step)
    if place is None:
        return
    session.flush()
    session.expire(attribute, ["choices"])
    changes = {"choice": [choice.name_fa, choice.name_fa], **place}
    eventlog.record(SUBJECT, attribute.id, "choice_moved", changes=changes)


def choice_of(attribute: Attribute, choice_id: int) -> AttributeChoice:
    """One of its answers. Raises NotFound."""
    return one(AttributeChoice, id=choice_id, attribute_id=attribute.id)


def used(attribute: Attribute) -> int:
    """How many published pieces answer it; texts are not counted."""
    rows = select(func.count()).select_from(ListingAttribute)
    return session.scalar(rows.filter_by(attribute_id=attribute.id)) or 0


def _values(wish: Wish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in (*WORDS, *FLAGS)}


def _require_sense(kind: str, wish: Wish) -> None:
    if not wish.crafts:
        raise DomainError(N_("Choose at least one craft."), field="crafts")
    if wish.filterable and kind == "text":
        raise DomainError(N_("Buyers cannot filter by free words."), field="filterable")
    if wish.varies and kind != "choice":
        raise DomainError(N_("Variants may differ in a choice only."), field="varies")
    if kind != "number" and (wish.unit_fa or wish.unit_en):
        raise DomainError(N_("Only a number has a unit."), field="unit_fa")
    if bool(wish.unit_fa) != bool(wish.unit_en):
        missing = "unit_en" if wish.unit_fa else "unit_fa"
        raise DomainError(N_("Write the unit in both languages."), field=missing)


def _require_new(
    attribute: Attribute, name_fa: str, besides: AttributeChoice | None = None
) -> None:
    names = {fold(choice.name_fa) for choice in attribute.choices if choice is not besides}
    if fold(name_fa) in names:
        raise DomainError(N_("This answer is there already."), field="name_fa")
