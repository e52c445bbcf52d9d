"""The demo's makers: they apply, are trained, heard and approved; one still waits."""

from datetime import timedelta
from typing import Any

from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.pictures import store
from marketplace.cli.seeding.timeline import Timeline
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session
from marketplace.kernel.phone import parse_mobile
from marketplace.media.models import Picture
from marketplace.people import users
from marketplace.programme import certificates
from marketplace.vendors import application, decisions, portraits, requirements, submissions
from marketplace.vendors.profile import Profile

WISHES = (
    "alias_fa", "alias_en", "village_fa", "village_en", "district_fa", "district_en",
    "show_place", "story_fa", "story_en", "motif",
)  # fmt: skip


def invite(cast: Cast, timeline: Timeline, makers: list[dict[str, Any]]) -> None:
    """Write the beginnings of these makers into the timeline."""
    for number, row in enumerate(makers):
        first, minute = 90 - number % 7, 10 + number % 7
        timeline.add(f"{first}d 10:{minute}", _apply, cast, row)
        timeline.add(f"{first - 6}d 12:{minute}", _certify, cast, row)
        timeline.add(f"{first - 8}d 15:{minute}", _admit, cast, row)


def keep_waiting(cast: Cast, timeline: Timeline, applicants: list[dict[str, Any]]) -> None:
    """These were trained, and the office has not yet talked with them."""
    for row in applicants:
        timeline.add("6d 09:40", _apply, cast, row)
        timeline.add("2d 13:15", _certify, cast, row)


def _apply(cast: Cast, row: dict[str, Any]) -> None:
    user = users.create(name=row["name"], mobile=parse_mobile(row["mobile"]))
    crafts = [cast.categories[code].id for code in row["crafts"]]
    wishes = Profile(**{name: row[name] for name in WISHES})
    with acting(Actor(kind="user", user_id=user.id, role="signed_in")):
        vendor = application.apply(user, wishes, crafts, kind=row.get("kind", "person"))
        vendor.sample = True
        if row["portrait"]:
            portraits.put(vendor, store(cast, row["portrait"], user.id))
    cast.vendors[row["key"]] = vendor


def _certify(cast: Cast, row: dict[str, Any]) -> None:
    member = cast.vendors[row["key"]].members[0].user_id
    today = certificates.today()
    with cast.playing("trainer"):
        for code in row["crafts"]:
            craft = cast.categories[code].id
            issued, expires = today - timedelta(days=20), today + timedelta(days=3 * 365)
            certificates.record(member, craft, issued, expires)


def _admit(cast: Cast, row: dict[str, Any]) -> None:
    vendor = cast.vendors[row["key"]]
    with cast.playing("moderator"):
        for asked in requirements.active():
            if asked.kind in ("interview", "document"):
                submissions.accept(vendor, asked)
        decisions.approve(vendor)
        if portrait := session.get(Picture, vendor.portrait_id or 0):
            portraits.show(vendor, portrait.key)
