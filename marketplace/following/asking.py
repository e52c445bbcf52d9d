"""Somebody proved her mobile and wants to be told; and what a mobile follows."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select, text

from marketplace.catalogue.models import Listing
from marketplace.following import links
from marketplace.following.models import Follow, Follower
from marketplace.kernel import clock, ids
from marketplace.kernel.db import UtcDateTime, locked, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.secrets import keyed_hash, seal
from marketplace.kernel.text import N_
from marketplace.people import terms
from marketplace.vendors.models import Vendor

MOST = 40
FULL = N_("This number already follows %(most)s makers and pieces. Stop one of them first.")
KEEP = text(
    "INSERT INTO follower (mobile_hash, sealed, code, link_token_hash, locale, touched_at)"
    " VALUES (:mobile_hash, :sealed, :code, :link_token_hash, :locale, :touched_at)"
    " ON CONFLICT (mobile_hash) DO UPDATE SET touched_at = excluded.touched_at,"
    " locale = excluded.locale RETURNING id"
).bindparams(bindparam("touched_at", type_=UtcDateTime()))
Row = tuple[Follow, Vendor, Listing | None]


def follow(mobile: str, locale: str, vendor_id: int, listing_id: int | None = None) -> Follower:
    """Tell this mobile (E.164, proved) of the maker's new pieces, or when this piece is back.

    Asked again it begins anew. Raises DomainError when it follows too much already."""
    version = terms.current("privacy")
    follower = _kept(mobile, locale)
    mine = select(Follow).filter_by(follower_id=follower.id)
    same = mine.filter_by(vendor_id=vendor_id, listing_id=listing_id)
    found = session.scalars(same).first()
    if found is None:
        if len(of(follower)) >= MOST:
            raise DomainError(FULL, most=MOST)
        found = Follow(follower_id=follower.id, vendor_id=vendor_id, listing_id=listing_id)
        session.add(found)
    now = clock.now()
    found.terms_version = version
    found.asked_at, found.seen_at, found.told_at = now, now, None
    session.flush()
    return follower


def _kept(mobile: str, locale: str) -> Follower:
    """The row of this mobile, made when new, locked until the unit of work ends."""
    code = ids.public_id()
    row = {
        "mobile_hash": keyed_hash("follower", mobile), "sealed": seal(mobile.encode()),
        "code": code, "link_token_hash": links.token_hash(links.token(code)),
        "locale": locale, "touched_at": clock.now(),
    }  # fmt: skip
    key = session.execute(KEEP, row).scalar_one()
    return locked(Follower, key)


def by_token(token: str) -> Follower:
    """Whose address this is. Raises NotFound."""
    mine = select(Follower).filter_by(link_token_hash=links.token_hash(token))
    found = session.scalars(mine).first()
    if found is None:
        raise NotFound
    return found


def by_mobile(mobile: str) -> Follower | None:
    """The row of this mobile (E.164), when it follows anything."""
    mine = select(Follower).filter_by(mobile_hash=keyed_hash("follower", mobile))
    return session.scalars(mine).first()


def of(follower: Follower) -> Sequence[Row]:
    """What she still waits for, the newest first."""
    waiting = or_(Follow.listing_id.is_(None), Follow.told_at.is_(None))
    query = (
        select(Follow, Vendor, Listing)
        .join(Vendor, Vendor.id == Follow.vendor_id)
        .outerjoin(Listing, Listing.id == Follow.listing_id)
        .where(Follow.follower_id == follower.id, waiting)
        .order_by(Follow.id.desc())
    )
    return [(one, vendor, listing) for one, vendor, listing in session.execute(query)]


def counts(vendor_id: int) -> tuple[int, int]:
    """How many follow this maker, and how many wait for a piece of hers."""
    mine = select(func.count()).select_from(Follow).where(Follow.vendor_id == vendor_id)
    makers = session.scalar(mine.where(Follow.listing_id.is_(None))) or 0
    waiting = mine.where(Follow.listing_id.is_not(None), Follow.told_at.is_(None))
    return makers, session.scalar(waiting) or 0
