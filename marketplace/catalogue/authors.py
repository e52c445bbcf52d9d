"""Who wrote each text of a piece: its maker, or the office for her."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.translation_models import OFFICE_WROTE, Translation
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event


def by_office(listings: Collection[Listing], locale: str) -> Mapping[int, frozenset[str]]:
    """The columns in this language, by listing id, whose words as they stand the office wrote on
    the maker's behalf or translated; whatever she wrote over since is hers. Two queries."""
    here = {one.id: one for one in listings}
    found: dict[int, set[str]] = {key: set() for key in here}
    for key, changes in session.execute(_on_her_behalf(here)):
        for column, pair in changes.items():
            if (
                column.endswith(f"_{locale}")
                and pair[1]
                and pair[1] == getattr(here[key], column, None)
            ):
                found[key].add(column)
    rows = select(Translation).where(
        Translation.listing_id.in_(here), Translation.into == locale,
        Translation.state.in_(OFFICE_WROTE),
    )  # fmt: skip
    for row in session.scalars(rows):
        for name, text in row.words.items():
            if text == getattr(here[row.listing_id], f"{name}_{locale}"):
                found[row.listing_id].add(f"{name}_{locale}")
    return {key: frozenset(columns) for key, columns in found.items()}


def _on_her_behalf(listings: Collection[int]):  # type: ignore[no-untyped-def]
    return (
        select(Revision.listing_id, Event.changes)
        .join(Event, (Event.subject_kind == "revision") & (Event.subject_id == Revision.id))
        .where(
            Revision.listing_id.in_(listings),
            Event.name == "changed",
            Event.on_behalf_of.is_not(None),
        )
    )
