"""The office's page about one vendor: who she is, her conditions, the decision."""

from typing import Any

from flask import render_template

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.orders.sheets import slip
from marketplace.people import consents
from marketplace.people.models import User
from marketplace.programme import certificates
from marketplace.vendors import find, members, portraits
from marketplace.vendors.models import Vendor
from marketplace.web.identity import me
from marketplace.web.log import history
from marketplace.web.navigation import can_open
from marketplace.web.photos import OFFICE
from marketplace.web.vendors import closed_days, condition_groups, rows as vendor_rows
from marketplace.web.vendors.follow_counts import followers
from marketplace.web.vendors.forms import ReasonForm


def vendor_page(vendor: Vendor, *, open_form: str = "", form: ReasonForm | None = None) -> str:
    """The page; `open_form` names the unfolded decision whose reason was not written."""
    people, cards = members.of(vendor), vendor_rows.cards(vendor, to_her=False)
    return render_template(
        "office/vendors/show.html", vendor=vendor, people=people,
        face=vendor_rows.face_of(vendor, unseen=OFFICE), state=vendor_rows.state_of(vendor),
        cards=cards, groups=condition_groups.groups(cards), consent=_consent(vendor),
        certificates=certificates.of([user.id for user in people]),
        portrait=portraits.shown(vendor), closed=closed_days.words(vendor),
        followers=followers(vendor.id),
        log=history.entries(eventlog.history("vendor", vendor.id, 40)),
        form=form or ReasonForm(), open_form=open_form, has_errors=form is not None,
        sees_money=can_open("office.maker_money", me()),
        crafts=vendor_rows.craft_names(), brings=bool(slip.parts_of(vendor)), **_queue(vendor),
    )  # fmt: skip


def _queue(vendor: Vendor) -> dict[str, Any]:
    """Its place among those who wait, and who comes next."""
    waiting = [one.public_id for one in find.applications()]
    if vendor.public_id not in waiting:
        return {"place": 0, "waiting": len(waiting), "following": None}
    place = waiting.index(vendor.public_id) + 1
    return {"place": place, "waiting": len(waiting), "following": next(iter(waiting[place:]), None)}


def _consent(vendor: Vendor) -> dict[str, Any] | None:
    given = consents.given("vendor", vendor.id).get("terms")
    if given is None:
        return None
    heard_by = session.get(User, given.recorded_by) if given.recorded_by else None
    return {"at": given.given_at, "version": given.version, "by": heard_by.name if heard_by else ""}
