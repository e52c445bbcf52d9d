"""What a price is measured against: the craft's usual range, her days and her material."""

from dataclasses import dataclass

from marketplace.catalogue import commission
from marketplace.catalogue.categories import craft_of
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Revision
from marketplace.kernel.db import session
from marketplace.kernel.money import Money, home, percent, ten_times_off
from marketplace.kernel.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Sums:
    """The short account beside a price. Shares are None without a price, cost without days."""

    days: int | None
    day_rate: Money
    work: Money | None
    material: Money | None
    cost: Money | None
    commission_bp: int
    commission: Money | None
    share: Money | None


def sums(revision: Revision, preferences: Preferences) -> Sums:
    """Days × rate + material, and what of the price reaches her hand."""
    rate = Money(revision.day_rate or preferences.day_rate)
    work = rate * revision.making_days if revision.making_days else None
    material = Money(revision.material_cost) if revision.material_cost else None
    cost = work + material if work and material else work or material
    priced = bool(revision.price) and revision.currency == home()
    price = Money(revision.price or 0) if priced else None
    craft_id = craft_of(revision.category_id) if revision.category_id else None
    ours_bp = commission.today(preferences).of(revision.listing.vendor_id, craft_id)
    ours = percent(price, ours_bp) if price else None
    return Sums(
        revision.making_days,
        rate,
        work,
        material,
        cost,
        ours_bp,
        ours,
        price - ours if price and ours else price,
    )


def usual_range(category_id: int | None) -> tuple[Money, Money] | None:
    """The category's usual prices, or its craft's; None when staff set none."""
    category = session.get(Category, category_id) if category_id else None
    while category:
        if category.price_low is not None and category.price_high is not None:
            return Money(category.price_low), Money(category.price_high)
        category = session.get(Category, category.parent_id) if category.parent_id else None
    return None


def doubt(category_id: int | None, price: Money, old: Money | None = None) -> Money | None:
    """What she probably meant when the price is ten times off the usual range, or off the price
    that the piece has in the shop."""
    return doubt_of(usual_range(category_id), price, old)


def doubt_of(usual: tuple[Money, Money] | None, price: Money, old: Money | None) -> Money | None:
    """The same against a range that is known. The price in the shop was looked at once: where it
    lies outside the range itself, the range says nothing."""
    if old is not None and old.currency != price.currency:
        old = None
    if usual and (old is None or usual[0] <= old <= usual[1]):
        probably = ten_times_off(price, *usual)
        if probably is not None:
            return probably
    return ten_times_off(price, Money(old.amount // 2, old.currency), old * 2) if old else None
