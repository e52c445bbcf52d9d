"""Approving, refusing, pausing, suspending, restoring."""

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.events import _subscribers, subscribe
from marketplace.notify.models import Message
from marketplace.programme import certificates
from marketplace.vendors import decisions, find, history as vendor_history, members
from marketplace.vendors.events import VendorRestored, VendorSuspended
from tests.support import factories as make


def _until(vendor):
    database.expire_all()
    return [craft.sellable_until for craft in vendor.crafts]


def _told():
    return list(database.scalars(select(Message.template).order_by(Message.id)))


def test_approval_opens_the_booth_and_tells_her(session):
    vendor = make.a_maker()
    assert vendor.state == "active"
    assert _until(vendor) == [certificates.FOREVER]
    assert _told() == ["vendor_approved"]


@pytest.mark.parametrize(("name", "state"), [("pause", "paused"), ("suspend", "suspended")])
def test_who_is_not_active_sells_nothing(session, name, state):
    vendor = make.a_maker()
    with make.unit():
        decisions.pause(vendor) if name == "pause" else decisions.suspend(vendor, "شکایت")
    assert (vendor.state, _until(vendor)) == (state, [None])


@pytest.mark.parametrize("before", ["active", "paused"])
def test_restoring_brings_back_the_state_before(session, before):
    vendor = make.a_maker()
    heard = []
    subscribe(VendorSuspended, heard.append)
    subscribe(VendorRestored, heard.append)
    try:
        with make.unit():
            if before == "paused":
                decisions.pause(vendor)
            decisions.suspend(vendor, "شکایت یک خریدار")
        with make.unit():
            decisions.restore(vendor)
    finally:
        _subscribers[VendorSuspended].remove(heard.append)
        _subscribers[VendorRestored].remove(heard.append)
    assert vendor.state == before
    assert _until(vendor) == [certificates.FOREVER if before == "active" else None]
    assert heard == [VendorSuspended(vendor.id, "شکایت یک خریدار"), VendorRestored(vendor.id)]
    assert vendor_history.reason(vendor.id, "suspend") == "شکایت یک خریدار"
    assert _told() == ["vendor_approved", "vendor_suspended", "vendor_restored"]


def test_each_decision_fits_only_some_states(session):
    vendor = make.a_maker()
    for decide in (decisions.approve, decisions.resume, decisions.restore):
        with pytest.raises(WrongState), make.unit():
            decide(vendor)
    with make.unit():
        decisions.pause(vendor)
        decisions.resume(vendor)
    assert vendor.state == "active"


def test_a_refusal_keeps_its_reason(session):
    vendor = make.an_applicant()
    with make.unit():
        decisions.refuse(vendor, "کار شما نبود")
    assert vendor_history.reason(vendor.id, "refuse") == "کار شما نبود"
    assert vendor_history.reason(vendor.id, "suspend") == ""
    assert _told() == ["vendor_refused"]


def test_a_collective_gains_and_loses_members_but_keeps_one(session):
    vendor = make.an_applicant(kind="collective")
    first, second = members.of(vendor)[0], make.a_user("زهره نمونه")
    with make.unit():
        members.add(vendor, second)
    with pytest.raises(DomainError, match="already a member"), make.unit():
        members.add(vendor, second)
    with make.unit():
        members.remove(vendor, first)
    with pytest.raises(DomainError, match="at least one"), make.unit():
        members.remove(vendor, second)
    assert [event.name for event in history("vendor", vendor.id)][:2] == [
        "member_removed",
        "member_added",
    ]


def test_a_persons_booth_takes_no_second_member(session):
    vendor, other = make.an_applicant(), make.a_user()
    with pytest.raises(DomainError, match="Only a collective"), make.unit():
        members.add(vendor, other)


def test_staff_find_makers_by_name_public_name_or_digits(session):
    user = make.a_user("زهره نمونه", mobile="+989000001234")
    vendor = make.an_applicant(user=user, alias_fa="گره چهارم")
    make.an_applicant(alias_fa="دار روناس")
    for query in ("زهره", "گره", "گره‌ چهارم", "۱۲۳۴", "0900 000 1234"):
        assert find.vendors(query) == [vendor], query
    assert find.vendors("هیچ‌کس") == []
    assert len(find.vendors("", "applied")) == 2
    assert find.vendors("", "active") == []
    assert find.applications()[0] == vendor
    assert find.counts() == {"applied": 2}
    assert find.people("زهره")[0].mobile.endswith("1234")
