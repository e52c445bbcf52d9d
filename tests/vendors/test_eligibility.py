"""Who may sell what, and what is missing."""

from datetime import timedelta

from marketplace.kernel.db import session as database
from marketplace.kernel.events import _subscribers, subscribe
from marketplace.programme import certificates
from marketplace.vendors import application, decisions, eligibility, members, requirements
from marketplace.vendors.events import SellableChanged
from marketplace.vendors.models import VendorCraft
from tests.support import factories as make


def _missing(vendor):
    return {
        craft: [(one.requirement.kind, one.state, one.who_acts) for one in asked]
        for craft, asked in eligibility.missing(vendor).items()
    }


def _projected(vendor):
    database.expire_all()
    return {one.craft_id: one.sellable_until for one in vendor.crafts}


def test_who_just_applied_lacks_certificate_and_talk_but_not_the_terms(session):
    vendor = make.an_applicant()
    craft = vendor.crafts[0].craft_id
    assert _missing(vendor) == {
        craft: [("certificate", "needed", "trainer"), ("interview", "needed", "office")]
    }
    assert _projected(vendor) == {craft: None}


def test_eligibility_is_per_craft(session):
    vendor = make.a_maker()
    felt = make.a_craft("نمد", "Felt")
    with make.unit():
        application.add_craft(vendor, felt.id)
    kilim = make.a_craft()
    assert _projected(vendor) == {kilim.id: certificates.FOREVER, felt.id: None}
    assert list(_missing(vendor)[felt.id]) == [("certificate", "needed", "trainer")]


def test_it_ends_with_the_certificate_and_begins_again_with_the_next(session, clock):
    vendor, craft = make.an_applicant(), make.a_craft()
    make.certify(vendor, craft, expires_in=timedelta(days=5))
    talk = next(one for one in requirements.active() if one.kind == "interview")
    from marketplace.vendors import submissions

    with make.unit():
        submissions.accept(vendor, talk)
        decisions.approve(vendor)
    until = _projected(vendor)[craft.id]
    assert until < clock.now() + timedelta(days=7)
    clock.set(until)
    assert eligibility.sellable_until(vendor) == {craft.id: None}
    make.certify(vendor, craft)
    assert _projected(vendor) == {craft.id: certificates.FOREVER}


def test_revoking_the_certificate_stops_sales_in_the_same_unit(session):
    vendor, craft = make.a_maker(), make.a_craft()
    held = certificates.of([vendor.members[0].user_id])[0]
    with make.unit():
        certificates.revoke(held, "اشتباه ثبت شده بود")
    assert _projected(vendor) == {craft.id: None}


def test_any_members_certificate_serves_a_collective(session):
    craft = make.a_craft()
    vendor = make.an_applicant(craft, kind="collective")
    weaver = make.a_user("زهره نمونه")
    make.certify(make.an_applicant(craft, weaver), craft)
    with make.unit():
        members.add(vendor, weaver)
    assert [one.requirement.kind for one in eligibility.missing(vendor)[craft.id]] == ["interview"]


def test_a_new_requirement_counts_for_everybody_at_once(session):
    vendor, craft = make.a_maker(), make.a_craft()
    with make.unit():
        requirements.add("document", title_fa="پروانه", title_en="Permit")
        eligibility.rebuild_all()
    assert _projected(vendor) == {craft.id: None}
    assert _missing(vendor) == {craft.id: [("document", "needed", "she")]}


def test_every_refresh_tells_the_catalogue(session):
    told = []
    subscribe(SellableChanged, told.append)
    try:
        vendor = make.an_applicant()
        make.certify(vendor, make.a_craft())
    finally:
        _subscribers[SellableChanged].remove(told.append)
    assert told == [SellableChanged(vendor.id)] * 2


def test_a_projection_that_differs_is_found(session):
    vendor = make.a_maker()
    assert eligibility.drifted() == []
    with make.unit():
        craft = vendor.crafts[0]
        database.get(VendorCraft, (vendor.id, craft.craft_id)).sellable_until = None
    assert eligibility.drifted() == [vendor.id]


def test_rebuilding_mends_the_projection(session):
    vendor = make.a_maker()
    with make.unit():
        database.get(VendorCraft, (vendor.id, vendor.crafts[0].craft_id)).sellable_until = None
        assert eligibility.rebuild_all() == 1
    assert eligibility.drifted() == []
