"""Pictures by address: published ones for everybody, the others for her and the office."""

from pathlib import Path

from flask import Blueprint, Response, redirect, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, or_, select

from marketplace.catalogue import sharing
from marketplace.catalogue.models import Listing, Revision, RevisionPicture
from marketplace.catalogue.public import visible
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media import pictures, storage
from marketplace.media.models import Picture
from marketplace.vendors.models import Vendor
from marketplace.web.access import SIGNED_IN, STAFF, VISITOR, may
from marketplace.web.frame import settings
from marketplace.web.identity import find_my_vendor

bp = Blueprint("media", __name__)
FILE = "<key>/<int:width>.<any(webp,jpg):kind>"
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
FOREVER = "public, max-age=31536000, immutable"
DAY = 24 * 3600
FOR_ALL, FOR_HER = 7 * DAY, 300  # seconds that the address of a picture in a bucket is good for


@bp.get(f"/m/{FILE}")
@may(VISITOR, public=True)
def public(key: str, width: int, kind: str) -> ResponseReturnValue:
    """A published picture; its address never shows another."""
    if not session.scalar(select(Picture.public).filter_by(key=key)):
        raise NotFound
    return _file(key, width, kind, FOREVER)


@bp.get("/m/<key>/share-<any(fa, en):language>.jpg")
@may(VISITOR, public=True)
def shared(key: str, language: str) -> ResponseReturnValue:
    """What is drawn beside a shared link, as long as its piece may be seen."""
    if not session.scalar(select(Listing.id).where(Listing.share_key == key, visible())):
        raise NotFound
    return _sent(storage.pictures.place(key, sharing.name(language), FOR_ALL), "jpg", FOREVER)


@bp.get(f"/studio/pictures/{FILE}")
@may(SIGNED_IN)
def hers(key: str, width: int, kind: str) -> ResponseReturnValue:
    """A picture of her own pieces, or her portrait."""
    vendor = find_my_vendor()
    if vendor is None or not session.scalar(_of_vendor(key, vendor)):
        raise NotFound
    return _file(key, width, kind, "no-store")


@bp.get(f"/office/pictures/{FILE}")
@may(*STAFF)
def offices(key: str, width: int, kind: str) -> ResponseReturnValue:
    """Any picture, for staff."""
    if not session.scalar(select(Picture.id).filter_by(key=key)):
        raise NotFound
    return _file(key, width, kind, "no-store")


def _of_vendor(key: str, vendor: Vendor) -> Select[int]:
    shown = (
        select(RevisionPicture.picture_id)
        .join(Revision, Revision.id == RevisionPicture.revision_id)
        .join(Listing, Listing.id == Revision.listing_id)
        .where(Listing.vendor_id == vendor.id)
    )
    mine = or_(Picture.id == vendor.portrait_id, Picture.id.in_(shown))
    return select(Picture.id).where(Picture.key == key, mine)


def _sent_by_proxy(path: Path) -> Response:
    """The decision is ours, the bytes are the proxy's: it finds the file under VAR_DIR."""
    within = path.relative_to(settings().var_dir).as_posix()
    return Response(headers={"X-Accel-Redirect": f"/{within}"})


def _file(key: str, width: int, kind: str, caching: str) -> ResponseReturnValue:
    """The file itself; for one in a bucket only its address there, which is kept for less long."""
    seconds = FOR_ALL if caching == FOREVER else FOR_HER
    return _sent(pictures.place(key, width, kind, seconds), kind, caching)


def _sent(place: Path | str | None, kind: str, caching: str) -> ResponseReturnValue:
    if place is None:
        raise NotFound
    if isinstance(place, str):
        response = redirect(place)
        caching = f"public, max-age={FOR_ALL - DAY}" if caching == FOREVER else caching
    else:
        response = _sent_by_proxy(place) if settings().proxy_sends_files else send_file(place)
        response.content_type = TYPES[kind]
    response.headers["Cache-Control"] = caching
    return response
