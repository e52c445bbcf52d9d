"""What a page says to machines: schema.org in JSON-LD, and the picture beside a shared link."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.discovery.rows import Product
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.media import cards
from marketplace.web.formatters import local
from marketplace.web.frame import absolute, preferences, settings
from marketplace.web.language import locale
from marketplace.web.photos import share_path
from marketplace.web.shop.describing import Sheet, centimetres
from marketplace.web.shop.showing import Face

Facts = dict[str, Any]
SCHEMA = "https://schema.org/"
UNSAFE = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
LARGE = 1200  # px; the width that a shared link asks for


@dataclass(frozen=True, slots=True)
class Preview:
    """A shared link's picture."""

    url: str
    width: int
    height: int
    alt: str


def script(*things: Facts) -> Markup:
    """The things as JSON that can stand in a script element, whatever people wrote."""
    graph = {"@context": SCHEMA, "@graph": things}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for letter, safe in UNSAFE:
        text = text.replace(letter, safe)
    return Markup(text)  # noqa: S704


def piece(found: Product, sheet: Sheet, maker: Face, url: str) -> Facts:
    """A Product with its Offer; what nobody wrote is left out."""
    facts: Facts = {
        "@type": "Product", "@id": url, "name": sheet.title, "description": _described(sheet),
        "sku": found.scan_code, "image": images(sheet), "material": found.material,
        "brand": {"@type": "Brand", "name": maker.name},
        "width": _length(found.width_mm), "depth": _length(found.length_mm),
        "height": _length(found.height_mm), "weight": _measure(found.weight_g, "GRM"),
        "offers": _offer(sheet, url),
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value}


def _described(sheet: Sheet) -> str:
    return " ".join(sheet.story.split())[:500] or sheet.title


def _length(millimetres: int | None) -> Facts | None:
    return _measure(centimetres(millimetres), "CMT")


def _measure(value: float | None, unit: str) -> Facts | None:
    return {"@type": "QuantitativeValue", "value": value, "unitCode": unit} if value else None


def _offer(sheet: Sheet, url: str) -> Facts:
    return {
        "@type": "Offer", "url": url, "price": plain(sheet.price),
        "priceCurrency": sheet.price.currency, "itemCondition": f"{SCHEMA}NewCondition",
        "availability": SCHEMA + availability(sheet), "seller": seller(preferences()),
    }  # fmt: skip


def seller(prefs: Preferences) -> Facts:
    """Who sells every piece, in short."""
    return {"@type": "Organization", "@id": house_id(), "name": local(prefs, "bazaar_name")}


def availability(sheet: Sheet) -> str:
    """schema.org's word for how a piece can be had."""
    if sheet.state == "sold":
        return "SoldOut"
    if not sheet.open:
        return "OutOfStock"
    return "MadeToOrder" if sheet.kind == "made_to_order" else "InStock"


def plain(price: Money) -> str:
    """The amount in the currency's own unit, a plain number: whole rial, or euros and cents."""
    decimals = price.kind.exponent
    if not decimals:
        return str(price.amount)
    whole, rest = divmod(price.amount, price.kind.divisor)
    return f"{whole}.{rest:0{decimals}d}"


def path(crumbs: Sequence[tuple[str, str]]) -> Facts:
    """A BreadcrumbList of names and paths, from the top down."""
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(where)}
        for number, (name, where) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def house(prefs: Preferences) -> Facts:
    """The office as an Organization that keeps a shop: name, address, telephone, hours."""
    facts: Facts = {
        "@type": ["Organization", "Store"], "@id": house_id(),
        "name": local(prefs, "bazaar_name"), "description": local(prefs, "tagline"),
        "url": absolute(f"{request.script_root}/"), "telephone": prefs.phone,
        "parentOrganization": {"@type": "Organization", "name": local(prefs, "office_name")},
        "address": _address(prefs), "geo": _geo(prefs), "openingHoursSpecification": _hours(prefs),
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value}


def house_id() -> str:
    """The one name of the office, in both languages."""
    return f"{settings().public_url}/#house"


def _address(prefs: Preferences) -> Facts | None:
    street, town = local(prefs, "address"), local(prefs, "town")
    known: Facts = {"streetAddress": street, "addressLocality": town}
    kept = {name: value for name, value in known.items() if value}
    return {"@type": "PostalAddress", **kept, "addressCountry": "IR"} if kept else None


def _geo(prefs: Preferences) -> Facts | None:
    if not (prefs.latitude and prefs.longitude):
        return None
    where = {"latitude": prefs.latitude, "longitude": prefs.longitude}
    return {"@type": "GeoCoordinates", **where}


def _hours(prefs: Preferences) -> list[Facts]:
    week = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"]
    spans = ((week, prefs.opens, prefs.closes),
             (["Friday"], prefs.friday_opens, prefs.friday_closes))  # fmt: skip
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}
        for days, opens, closes in spans
    ]


def images(sheet: Sheet) -> list[str]:
    """Every photo's largest JPEG."""
    return [whole(photo.src(LARGE, "jpeg")) for photo in sheet.photos]


def whole(address: str) -> str:
    """A picture's full address, wherever pictures are kept."""
    return absolute(address) if address.startswith("/") else address


def preview(found: Product, sheet: Sheet, maker: Face) -> Preview | None:
    """What is drawn for whoever shares a piece's link; its first photo until that is done."""
    if found.share_key:
        alt = _(", ").join(one for one in (sheet.title, maker.name, maker.place) if one)
        return Preview(whole(share_path(found.share_key, locale())), cards.WIDTH, cards.HEIGHT, alt)
    if not sheet.photos:
        return None
    first = sheet.photos[0]
    width = next((size for size in first.widths if size >= LARGE), first.widths[-1])
    height = round(width * first.height / first.width)
    return Preview(whole(first.src(width, "jpeg")), width, height, first.alt)
