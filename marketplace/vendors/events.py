"""What the vendors' room tells the rooms above it, inside the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SellableChanged:
    """VendorCraft.sellable_until was written anew for every craft of this vendor."""

    vendor_id: int


@dataclass(frozen=True, slots=True)
class VendorSuspended:
    """Her listings are being hidden; orders that she has not accepted must be declined."""

    vendor_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class VendorRestored:
    """What was for sale before the suspension is for sale again."""

    vendor_id: int


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """Her public name, place, story or picture may have changed."""

    vendor_id: int
