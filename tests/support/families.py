"""Pieces in several colours, made through the domain."""

from marketplace.catalogue import attributes, listings, revisions, variants
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.models import Listing
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.money import Money
from marketplace.vendors.models import Vendor
from tests.support import factories as make

COLOURS = (("قرمز", "Red"), ("آبی", "Blue"), ("سبز", "Green"))


def an_option(vendor: Vendor, name: str = "رنگ", *choices: tuple[str, str]) -> Attribute:
    """A choice in which variants of her craft's pieces may differ; else of colours."""
    craft = frozenset([vendor.crafts[0].craft_id])
    with make.unit():
        row = attributes.add(
            "choice", attributes.Wish(name, "Colour", craft, filterable=True, varies=True)
        )
        for name_fa, name_en in choices or COLOURS:
            attributes.add_choice(row, name_fa, name_en)
    return row


def a_variant(
    listing: Listing, own: int, new: int, option: Attribute, price: int | None = None,
    quantity: int | None = None,
) -> Listing:  # fmt: skip
    """A published variant by the places of the choices."""
    keys = [choice.id for choice in option.choices]
    with make.unit():
        revision = variants.add(listing, {option.id: keys[own]}, {option.id: keys[new]})
        if price:
            revisions.save(revision, {"price": price})
        if quantity:
            revisions.save(revision, {"quantity": quantity})
        revisions.submit(revision)
        with acting(Actor(kind="user", user_id=make.staff("moderator").id, role="moderator")):
            revisions.approve(revision)
    return revision.listing


def a_family(**content: object) -> list[Listing]:
    """A red, a blue and a green one of the same piece: 18.5, 20 and 15 million rial."""
    vendor = make.a_maker()
    option = an_option(vendor)
    words = {"title_fa": "جوراب پشمی", "title_en": "Wool socks", "kind": "stocked", "quantity": 2}
    red = make.a_live_listing(vendor, **words | content)
    blue = a_variant(red, 0, 1, option, price=20_000_000)
    green = a_variant(red, 0, 2, option, price=15_000_000)
    return [red, blue, green]


def cut(listing: Listing, price: int) -> None:
    """A lower price, at once."""
    with make.unit():
        listings.quick_price(listing, Money(price))
