"""What becomes of a line that is right: in force at once, with the office, or among the drafts; and
whether its price is to be asked about first."""

from collections.abc import Set

from marketplace.catalogue import listings, prices
from marketplace.catalogue.imports.columns import attribute_key
from marketplace.catalogue.imports.wanted import Known, Wanted
from marketplace.kernel.money import Money

AT_ONCE, OFFICE, DRAFT = "at_once", "office", "draft"
QUICK = {"price"}, {"quantity"}, {"open_limit"}


def expected(wanted: Wanted, hers: Known) -> str | None:
    """What will become of it if it is sent; None of a line that does nothing."""
    line, listing = wanted.line, wanted.listing
    if line.change not in ("new", "changed"):
        return None
    if listing is not None:
        names = set(line.differences) - _of_beginning(wanted)
        if not names:
            return AT_ONCE
        if passes(wanted, names, hers):
            return OFFICE if _rises(wanted, names) else AT_ONCE
    return OFFICE if _may_go(wanted, hers) else DRAFT


def passes(wanted: Wanted, names: Set[str], hers: Known) -> bool:
    """Whether what changes is a price or a number alone, and passes as on her page. A higher price
    that may not go to the office now waits as a draft."""
    listing = wanted.listing
    if listing is None or listing.state not in listings.PUBLISHED or listing.id in hers.drafts:
        return False
    return names in QUICK and (not _rises(wanted, names) or _may_go(wanted, hers))


def _rises(wanted: Wanted, names: Set[str]) -> bool:
    old = wanted.listing.price if wanted.listing else None
    return names == {"price"} and wanted.values["price"] > (old or 0)


def _may_go(wanted: Wanted, hers: Known) -> bool:
    category = _category(wanted, hers)
    return not wanted.line.lacking and category is not None and hers.may_sell(category)


def _category(wanted: Wanted, hers: Known) -> int | None:
    present = hers.present(wanted.listing) if wanted.listing else None
    found: int | None = wanted.values.get("category_id", present.category_id if present else None)
    return found


def _of_beginning(wanted: Wanted) -> set[str]:
    """What is settled when a piece that is there becomes the first of its variants."""
    found, family, listing = {"own_code"}, wanted.family, wanted.listing
    if family is None or listing is None or family.listing is not listing or not family.begins:
        return found
    return found | {"family", "title_fa", "title_en"} | {
        attribute_key(row.id) for row in family.options
    }  # fmt: skip


def doubt(wanted: Wanted, hers: Known) -> int | None:
    """The price that was probably meant, where a line writes one that is ten times off."""
    line, listing = wanted.line, wanted.listing
    if line.problems or "price" not in line.typed or "price" not in wanted.values:
        return None
    if listing is not None and "price" not in line.differences:
        return None
    shown = listing is not None and listing.state in listings.PUBLISHED and listing.price
    old = Money(listing.price or 0, listing.currency) if listing and shown else None
    category = _category(wanted, hers)
    usual = hers.usual(category) if category else None
    probably = prices.doubt_of(usual, Money(wanted.values["price"]), old)
    return probably.amount if probably else None
