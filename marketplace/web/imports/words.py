"""The names of columns and choices in both languages, for whoever reads or writes a table."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from marketplace.catalogue import attributes, categories
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.categories import Craft
from marketplace.catalogue.imports.columns import COLUMNS, attribute_key
from marketplace.catalogue.imports.words import Words, folded
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.web.formatters import local
from marketplace.web.language import LOCALES, locale, speaking

CHOICES: dict[str, dict[str, str]] = {
    "kind": {
        "one_of_a_kind": N_("One of a kind"),
        "stocked": N_("Several alike"),
        "made_to_order": N_("Made to order"),
    },
    "hand": {
        "all": N_("All of it"),
        "most": N_("Most of it"),
        "half": N_("About half"),
    },
}
EXAMPLE = N_("EXAMPLE")


def words() -> Words:
    """Everything that is understood, and how it is written in the page's language."""
    crafts = categories.tree()
    headers, known = dict[str, str](), {kind: dict[str, Any]() for kind in (*CHOICES, "category")}
    for language in LOCALES:
        with speaking(language):
            headers |= {folded(header(key, unit)): key for key in COLUMNS for unit in (True, False)}
            for kind, choices in CHOICES.items():
                known[kind] |= {folded(_(word)): value for value, word in choices.items()}
    headers |= {folded(key): key for key in COLUMNS}
    asked = {attribute_key(row.id): row for row in attributes.everything() if not row.ended_at}
    for key, row in asked.items():
        for name in (row.name_fa, row.name_en):
            headers.setdefault(folded(name), key)
    for category, path in _paths(crafts):
        for name in (category.slug, category.name_fa, category.name_en, path):
            known["category"].setdefault(folded(name), category.id)
    return Words(headers, known, shown(crafts) | _offered(asked), asked, locale())


def shown(crafts: list[Craft]) -> dict[str, dict[Any, str]]:
    """Choices by value, in the page's language."""
    found: dict[str, dict[Any, str]] = {
        kind: {value: _(word) for value, word in choices.items()}
        for kind, choices in CHOICES.items()
    }
    found["category"] = {category.id: path for category, path in _paths(crafts)}
    return found


def _offered(asked: dict[str, Attribute]) -> dict[str, dict[Any, str]]:
    """The choices of what staff ask, by column."""
    return {
        key: {one.id: local(one, "name") for one in attributes.offered(row)}
        for key, row in asked.items()
        if row.kind == "choice"
    }


def _paths(crafts: list[Craft]) -> Iterator[tuple[Any, str]]:
    """What may be chosen, by its own name: a craft's kinds, or the craft that has none."""
    for craft in crafts:
        for one in craft.kinds or [craft.category]:
            yield one, local(one, "name")


def header_of(key: str, known: Words) -> str:
    """The name of any column in the page's language, a number's with its unit."""
    row = known.asked.get(key)
    if row is None:
        return header(key) if key in COLUMNS else ""
    unit = local(row, "unit")
    return f"{local(row, 'name')} ({unit})" if unit else local(row, "name")


def header(key: str, unit: bool = True) -> str:
    """A standing column's name in the page's language; the price's with its unit."""
    name = str(_(COLUMNS[key].name))
    return f"{name} ({Money(0).kind.unit(locale())})" if key == "price" and unit else name


def examples() -> frozenset[str]:
    """What stands as the code of the example line, in both languages."""
    found = set()
    for language in LOCALES:
        with speaking(language):
            found.add(str(_(EXAMPLE)))
    return frozenset(found)
