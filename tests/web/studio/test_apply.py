"""A maker applies from her phone."""

import re

import pytest

from marketplace.vendors import members, requirements
from marketplace.vendors.models import Vendor
from tests.support import factories as make

ANSWERS = {
    "name": "فریبا نمونه",
    "show_name": "alias",
    "alias_fa": "دار روناس",
    "motif": "indigo",
    "show_place": "district",
    "village_fa": "روستای بالا",
    "district_fa": "بخش مرکزی",
    "story_fa": "از مادرم یاد گرفتم.",
    "agreed": "y",
}


@pytest.fixture
def her(client, session):
    """Signed in by mobile, without a booth."""
    with make.unit():
        requirements.install_usual()
    user = make.a_user("")
    make.sign_in_as(client, user)
    return user


@pytest.fixture
def answers(session):
    """A whole form."""
    return ANSWERS | {"crafts": [make.a_craft().id]}


def _vendors(session):
    return session.query(Vendor).all()


def test_a_whole_form_makes_an_applicant_and_shows_what_is_missing(client, session, her, answers):
    answer = client.post("/studio/apply", data=answers, follow_redirects=True)
    assert answer.request.path == "/studio/eligibility"
    assert "گواهی آموزش" in answer.text
    vendor = _vendors(session)[0]
    assert (vendor.state, vendor.alias_fa, vendor.motif) == ("applied", "دار روناس", "indigo")
    session.refresh(her)
    assert her.name == "فریبا نمونه"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"alias_fa": ""}, "نام کارگاه را بنویسید"),
        ({"crafts": []}, "دست‌کم یک هنر"),
        ({"agreed": ""}, "شرایط و متن حریم شخصی را بپذیرید"),
        ({"story_fa": "واژه " * 151}, "۱۵۰"),
        ({"alias_fa": "تماس 09123456789"}, "خریدار از راه دفتر"),
        ({"crafts": ["999"]}, "دست‌کم یک هنر"),
    ],
)
def test_a_fault_keeps_everything_typed(client, session, her, answers, change, sentence):
    answer = client.post("/studio/apply", data=answers | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "روستای بالا" in answer.text
    assert answer.text.count('id="summary"') == 1
    assert _vendors(session) == []


def test_faults_are_listed_as_they_follow_on_the_page(client, session, her):
    page = client.post("/studio/apply", data={"show_name": "alias"}).text
    named = re.findall(r'href="#([a-z_]+)', page.partition('id="summary"')[2].partition("</ul>")[0])
    assert named == ["name", "crafts", "alias_fa", "village_fa", "district_fa", "agreed"]


def test_her_card_can_be_seen_before_sending(client, session, her, answers):
    shown = answers | {"show": "1", "show_name": "initial", "alias_fa": ""}
    answer = client.post("/studio/apply", data=shown)
    assert answer.status_code == 200
    assert "<bdi>ف. از بخش مرکزی</bdi>" in answer.text
    assert _vendors(session) == []


def test_who_has_a_booth_is_led_to_what_is_missing(client, session):
    vendor = make.an_applicant()
    make.sign_in_as(client, members.of(vendor)[0])
    assert client.get("/studio/apply").location == "/studio/eligibility"


def test_sending_twice_makes_one_booth(client, session, her, answers):
    client.post("/studio/apply", data=answers)
    assert client.post("/studio/apply", data=answers).status_code == 422
    assert len(_vendors(session)) == 1


def test_a_visitor_signs_in_first(client, session):
    assert "/account/sign-in" in client.get("/studio/apply").location
