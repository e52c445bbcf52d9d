"""Torob's product API, version 3: every piece that can be had, a hundred a page, newest first
or last changed first."""

import base64
import json
from datetime import datetime
from math import ceil
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from flask import Response, jsonify, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import NotFound

from marketplace.discovery import feeding
from marketplace.discovery.categories import Tree, tree
from marketplace.discovery.feeding import Shown
from marketplace.kernel import calendar, clock
from marketplace.web.access import signed
from marketplace.web.frame import absolute, settings
from marketplace.web.hooks import bp
from marketplace.web.shop.addresses import piece_path
from marketplace.web.shop.feeds import described, images_of

VERSION, PAGE, MOST_NAMED = "torob_api_v3", 100, 100
DEEPEST = 10_000
Answer = tuple[Response, int]


class Wrong(Exception):
    """A body that the shape does not allow."""


@bp.post("/torob/products")
@signed(by="torob")
def torob() -> Answer:
    """401 without Torob's signature for this host, 400 for a body of another shape. Nothing that
    it tells is not on a public page too."""
    if not settings().torob_key:
        raise NotFound
    if not _is_torob(request.headers):
        return jsonify(error="the token is missing or not valid for this host"), 401
    try:
        return jsonify(_answer(_body())), 200
    except Wrong as error:
        return jsonify(error=str(error)), 400


def _body() -> dict[str, Any]:
    try:
        asked = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise Wrong("the body is not JSON") from None
    if not isinstance(asked, dict) or not asked:
        raise Wrong("no parameter is provided")
    return asked


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    if "page_uniques" in asked:
        return _these(_names(asked["page_uniques"]))
    if "page_urls" in asked:
        return _these([_in_address(one) for one in _names(asked["page_urls"])])
    if "sort" not in asked:
        raise Wrong("sort parameter is not provided")
    if asked["sort"] == "product_id_desc" and "page" not in asked:
        return _by_cursor(asked.get("cursor"))
    if asked["sort"] not in ("date_added_desc", "date_updated_desc", "product_id_desc"):
        raise Wrong("sort parameter is not known")
    page = asked.get("page")
    if type(page) is not int or not 1 <= page <= DEEPEST:
        raise Wrong("page parameter is not valid")
    total = feeding.count()
    pieces = feeding.page(page, PAGE, "fa", changed=asked["sort"] == "date_updated_desc")
    return _told(pieces, current_page=page, total=total, max_pages=ceil(total / PAGE))


def _by_cursor(cursor: Any) -> dict[str, Any]:
    valid = cursor is None or (isinstance(cursor, str) and cursor.isascii() and cursor.isdigit())
    if not valid or (cursor and len(cursor) > 18):
        raise Wrong("cursor parameter is not valid")
    pieces = feeding.before(int(cursor) if cursor else None, PAGE, "fa")
    following = str(pieces[-1].id) if len(pieces) == PAGE else None
    return _told(pieces, total=None, max_pages=None, next_cursor=following)


def _these(public_ids: list[str]) -> dict[str, Any]:
    pieces = feeding.named(public_ids, "fa")
    return _told(pieces, current_page=1, total=len(pieces), max_pages=1)


def _names(given: Any) -> list[str]:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_NAMED:
        raise Wrong("the list must hold 1 to 100 items")
    if not all(isinstance(one, str) for one in given):
        raise Wrong("every item must be a string")
    return [one[:2000].replace("\0", "") for one in given]


def _in_address(url: str) -> str:
    """The piece's id in its address; nothing in any other."""
    _before, _mark, after = url.partition("/i/")
    return after.split("/")[0]


def _told(pieces: list[Shown], **where: Any) -> dict[str, Any]:
    categories = tree("fa")
    return {
        "api_version": VERSION,
        **where,
        "products": [_piece(one, categories) for one in pieces],
    }


def _piece(piece: Shown, categories: Tree) -> dict[str, Any]:
    spec = {"جنس": piece.material, "شیوهٔ کار": piece.technique, "هنرمند": piece.maker}
    return {
        "page_unique": piece.public_id,
        "product_group_id": str(piece.family_id or piece.id),
        "page_url": absolute(piece_path(piece.public_id, piece.name)),
        "title": piece.title[:500],
        "current_price": piece.price.amount // piece.price.kind.divisor,
        "availability": True,
        "category_name": " / ".join(one.name for one in categories.path(piece.category_id))[:200],
        "image_links": images_of(piece),
        "spec": {name: text for name, text in spec.items() if text},
        "short_desc": " ".join(described(piece).split())[:500],
        "date_added": _time(piece.published_at),
        "date_updated": _time(piece.changed_at),
        "seller_name": piece.maker,
        "seller_city": piece.place,
    }


def _time(moment: datetime) -> str:
    return calendar.local(moment).isoformat(timespec="seconds")


def _is_torob(headers: Headers) -> bool:
    """Whether the token is signed by Torob (EdDSA), for our host, and not out of its time."""
    parts = headers.get("X-Torob-Token", "").split(".")
    if headers.get("X-Torob-Token-Version") != "1" or len(parts) != 3:
        return False
    try:
        head, claims = (json.loads(_raw(part)) for part in parts[:2])
        key = load_der_public_key(base64.b64decode(settings().torob_key))
        if head.get("alg") != "EdDSA" or not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(_raw(parts[2]), ".".join(parts[:2]).encode("ascii"))
        now = clock.now().timestamp()
        in_time = now < float(claims["exp"]) and float(claims.get("nbf", 0)) <= now + 60
    except (ValueError, TypeError, KeyError, AttributeError, InvalidSignature, RecursionError):
        return False
    named = claims.get("aud")
    hosts = named if isinstance(named, list) else [named]
    return in_time and settings().public_url.partition("://")[2] in hosts


def _raw(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
