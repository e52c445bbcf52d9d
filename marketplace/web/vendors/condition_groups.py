"""A vendor's conditions as the office reads them: each once, however many crafts she has."""

from dataclasses import dataclass

from marketplace.web.vendors.rows import CraftCard, Row

OF_A_CRAFT = "certificate"  # the one kind that each craft asks for by itself


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions under one heading; `name` is empty for what every craft of hers shares."""

    name: str
    craft_id: int
    rows: list[Row]


def groups(cards: list[CraftCard]) -> list[Group]:
    """What all her crafts ask for, then what each asks besides; one craft stays in one group."""
    if len(cards) < 2:
        return [Group(card.name, card.craft_id, card.rows) for card in cards]
    first = cards[0]
    found = [Group("", first.craft_id, _those(first, own=False))]
    found += [Group(card.name, card.craft_id, _those(card, own=True)) for card in cards]
    return [group for group in found if group.rows]


def _those(card: CraftCard, own: bool) -> list[Row]:
    return [row for row in card.rows if (row.condition.requirement.kind == OF_A_CRAFT) is own]
