"""A price that is probably ten times off is asked about once, wherever she writes one."""

from typing import Any

from flask import request

from marketplace.catalogue import prices
from marketplace.catalogue.listings import PUBLISHED
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.money import Money
from marketplace.web.forms.fields import MoneyField


def of_draft(revision: Revision, before: int | None) -> Money | None:
    """What she probably meant by a draft's price, asked when it is not as it was `before`."""
    if not revision.price or revision.price == before:
        return None
    return _doubt(revision, Money(revision.price, revision.currency))


def settled(revision: Revision, values: dict[str, Any]) -> dict[str, Any]:
    """What was sent for a draft, with the price she meant where she was asked and said so."""
    meant = request.form.get("meant")
    probably = _doubt(revision, Money(values["price"])) if meant and values.get("price") else None
    right = probably is not None and meant == str(probably.amount)
    return values | {"price": probably.amount} if probably and right else values


def _doubt(revision: Revision, price: Money) -> Money | None:
    return prices.doubt(revision.category_id, price, _in_shop(revision.listing))


def of_live(listing: Listing, field: MoneyField) -> Money | None:
    """What she probably meant by a price for a piece in the shop. None when it is sure: not far
    off, sent again as it was when she was asked, or the one she meant, which it then becomes."""
    probably = prices.doubt(listing.category_id, field.data, _in_shop(listing))
    if probably is None:
        return None
    meant = request.form.get("meant", "")
    if meant == f"{listing.public_id}:{probably.amount}":
        field.data = probably
        return None
    sure = request.form.get(f"{field.name}-asked") == str(field.data.amount)
    return None if sure and not meant else probably


def _in_shop(listing: Listing) -> Money | None:
    shown = listing.state in PUBLISHED and listing.price
    return Money(listing.price or 0, listing.currency) if shown else None
