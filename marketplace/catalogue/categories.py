"""The tree: crafts at the top, kinds of piece within them; only staff change it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from marketplace.catalogue import words
from marketplace.catalogue.attribute_models import AttributeCraft
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.places import shift
from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, locked_all, one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_, slug
from marketplace.media.models import Picture
from marketplace.programme.models import Certificate
from marketplace.vendors.models import VendorCraft


@dataclass(slots=True)
class Craft:
    """A top category with its kinds, in staff's order."""

    category: Category
    kinds: list[Category] = field(default_factory=list)


def tree() -> list[Craft]:
    """Every craft with its kinds, by one query."""
    rows = session.scalars(select(Category).order_by(Category.position, Category.id)).all()
    crafts = {row.id: Craft(row) for row in rows if row.parent_id is None}
    for row in rows:
        if row.parent_id is not None:
            crafts[row.parent_id].kinds.append(row)
    return list(crafts.values())


def crafts() -> list[Category]:
    """The top level, which certificates name, in staff's order."""
    return [craft.category for craft in tree()]


def craft_of(category_id: int) -> int:
    """The craft that a category belongs to, or is. Raises NotFound."""
    category = one(Category, id=category_id)
    return category.parent_id or category.id


def create(name_fa: str, name_en: str, parent_id: int | None = None, code: str = "") -> Category:
    """Add a category at the end of its level. `code` is its address; drawn from the English name.

    Raises DomainError when the code is taken or the parent is itself a kind."""
    if parent_id is not None and one(Category, id=parent_id).parent_id is not None:
        raise DomainError(N_("Categories have two levels: crafts and their kinds."), field="parent")
    last = session.scalar(select(func.max(Category.position)).filter_by(parent_id=parent_id))
    category = Category(
        slug=_free_code(code or name_en or name_fa),
        parent_id=parent_id,
        name_fa=name_fa,
        name_en=name_en,
        position=(last or 0) + 1,
    )
    session.add(category)
    session.flush()
    eventlog.record("category", category.id, "created", changes={"name_fa": [None, name_fa]})
    return category


def rename(category: Category, name_fa: str, name_en: str, code: str) -> None:
    """Change names and address; the pieces in it are found by the new words at once."""
    code = category.slug if slug(code)[:40] == category.slug else _free_code(code)
    if _change(category, name_fa=name_fa, name_en=name_en, slug=code):
        session.flush()
        words.refresh_category(category.id)


def set_range(category: Category, low: Money | None, high: Money | None) -> None:
    """The usual prices, asked about when a maker's price looks ten times off."""
    if (low is None) != (high is None):
        raise DomainError(N_("Write both ends of the range, or neither."), field="price_high")
    if low and high and high < low:
        raise DomainError(N_("The upper end is below the lower end."), field="price_high")
    _change(
        category, price_low=low.amount if low else None, price_high=high.amount if high else None
    )


def set_picture(category: Category, picture: Picture | None) -> None:
    """The picture that a maker chooses by, and that the home page shows."""
    _change(category, picture_id=picture.id if picture else None)
    if picture:
        picture.public = True


def move(category: Category, step: int) -> None:
    """One place up (-1) or down (1) among its siblings."""
    keys = session.scalars(select(Category.id).filter_by(parent_id=category.parent_id)).all()
    siblings = sorted(locked_all(Category, keys), key=lambda row: (row.position, row.id))
    mine = next(row for row in siblings if row.id == category.id)
    if changes := shift(siblings, mine, step):
        eventlog.record("category", category.id, "moved", changes=changes)


def uses(category: Category) -> int:
    """How many rows name it: pieces, drafts, makers, certificates, questions, kinds within."""
    queries = (
        select(func.count())
        .select_from(Listing)
        .where((Listing.category_id == category.id) | (Listing.craft_id == category.id)),
        select(func.count()).select_from(Revision).where(Revision.category_id == category.id),
        select(func.count()).select_from(VendorCraft).where(VendorCraft.craft_id == category.id),
        select(func.count()).select_from(Certificate).where(Certificate.craft_id == category.id),
        select(func.count()).select_from(AttributeCraft).filter_by(craft_id=category.id),
        select(func.count()).select_from(Category).where(Category.parent_id == category.id),
    )
    return sum(session.scalar(query) or 0 for query in queries)


def delete(category: Category) -> None:
    """Remove one that nothing names. Raises DomainError when it is used."""
    locked(Category, category.id)
    if used := uses(category):
        raise DomainError(N_("This category is in use in %(used)s places, so it stays."), used=used)
    changes = {"name_fa": [category.name_fa, None]}
    eventlog.record("category", category.id, "deleted", changes=changes)
    session.delete(category)


def _change(category: Category, **values: Any) -> bool:
    changes = {k: [getattr(category, k), v] for k, v in values.items() if getattr(category, k) != v}
    for name, (_, new) in changes.items():
        setattr(category, name, new)
    if changes:
        eventlog.record("category", category.id, "changed", changes=changes)
    return bool(changes)


def _free_code(text: str) -> str:
    code = slug(text)[:40].strip("-")
    if not code:
        raise DomainError(N_("Write a short name for the address."), field="code")
    if session.scalar(select(func.count()).select_from(Category).filter_by(slug=code)):
        raise DomainError(N_("Another category has this address already."), field="code")
    return code
