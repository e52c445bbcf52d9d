"""The worker's part: who is told what now. Read from how things stand, so that nothing is missed
and nothing told twice, whatever made a piece new or free."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import or_, select

from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale
from marketplace.following import links
from marketplace.following.models import Follow, Follower
from marketplace.following.stopping import SUBJECT
from marketplace.kernel import clock
from marketplace.kernel.calendar import local, local_day
from marketplace.kernel.db import session
from marketplace.kernel.secrets import unseal
from marketplace.notify import send
from marketplace.orders.links import absolute
from marketplace.vendors.models import Vendor

MORNING, EVENING, NIGHT = time(9), time(17), time(21)  # in Tehran
PART = 200  # in one transaction; the next minute goes on
LONGEST = 30  # characters of a title in an SMS


def new_pieces() -> int:
    """In the evening: one message a maker and follower with all of the day. How many."""
    now = clock.now()
    if not EVENING <= local(now).time() < NIGHT:
        return 0
    fresh = select(Listing.id).where(
        Listing.vendor_id == Follow.vendor_id, Listing.published_at > Follow.seen_at, for_sale(now)
    )
    due = (
        select(Follow, Follower, Vendor)
        .join(Follower, Follower.id == Follow.follower_id)
        .join(Vendor, Vendor.id == Follow.vendor_id)
        .where(
            Follow.listing_id.is_(None), fresh.exists(),
            or_(Follow.told_on.is_(None), Follow.told_on < local_day(now)),
        )
        .order_by(Follow.id).limit(PART).with_for_update(of=Follow, skip_locked=True)
    )  # fmt: skip
    rows = session.execute(due).all()
    for follow, follower, vendor in rows:
        _tell_new(follow, follower, vendor, now)
    return len(rows)


def back_again() -> int:
    """By day: each who waits for a piece that can be had again, once. How many."""
    now = clock.now()
    if not MORNING <= local(now).time() < NIGHT:
        return 0
    due = (
        select(Follow, Follower, Listing)
        .join(Follower, Follower.id == Follow.follower_id)
        .join(Listing, Listing.id == Follow.listing_id)
        .where(Follow.told_at.is_(None), for_sale(now), Listing.free_from <= now)
        .order_by(Follow.id).limit(PART).with_for_update(of=Follow, skip_locked=True)
    )  # fmt: skip
    rows = session.execute(due).all()
    for follow, follower, listing in rows:
        follow.told_at, follow.told_on = now, local_day(now)
        facts = {"title": _title(listing, follower.locale), "url": _piece(listing, follower.locale)}
        _send("follow_back", follow, follower, f"{int(follow.asked_at.timestamp())}", facts)
    return len(rows)


def _tell_new(follow: Follow, follower: Follower, vendor: Vendor, now: datetime) -> None:
    pieces = _fresh(follow, now)
    follow.told_on = local_day(now)
    follow.seen_at = max(
        [follow.seen_at, *(one.published_at for one in pieces if one.published_at)]
    )
    count = len({one.family_id or one.id for one in pieces})
    language = follower.locale
    facts = {"maker": _local(vendor, "alias", language)}
    if count == 1:
        facts |= {"title": _title(pieces[0], language), "url": _piece(pieces[0], language)}
        _send("follow_new", follow, follower, follow.told_on.isoformat(), facts)
    else:
        facts |= {"url": absolute(f"/makers/{vendor.public_id}", language)}
        several = {"count": count, **facts}
        _send("follow_new_several", follow, follower, follow.told_on.isoformat(), several)


def _fresh(follow: Follow, now: datetime) -> Sequence[Listing]:
    query = select(Listing).where(
        Listing.vendor_id == follow.vendor_id, Listing.published_at > follow.seen_at, for_sale(now)
    )
    return session.scalars(query.order_by(Listing.published_at, Listing.id)).all()


def _send(
    template: str, follow: Follow, follower: Follower, when: str, facts: Mapping[str, object]
) -> None:
    """By SMS; the key lets nothing go twice. A number that cannot be unsealed is told nothing."""
    mobile = (unseal(follower.sealed) or b"").decode()
    if mobile:
        stop = links.stop(follower.code, follower.locale)
        key, about = f"follow-{follow.id}-{when}", (SUBJECT, follow.id)
        send.sms(template, mobile, follower.locale, about, key, stop=stop, **facts)


def _piece(listing: Listing, locale: str) -> str:
    return absolute(f"/i/{listing.public_id}", locale)


def _title(listing: Listing, locale: str) -> str:
    title = _local(listing, "title", locale)
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"


def _local(row: object, name: str, locale: str) -> str:
    return getattr(row, f"{name}_{locale}") or str(getattr(row, f"{name}_fa"))
