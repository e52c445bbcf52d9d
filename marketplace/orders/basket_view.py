"""A basket as it stands now, by two queries."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.kernel import clock
from marketplace.kernel.direct import ask
from marketplace.kernel.money import Money, home
from marketplace.media.models import Picture
from marketplace.orders.models import Basket, BasketLine
from marketplace.orders.rows import BasketRow, BasketView, Head, MakerRow, Shot
from marketplace.stock.lots import free
from marketplace.vendors.models import Vendor, public_place

DYES = {"madder": 1, "indigo": 2, "turquoise": 3}
Portrait = aliased(Picture)
FIRST = (
    select(func.min(ListingPicture.position))
    .where(ListingPicture.listing_id == Listing.id)
    .correlate(Listing)
    .scalar_subquery()
)
LINES = (
    select(BasketLine, Listing, Vendor, ListingPicture, Picture, Portrait)
    .join(Listing, Listing.id == BasketLine.listing_id)
    .join(Vendor, Vendor.id == Listing.vendor_id)
    .outerjoin(
        ListingPicture,
        and_(ListingPicture.listing_id == Listing.id, ListingPicture.position == FIRST),
    )
    .outerjoin(Picture, Picture.id == ListingPicture.picture_id)
    .outerjoin(Portrait, Portrait.id == Vendor.portrait_id)
    .where(BasketLine.basket_id == bindparam("basket"))
    .order_by(BasketLine.id)
)


def review(basket: Head | Basket, locale: str) -> BasketView:
    """The lines by maker with what can be had now; prices that changed keep the old one beside."""
    return drawn(look(basket), locale)


def look(basket: Head | Basket) -> Sequence[Any]:
    """The lines, each with its listing, vendor and pictures."""
    return ask(LINES, {"basket": basket.id})


def drawn(found: Sequence[Any], locale: str) -> BasketView:
    """The same as the buyer sees it."""
    pieces = free([row[1].id for row in found])
    return BasketView([_row(row, pieces, locale) for row in found])


def _row(row: tuple[Any, ...], pieces: dict[int, int], locale: str) -> BasketRow:
    line, listing, vendor, placed, picture, portrait = row
    price, old = Money(listing.price, listing.currency), None
    if line.seen_price != listing.price:
        old = Money(line.seen_price, listing.currency)
    most = pieces[listing.id] if for_sale_now(listing) else 0
    alt = (locale == "en" and placed.alt_en) or placed.alt_fa if placed else ""
    return BasketRow(
        line_id=line.id, listing_id=listing.id, public_id=listing.public_id,
        title_fa=listing.title_fa, title=local(listing, "title", locale), kind=listing.kind,
        lead_days=listing.lead_days, price=price, old_price=old, quantity=line.quantity,
        count=max(0, min(line.quantity, most)), most=max(most, 0),
        seen_count=line.seen_count,
        sold=listing.state == "sold", sold_at=listing.sold_at, vendor_id=vendor.id,
        maker=maker_row(vendor, portrait, locale), photo=shot(picture, alt), grams=listing.weight_g,
    )  # fmt: skip


def for_sale_now(listing: Any) -> bool:
    """Live, by a maker who may sell in its craft now, and priced in what the shop sells in."""
    until = listing.sellable_until
    here = listing.state == "live" and listing.currency == home()
    return here and until is not None and until > clock.now()


def maker_row(vendor: Any, portrait: Any, locale: str) -> MakerRow:
    """What the public may see of a maker."""
    return MakerRow(
        public_id=vendor.public_id, name_fa=vendor.alias_fa, name=local(vendor, "alias", locale),
        place=public_place(vendor, locale), dye=DYES[vendor.motif],
        portrait=shot(portrait) if vendor.show_portrait else None,
    )  # fmt: skip


def shot(picture: Any, alt: str = "") -> Shot | None:
    """A published picture, or nothing."""
    if picture is None or not picture.public:
        return None
    ready = picture.state == "ready"
    return Shot(picture.key, picture.width, picture.height, ready, picture.sample, alt)


def local(thing: object, name: str, locale: str) -> str:
    """`thing.name_en` on English pages where it stands, else `thing.name_fa`."""
    english = getattr(thing, f"{name}_en") if locale == "en" else ""
    return str(english or getattr(thing, f"{name}_fa"))
