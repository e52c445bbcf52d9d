"""What becomes of a line that is right: in force at once, with the office, or among the drafts; and
whether its price is to be asked about first."""

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
        if listing.state in listings.PUBLISHED and listing.id not in hers.drafts and names in QUICK:
            return OFFICE if names == {"price"} and _rises(wanted) else AT_ONCE
    present = hers.present(listing) if listing else None
    category = wanted.values.get("category_id", present.category_id if present else None)
    ready = not line.lacking and category and hers.may_sell(category)
    return OFFICE if ready else DRAFT


def _rises(wanted: Wanted) -> bool:
    listing = wanted.listing
    return listing is not None and wanted.values["price"] > (listing.price or 0)


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
    present = hers.present(listing) if listing else None
    category = wanted.values.get("category_id", present.category_id if present else None)
    usual = hers.usual(category) if category else None
    probably = prices.doubt_of(usual, Money(wanted.values["price"]), old)
    return probably.amount if probably else None
