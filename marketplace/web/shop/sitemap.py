"""The map for search engines: an index, the standing pages, and the pieces by spans of ids."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import Response, url_for
from markupsafe import escape

from marketplace.discovery import feeding, makers
from marketplace.discovery.categories import tree
from marketplace.discovery.feeding import Shown
from marketplace.discovery.front import collections
from marketplace.kernel.errors import NotFound
from marketplace.web import made
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.language import PREFIX
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import (
    category_path,
    collection_path,
    maker_path,
    piece_path,
)
from marketplace.web.shop.linked import LARGE, whole
from marketplace.web.shop.showing import photo

XML = "text/xml; charset=utf-8"
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
STANDING = ("shop.home", "shop.listings", "shop.makers", "shop.place")


@bp.get("/sitemap.xml")
@may(VISITOR, public=True)
def sitemap() -> Response:
    """The index: each part covers a span of ids, so that no part grows beyond its limit."""
    parts = ["pages", *map(str, range(feeding.parts()))]
    rows = [f"<sitemap><loc>{_plain(_part_path(name))}</loc></sitemap>\n" for name in parts]
    return Response(
        f'{OPENING}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(rows)}</sitemapindex>\n",
        content_type=XML,
    )


@bp.get("/sitemap-<int:number>.xml")
@may(VISITOR, public=True)
def sitemap_pieces(number: int) -> Response:
    """The pieces of one span with their photos, each in both languages."""
    if number >= feeding.parts():
        raise NotFound
    return made.sent(
        f"sitemap-{number}", XML, lambda: _set(map(_piece, feeding.part(number, "fa")))
    )


@bp.get("/sitemap-pages.xml")
@may(VISITOR, public=True)
def sitemap_pages() -> Response:
    """Home, lists, collections of these days, makers, the place."""
    return made.sent("sitemap-pages", XML, lambda: _set(map(_both, _pages())))


def _part_path(name: str) -> str:
    if name == "pages":
        return url_for("shop.sitemap_pages")
    return url_for("shop.sitemap_pieces", number=int(name))


def _pages() -> Iterator[str]:
    yield from map(url_for, STANDING)
    yield from (category_path(one.slug) for one in tree("fa").all)
    yield from map(collection_path, collections.open_slugs())
    yield from (maker_path(one.public_id, one.name_fa) for one in makers.index("fa"))


def _set(rows: Iterable[str]) -> Iterator[str]:
    yield f"{OPENING}<urlset {NAMES}>\n"
    yield from rows
    yield "</urlset>\n"


def _piece(piece: Shown) -> str:
    photos = [shown for one in piece.pictures if (shown := photo(one))]
    images = "".join(
        f"<image:image><image:loc>{escape(whole(one.src(LARGE, 'jpeg')))}</image:loc></image:image>"
        for one in photos
    )
    return _both(piece_path(piece.public_id, piece.name), images, piece.changed_at)


def _both(path: str, images: str = "", changed: datetime | None = None) -> str:
    """A page's two addresses, each naming the other."""
    path = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path
    there = {"fa": _plain(path), "en": _plain(PREFIX + path)}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in (*there.items(), ("x-default", there["fa"]))
    )
    day = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{one}</loc>{day}{links}{images}</url>\n" for one in there.values())


def _plain(path: str) -> str:
    return str(escape(absolute(path)))
