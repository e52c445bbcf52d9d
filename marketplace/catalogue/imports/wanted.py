"""What is known of a maker's pieces, and what a line was understood to want of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.catalogue import attributes, prices, revisions, states
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.categories import craft_of
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_, fold


@dataclass(frozen=True, slots=True)
class Known:
    """A maker's pieces by their ids, her own codes and their tags, what she writes about each, and
    the photos that came: folded name → picture."""

    by_id: Mapping[int, Listing]
    by_code: Mapping[str, Listing]
    by_tag: Mapping[str, Listing]
    drafts: Mapping[int, Revision]
    pictures: Mapping[str, int]
    asked: Callable[[int], Sequence[Attribute]]  # about a category, each read once
    usual: Callable[[int], tuple[Money, Money] | None]  # prices of a category
    may_sell: Callable[[int], bool]  # pieces of a category

    def present(self, listing: Listing) -> Listing | Revision:
        """What a change would begin from."""
        return self.drafts.get(listing.id, listing)

    def gone(self, listing: Listing) -> str | None:
        """Why this piece cannot be written about any more, or None."""
        if listing.state == "refused" or (listing.state == "new" and listing.id not in self.drafts):
            return N_("This piece was refused or thrown away. Give the new one another code.")
        return None


@dataclass(slots=True)
class Family:
    """The variants of one piece: the listing or the line that began it, and its code; what they
    differ in; which one it is itself; who of them is there, by their choices."""

    code: str
    listing: Listing | None
    line: "Wanted | None"
    options: list[Attribute]
    own: dict[int, int]  # attribute id → choice id
    there: dict[str, int | None]  # combination → number of its line in the table
    title: str

    @property
    def begins(self) -> bool:
        """Whether it is begun by this table."""
        return self.listing is None or self.listing.family_id is None


@dataclass(slots=True)
class Wanted:
    """A line as it was understood: values by content field, its photos' names, whose variant it
    is (`of` a code; `chosen` which one) and what is wrong with it."""

    line: ImportLine
    listing: Listing | None = None
    values: dict[str, Any] = field(default_factory=dict)
    answers: dict[int, Any] = field(default_factory=dict)
    own_code: str = ""
    photos: list[str] = field(default_factory=list)
    of: str = ""
    family: Family | None = None
    chosen: dict[int, int] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def blame(self, column: str, sentence: str, facts: Any = None) -> None:
        """Something is wrong in this column; what was said of it first stands."""
        self.problems.append({"column": column, "sentence": sentence, "facts": dict(facts or {})})

    def blamed(self) -> set[str]:
        """The columns in which something is wrong."""
        return {one["column"] for one in self.problems}

    def refuse(self, error: DomainError, column: str) -> None:
        """The error is wrong in its own column, else in this one."""
        self.blame(error.field or column, error.sentence, error.facts)


def known(table: Import) -> Known:
    """By three queries, however many lines there are."""
    hers = select(Listing).filter_by(vendor_id=table.vendor_id).options(
        selectinload(Listing.pictures)
    )  # fmt: skip
    listings = session.scalars(hers).all()
    open_ = (
        select(Revision)
        .join(Listing, Listing.id == Revision.listing_id)
        .where(Listing.vendor_id == table.vendor_id, Revision.state.in_(states.OPEN))
        .options(selectinload(Revision.pictures))
    )
    came = select(ImportPhoto.name, ImportPhoto.picture_id).filter_by(import_id=table.id)
    return Known(
        {one.id: one for one in listings},
        {fold(one.own_code): one for one in listings if one.own_code},
        {one.scan_code: one for one in listings},
        {one.listing_id: one for one in session.scalars(open_)},
        {row[0]: row[1] for row in session.execute(came)},
        cache(lambda category_id: attributes.of_craft(craft_of(category_id))),
        cache(prices.usual_range),
        cache(lambda category_id: revisions.may_sell(table.vendor_id, category_id)),
    )
