"""Pictures and pieces, built through the domain."""

from functools import cache
from itertools import count
from typing import Any

import pyvips

from marketplace.catalogue import photos, revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.actor import Actor, acting
from marketplace.media import decoding, pictures
from marketplace.media.models import Picture
from marketplace.vendors.models import Vendor
from tests.support.made.people import a_maker, staff, unit

_numbers = count(1)


def a_jpeg(width: int = 640, height: int = 800, shade: int = 120) -> bytes:
    """A plain picture as a phone would send it."""
    wall = pyvips.Image.black(width, height, bands=3).linear(1, [shade, 90, 60])
    data: bytes = wall.cast("uchar").copy(interpretation="srgb").jpegsave_buffer(Q=80)
    return data


def a_picture(**size: int) -> Picture:
    """A stored picture with its preview; the worker has not come by yet."""
    kept = pictures.keep(_looked_at(**{"shade": 60 + next(_numbers) % 8 * 20, **size}))
    with unit():
        return pictures.store(kept, None)


@cache
def _looked_at(**size: int) -> decoding.Checked:
    """Decoding one picture costs as much as everything else about a piece."""
    return decoding.check(a_jpeg(**size))


def a_draft(vendor: Vendor | None = None, **content: Any) -> Revision:
    """A draft with everything the office asks for; `content` replaces some of it."""
    vendor = vendor or a_maker()
    kind = content.get("kind", "one_of_a_kind")
    words = {
        "title_fa": "گلیم روناسی با نقش لوزی",
        "category_id": vendor.crafts[0].craft_id,
        "price": 18_500_000,
        "width_mm": 1000,
        "length_mm": 1500,
        "material_fa": "پشم",
        "hand_share": "all",
        "quantity": 1,
        "kind": kind,
    }
    if kind == "made_to_order":
        words |= {"lead_days": 14, "open_limit": 2}
    with unit(), acting(Actor(kind="user", user_id=vendor.members[0].user_id, role="artisan")):
        revision = revisions.start(vendor)
        photos.add(revision, a_picture())
        revisions.save(revision, words | content)
    return revision


def a_pending_revision(vendor: Vendor | None = None, **content: Any) -> Revision:
    """A piece that waits for the office."""
    with unit():
        revision = a_draft(vendor, **content)
        revisions.submit(revision)
    return revision


def a_live_listing(vendor: Vendor | None = None, **content: Any) -> Listing:
    """A published piece: one of a kind, unless `kind` and `quantity` say otherwise."""
    with unit():
        if content.get("quantity", 1) > 1:
            content.setdefault("kind", "stocked")
        revision = a_pending_revision(vendor, **content)
        with acting(Actor(kind="user", user_id=staff("moderator").id, role="moderator")):
            revisions.approve(revision)
        return revision.listing
