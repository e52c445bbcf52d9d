"""The folded words that search reads on a listing."""

from sqlalchemy import or_, select

from marketplace.catalogue.category import Category
from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing
from marketplace.kernel import events
from marketplace.kernel.db import session
from marketplace.kernel.text import ZWNJ, fold, fold_joined
from marketplace.vendors.events import ProfileChanged
from marketplace.vendors.models import Vendor


def refresh(listing: Listing, alias: str, categories: str) -> None:
    """Write `search_text` and tell who reads it."""
    listing.search_text = text_of(listing, alias, categories)
    events.publish(WordsChanged(listing.id))


def text_of(listing: Listing, alias: str, categories: str) -> str:
    """The titles' words on the first line, all other words on the second."""
    title = f"{listing.title_fa} {listing.title_en}"
    other = " ".join(
        (
            categories,
            listing.material_fa,
            listing.material_en,
            listing.technique_fa,
            listing.technique_en,
            alias,
            *(str(side // 10) for side in (listing.width_mm, listing.length_mm) if side),
        )
    )
    return f"{_line(title)}\n{_line(other)}"


def refresh_one(listing: Listing) -> None:
    """Write one listing's words from its maker and category as they are now."""
    vendor = session.get_one(Vendor, listing.vendor_id)
    refresh(listing, _alias(vendor), category_words().get(listing.category_id or 0, ""))


def on_profile_changed(event: ProfileChanged) -> None:
    """The maker's public name may have changed."""
    vendor = session.get_one(Vendor, event.vendor_id)
    names = category_words()
    hers = select(Listing).filter_by(vendor_id=vendor.id).order_by(Listing.id)
    for listing in session.scalars(hers.with_for_update()).all():
        refresh(listing, _alias(vendor), names.get(listing.category_id or 0, ""))


def refresh_category(category_id: int) -> None:
    """A category's name changed, or its craft's."""
    names = category_words()
    query = (
        select(Listing, Vendor)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .where(or_(Listing.category_id == category_id, Listing.craft_id == category_id))
        .order_by(Listing.id).with_for_update(of=Listing)
    )  # fmt: skip
    for listing, vendor in session.execute(query).all():
        refresh(listing, _alias(vendor), names.get(listing.category_id or 0, ""))


def _alias(vendor: Vendor) -> str:
    return f"{vendor.alias_fa} {vendor.alias_en}"


def category_words() -> dict[int, str]:
    """Each category's names with its craft's, in both languages."""
    rows = {row.id: row for row in session.scalars(select(Category))}
    own = {key: f"{row.name_fa} {row.name_en}" for key, row in rows.items()}
    return {
        key: " ".join((own[key], own[row.parent_id] if row.parent_id else ""))
        for key, row in rows.items()
    }


def _line(text: str) -> str:
    """Folded words, and once more without the gap where a ZWNJ stood: دستباف beside دست باف."""
    joined = (fold_joined(word) for word in text.split() if ZWNJ in word)
    return " ".join((fold(text), *joined))
