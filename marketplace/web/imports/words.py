"""The names of columns and choices in both languages, for whoever reads or writes a table."""

from collections import Counter
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
    for language in LOCALES:
        with speaking(language):
            for key, title in _titles(asked, crafts).items():
                headers.setdefault(folded(title), key)
                headers.setdefault(folded(local(asked[key], "name")), key)
    for category, path in _paths(crafts):
        for name in (category.slug, category.name_fa, category.name_en, path):
            known["category"].setdefault(folded(name), category.id)
    titles = _titles(asked, crafts)
    return Words(headers, known, shown(crafts) | _offered(asked), asked, titles, locale())


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


def _titles(asked: dict[str, Attribute], crafts: list[Craft]) -> dict[str, str]:
    """What heads the columns of what staff ask; a name that means several says of which craft."""
    names = Counter(folded(local(row, "name")) for row in asked.values())
    names.update(folded(header(key, unit=False)) for key in COLUMNS)
    crafts_ = {craft.category.id: local(craft.category, "name") for craft in crafts}
    found = {}
    for key, row in asked.items():
        name = local(row, "name")
        if names[folded(name)] > 1:
            name += " / " + _(", ").join(crafts_.get(one.craft_id, "") for one in row.crafts)
        found[key] = name
    return found


def _paths(crafts: list[Craft]) -> Iterator[tuple[Any, str]]:
    """What may be chosen, by its own name: a craft's kinds, or the craft that has none. A name
    that several crafts use says whose it is."""
    found = [(craft, one) for craft in crafts for one in craft.kinds or [craft.category]]
    names = Counter(folded(local(one, "name")) for _craft, one in found)
    for craft, one in found:
        name = local(one, "name")
        yield one, name if names[folded(name)] == 1 else f"{local(craft.category, 'name')} / {name}"


def header_of(key: str, known: Words) -> str:
    """The name of any column in the page's language, a number's with its unit."""
    row = known.asked.get(key)
    if row is None:
        return header(key) if key in COLUMNS else ""
    unit = local(row, "unit")
    return f"{known.titles[key]} ({unit})" if unit else known.titles[key]


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
