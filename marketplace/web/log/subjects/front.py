"""What the front page's events are about, and where staff read on."""

from typing import Any

from flask import url_for
from sqlalchemy import select

from marketplace.catalogue.models import Listing
from marketplace.catalogue.translation_models import Translation
from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.discovery.front.turn_models import Pin
from marketplace.kernel.db import session
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject


def _pins(ids: set[int]) -> Pairs:
    query = select(Pin.id, Vendor).join(Vendor, Vendor.id == Pin.vendor_id).where(Pin.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(formatters.local(row.Vendor, "alias"), url_for("office.front"))


def _translations(ids: set[int]) -> Pairs:
    query = select(Translation.id, Translation.into, Listing).join(
        Listing, Listing.id == Translation.listing_id
    )
    for row in session.execute(query.where(Translation.id.in_(ids))):
        at = {"public_id": row.Listing.public_id, "into": row.into}
        title = formatters.local(row.Listing, "title")
        yield row[0], Subject(title, url_for("office.translation", **at))


def _shown(model: Any, kind: str) -> Reader:
    def read(ids: set[int]) -> Pairs:
        for row in session.scalars(select(model).where(model.id.in_(ids))):
            url = url_for("office.collection", kind=kind, key=row.id)
            yield row.id, Subject(formatters.local(row, "title"), url)

    return read


READERS: dict[str, Reader] = {
    "front_pin": _pins,
    "translation": _translations,
    "collection": _shown(Collection, "collections"),
    "season": _shown(Season, "seasons"),
}
