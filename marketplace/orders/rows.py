"""What basket and order pages show: small, typed, without addresses."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from marketplace.kernel.money import Money
from marketplace.orders.post.models import OrderAddress, ShippingMethod


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its key, the original's size in px, whether its larger sizes are made."""

    key: str
    width: int
    height: int
    ready: bool
    sample: bool
    alt: str = ""


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A maker as the public may see her. `dye` is 1, 2 or 3; `name_fa` makes the address."""

    public_id: str
    name_fa: str
    name: str
    place: str
    dye: int
    portrait: Shot | None


class Head(NamedTuple):
    """A basket as it was read: who asks, how she pays, by which way it is posted; `order_id` once
    it has become an order."""

    id: int
    name: str
    mobile: str | None
    terms_version: str | None
    pay_method: str
    method_id: int | None
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class BasketRow:
    """A line of a basket. `count` of the wanted `quantity` can be had, at most `most`.

    `old_price` is the price last seen when it is another now; `seen_count` what could be had when
    checkout began, None before; `sold_at` when it was sold."""

    line_id: int
    listing_id: int
    public_id: str
    title_fa: str
    title: str
    kind: str
    lead_days: int | None
    price: Money
    old_price: Money | None
    quantity: int
    count: int
    most: int
    seen_count: int | None
    sold: bool
    sold_at: datetime | None
    vendor_id: int
    maker: MakerRow
    photo: Shot | None
    grams: int | None = None

    @property
    def gone(self) -> bool:
        """Nothing of it can be reserved now."""
        return self.count == 0

    @property
    def fewer(self) -> bool:
        """Some of it can be reserved, not all that was wanted."""
        return 0 < self.count < self.quantity

    @property
    def total(self) -> Money:
        """The price of what can be had."""
        return self.price * self.count


@dataclass(frozen=True, slots=True)
class Planned:
    """A parcel as it would be posted: a vendor's own, or everything from the office (no vendor).
    `packing` of its `grams` is the wrapping."""

    vendor_id: int | None
    zone: str
    packing: int
    grams: int
    price: Money


@dataclass(frozen=True, slots=True)
class BasketView:
    """A basket as it stands now; with parcels, their way and address when it is to be posted."""

    rows: list[BasketRow] = field(default_factory=list)
    parcels: tuple[Planned, ...] = ()
    method: ShippingMethod | None = None
    address: OrderAddress | None = None

    @property
    def parts(self) -> list[tuple[MakerRow, list[BasketRow]]]:
        """The lines under the maker who answers for them, in the order they were added."""
        found: dict[int, tuple[MakerRow, list[BasketRow]]] = {}
        for row in self.rows:
            found.setdefault(row.vendor_id, (row.maker, []))[1].append(row)
        return list(found.values())

    @property
    def buyable(self) -> list[BasketRow]:
        """The lines of which something can be reserved."""
        return [row for row in self.rows if not row.gone]

    @property
    def goods(self) -> Money:
        """What the pieces would cost now."""
        return sum((row.total for row in self.buyable), Money(0))

    @property
    def postage(self) -> Money:
        """What posting them would cost now."""
        return sum((parcel.price for parcel in self.parcels), Money(0))

    @property
    def total(self) -> Money:
        """What the reservation would cost now."""
        return self.goods + self.postage

    @property
    def digest(self) -> str:
        """The same for the same pieces, numbers, unit prices and parcels: two changes that leave
        the total alone do not leave this alone."""
        lines = sorted((row.listing_id, row.count, row.price.amount) for row in self.buyable)
        parcels = [(parcel.vendor_id, parcel.price.amount) for parcel in self.parcels]
        return sha256(repr((lines, parcels)).encode()).hexdigest()[:32]

    @property
    def count(self) -> int:
        """Pieces that can be reserved."""
        return sum(row.count for row in self.buyable)

    @property
    def makers(self) -> int:
        """Makers of the pieces that can be reserved."""
        return len({row.vendor_id for row in self.buyable})

    @property
    def changed(self) -> list[BasketRow]:
        """Lines whose price or number is another than when checkout began."""
        return [
            row for row in self.rows
            if row.seen_count is not None
            and (row.count != row.seen_count or (row.old_price and row.count))
        ]  # fmt: skip
