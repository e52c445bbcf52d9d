"""One photograph of a piece, as large as it is kept: scrolled over, without script."""

from dataclasses import dataclass

from flask import render_template

from marketplace.discovery import products
from marketplace.kernel.errors import NotFound
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.photos import Photo
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import photo_path, piece_path
from marketplace.web.shop.describing import shots


@dataclass(frozen=True, slots=True)
class Large:
    """Its largest files, and their size in px."""

    webp: str
    jpeg: str
    width: int
    height: int
    alt: str
    sample: bool


def large(photo: Photo) -> Large:
    """The widest size of a photograph."""
    width = photo.widths[-1]
    height = round(photo.height * width / photo.width)
    kinds = photo.src(width), photo.src(width, "jpeg")
    return Large(*kinds, width, height, photo.alt, photo.sample)


@bp.get("/i/<public_id>/photos/<int:number>", endpoint="photo")
@may(VISITOR, public=True)
def show(public_id: str, number: int) -> str:
    """The photograph with this number, and the way to those beside it."""
    found = products.by_public_id(public_id, locale())
    photos = shots(found)
    if not 1 <= number <= len(photos):
        raise NotFound
    path = piece_path(public_id, found.piece.name)
    return render_template(
        "shop/product/photo.html",
        photo=large(photos[number - 1]),
        number=number,
        total=len(photos),
        title=found.piece.title,
        back=path,
        before=photo_path(public_id, number - 1) if number > 1 else None,
        following=photo_path(public_id, number + 1) if number < len(photos) else None,
        canonical_url=absolute(path),
        robots="noindex, follow",
    )
