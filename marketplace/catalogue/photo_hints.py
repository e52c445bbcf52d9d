"""What a photograph's measures hint at. Nothing of it forbids anything: people decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, or_, select, tuple_

from marketplace.catalogue.models import Listing, Revision, RevisionPicture
from marketplace.kernel.db import session
from marketplace.media.looks import apart, quarters
from marketplace.media.models import Picture, PictureMark
from marketplace.vendors.models import Vendor

SMALL = 720  # px of the shorter side; less fills no phone's screen
DARK = 90  # of 255: no tenth of it is lighter
BLURRED = 14  # of 255: its sharpest edges are no steeper
SAME = 4  # of 64 places in which the marks of one photograph differ at most
MOST = 200  # photographs looked at more closely


@dataclass(frozen=True, slots=True)
class Twin:
    """Another piece that shows the same photograph."""

    title: str
    public_id: str
    vendor_id: int
    maker: str


def faults(picture: Picture) -> list[str]:
    """dark, blurred, small: what a buyer would see at once. What is dark is not blurred too."""
    found = ["dark"] if picture.light is not None and picture.light < DARK else []
    if not found and picture.detail is not None and picture.detail < BLURRED:
        found.append("blurred")
    return found + (["small"] if min(picture.width, picture.height) < SMALL else [])


def twins(revision: Revision) -> dict[int, list[Twin]]:
    """By picture: the other pieces with the same file or one that looks the same, hers first."""
    own = {photo.picture_id: photo.picture for photo in revision.pictures}
    found: dict[int, list[Twin]] = {}
    if not own:
        return found
    for row in session.execute(_alike(own.values(), revision.listing)):
        twin = Twin(row.title_fa, row.public_id, row.vendor_id, row.alias_fa)
        for key, picture in own.items():
            listed = found.setdefault(key, [])
            if twin not in listed and _same(picture, row.id, row.sha256, row.mark):
                listed.append(twin)
    hers = revision.listing.vendor_id
    return {key: sorted(some, key=lambda one: one.vendor_id != hers)
            for key, some in found.items() if some}  # fmt: skip


def _same(picture: Picture, other: int, sha256: str, mark: str) -> bool:
    if other == picture.id or sha256 == picture.sha256:
        return True
    return bool(mark and picture.mark) and apart(mark, picture.mark) <= SAME


def _alike(own: Iterable[Picture], listing: Listing) -> Select[int, str, str, str, str, int, str]:
    pictures = list(own)
    wanted = {part for one in pictures for part in enumerate(quarters(one.mark))}
    parts = tuple_(PictureMark.quarter, PictureMark.value)
    marked = select(PictureMark.picture_id).where(parts.in_(sorted(wanted)))
    prints = Picture.sha256.in_([one.sha256 for one in pictures])
    return (
        select(
            Picture.id, Picture.sha256, Picture.mark, Revision.title_fa, Listing.public_id,
            Listing.vendor_id, Vendor.alias_fa,
        )
        .join(RevisionPicture, RevisionPicture.picture_id == Picture.id)
        .join(Revision, Revision.id == RevisionPicture.revision_id)
        .join(Listing, Listing.id == Revision.listing_id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .where(
            or_(prints, Picture.id.in_(marked)) if wanted else prints,
            Listing.id != listing.id, Listing.id.not_in(_siblings(listing)),
            Revision.state != "dropped",
        )
        .order_by(Picture.id)
        .limit(MOST)
    )  # fmt: skip


def _siblings(listing: Listing) -> Select[int]:
    """Variants of one piece may share a picture."""
    return select(Listing.id).where(
        Listing.family_id == listing.family_id, Listing.family_id.is_not(None)
    )
