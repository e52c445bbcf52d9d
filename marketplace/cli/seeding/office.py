"""The demo's office: its names and hours, staff, crafts and what it asks of makers."""

from typing import Any

from marketplace.catalogue import categories
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


def _category(row: dict[str, Any], parent_id: int | None) -> Category:
    category = categories.create(row["fa"], row["en"], parent_id, row["code"])
    if usual := row.get("range_toman"):
        categories.set_range(category, amount(usual[0]), amount(usual[1]))
    return category
