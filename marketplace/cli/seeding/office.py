"""The demo's office: its names and hours, staff, crafts and what it asks of makers."""

from typing import Any

from marketplace.catalogue import attributes, categories
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.category import Category
from marketplace.cli.seeding.amounts import amount
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.post import open_post
from marketplace.cli.seeding.texts import PASSWORD, read
from marketplace.kernel import preferences
from marketplace.people import passwords, staff
from marketplace.vendors import requirements


def open_office(cast: Cast, hashed: str) -> None:
    """Settings, staff, the tree of categories and the requirements."""
    office = read("office")
    preferences.change(**office["preferences"])
    open_post()
    for one in office["staff"]:
        cast.staff[one["role"]] = staff.hire(
            name=one["name"], email=one["email"], mobile=None, roles=[one["role"]], hash=hashed
        )
    cast.categories = plant_tree()
    cast.attributes = ask_about(cast.categories)
    requirements.install_usual()
    requirements.add("document", **office["permit"])


def hashed_password() -> str:
    """The demo password's hash; slow, so made outside the unit of work."""
    return passwords.hash(PASSWORD)


def plant_tree() -> dict[str, Category]:
    """The crafts and kinds of demo/texts/categories.json, by their codes."""
    planted: dict[str, Category] = {}
    for craft in read("categories"):
        top = planted[craft["code"]] = _category(craft, None)
        for kind in craft["kinds"]:
            planted[kind["code"]] = _category(kind, top.id)
    return planted


def ask_about(planted: dict[str, Category]) -> dict[str, Attribute]:
    """What makers are asked by demo/texts/attributes.json, by its codes."""
    asked: dict[str, Attribute] = {}
    for row in read("attributes"):
        wish = attributes.Wish(
            row["fa"], row["en"], frozenset(planted[code].id for code in row["crafts"]),
            **{name: row[name] for name in (*attributes.WORDS[2:], *attributes.FLAGS)},
        )  # fmt: skip
        asked[row["code"]] = attributes.add(row["kind"], wish)
        for name_fa, name_en in row["choices"]:
            attributes.add_choice(asked[row["code"]], name_fa, name_en)
    return asked


def _category(row: dict[str, Any], parent_id: int | None) -> Category:
    category = categories.create(row["fa"], row["en"], parent_id, row["code"])
    if usual := row.get("range_toman"):
        categories.set_range(category, amount(usual[0]), amount(usual[1]))
    return category
