"""Applying: by herself, on her behalf, again; crafts and consent."""

import pytest

from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.people import consents
from marketplace.vendors import application, decisions, profile
from marketplace.vendors.profile import Profile, public_name
from tests.support import factories as make


def test_her_own_application_records_her_consent_without_a_writer(session):
    vendor = make.an_applicant()
    given = consents.given("vendor", vendor.id)
    assert set(given) == {"terms", "privacy"}
    assert {one.recorded_by for one in given.values()} == {None}
    assert vendor.state == "applied"


def test_an_application_taken_down_by_the_office_is_recorded_on_her_behalf(session):
    with make.unit():
        clerk, her, craft = make.staff("moderator"), make.a_user(), make.a_craft()
        with acting(Actor(kind="user", user_id=clerk.id, role="moderator")):
            vendor = application.apply(her, Profile("دار روناس"), [craft.id])
    assert {one.recorded_by for one in consents.given("vendor", vendor.id).values()} == {clerk.id}
    assert {event.on_behalf_of for event in history("vendor", vendor.id)} == {vendor.id}


def test_a_person_has_one_booth_of_her_own_but_may_share_a_collectives(session):
    user = make.a_user()
    own = make.an_applicant(user=user)
    with pytest.raises(DomainError, match="already have a booth"):
        make.an_applicant(user=user)
    shared = make.an_applicant(user=user, kind="collective", alias_fa="گروه نمونه")
    assert own.id != shared.id


def test_without_a_craft_there_is_no_application(session):
    user = make.a_user()
    with pytest.raises(DomainError) as refused, make.unit():
        application.apply(user, Profile("دار"), [])
    assert refused.value.field == "crafts"


@pytest.mark.parametrize("field", ["alias_fa", "story_fa"])
def test_contact_details_stay_out_of_what_the_public_reads(session, field):
    with pytest.raises(DomainError) as refused:
        make.an_applicant(**{field: "زنگ بزنید ۰۹۱۲۳۴۵۶۷۸۹"})
    assert refused.value.field == field


def test_who_was_refused_may_apply_again_and_others_may_not(session):
    vendor = make.an_applicant()
    with pytest.raises(WrongState), make.unit():
        application.apply_again(vendor)
    with make.unit():
        decisions.refuse(vendor, "نام روشن نیست")
    with make.unit():
        application.apply_again(vendor)
    assert vendor.state == "applied"


def test_crafts_come_and_go_but_the_last_one_stays(session):
    vendor, felt = make.an_applicant(), make.a_craft("نمد", "Felt")
    kilim = vendor.crafts[0].craft_id
    with make.unit():
        application.add_craft(vendor, felt.id)
        application.add_craft(vendor, felt.id)
    assert {craft.craft_id for craft in vendor.crafts} == {kilim, felt.id}
    with make.unit():
        application.remove_craft(vendor, kilim)
    with pytest.raises(DomainError), make.unit():
        application.remove_craft(vendor, felt.id)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("alias", "دار روناس"), ("name", "فریبا نمونه"), ("initial", "ف. از بخش مرکزی")],
)
def test_the_public_name_is_as_she_chose(choice, expected):
    assert public_name(choice, "دار روناس", "فریبا نمونه", "بخش مرکزی") == expected


def test_an_initial_without_a_place_stands_alone():
    assert public_name("initial", "", "فریبا نمونه", "") == "ف."


def test_the_log_has_old_and_new_but_never_the_village(session):
    vendor = make.an_applicant()
    with make.unit():
        profile.change(vendor, Profile("گره چهارم", village_fa="روستای دیگر", show_place="village"))
    changes = history("vendor", vendor.id)[0].changes
    assert changes["alias_fa"] == ["دار روناس", "گره چهارم"]
    assert changes["village_fa"] == ["…", "…"]
    assert vendor.place_fa == "روستای دیگر"


def test_an_unchanged_profile_writes_nothing(session):
    vendor = make.an_applicant()
    before = len(history("vendor", vendor.id))
    same = Profile("دار روناس", village_fa="آوج", district_fa="بخش مرکزی")
    with make.unit():
        profile.change(vendor, same)
    assert len(history("vendor", vendor.id)) == before
