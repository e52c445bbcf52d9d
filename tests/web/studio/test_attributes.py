"""A maker answers what her craft is asked, one question a screen."""

import pytest

from marketplace.catalogue import attributes, revisions
from marketplace.catalogue.models import Revision
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import members
from tests.support import factories as make


@pytest.fixture
def draft(client, session):
    vendor = make.a_maker()
    make.sign_in_as(client, members.of(vendor)[0])
    craft = frozenset([vendor.crafts[0].craft_id])
    with unit_of_work():
        dye = attributes.add("choice", attributes.Wish("رنگرزی", "Dye", craft))
        attributes.add_choice(dye, "گیاهی", "Plant dyes")
        attributes.add("number", attributes.Wish(
            "پرز", "Pile", craft, unit_fa="میلی‌متر", unit_en="mm", required=True))  # fmt: skip
        attributes.add("text", attributes.Wish("پشم", "Wool", craft))
        attributes.add("yes_no", attributes.Wish("شستنی", "Washable", craft))
    return make.a_draft(vendor)


def kept(session, draft):
    session.rollback()
    session.expire_all()
    return session.get_one(Revision, draft.id).attributes


def test_each_question_has_its_screen(client, session, draft):
    dye, pile, wool, washable = attributes.everything()
    at = f"/studio/pieces/{draft.listing.public_id}"
    went = client.post(f"{at}/steps/details", data={"material_fa": "پشم"})
    assert went.location == f"{at}/attributes"
    page = client.get(went.location).text
    assert "گیاهی" in page
    assert "نمی‌دانم" in page
    went = client.post(went.location, data={f"attribute-{dye.id}": str(dye.choices[0].id)})
    assert went.location == f"{at}/attributes?at={pile.id}"
    wrong = client.post(went.location, data={f"attribute-{pile.id}": "کوتاه"})
    assert (wrong.status_code, 'value="کوتاه"' in wrong.text) == (422, True)
    went = client.post(went.location, data={f"attribute-{pile.id}": "۸٫۵"})
    went = client.post(went.location, data={f"attribute-{wool.id}": "آوج"})
    went = client.post(went.location, data={f"attribute-{washable.id}": "0"})
    assert went.location == f"{at}/steps/story"
    assert f"{at}/attributes?at=last" in client.get(went.location).text
    assert kept(session, draft) == {
        str(dye.id): dye.choices[0].id, str(pile.id): 8_500, str(wool.id): {"fa": "آوج", "en": ""},
        str(washable.id): False,
    }  # fmt: skip
    check = client.get(f"{at}/check").text
    assert "<bdi>۸٫۵ میلی‌متر</bdi>" in check
    client.post(f"{at}/attributes?at={dye.id}&to=check", data={f"attribute-{dye.id}": ""})
    assert str(dye.id) not in kept(session, draft)


def test_an_unanswered_question_is_left_for_later_and_named(client, session, draft):
    at = f"/studio/pieces/{draft.listing.public_id}"
    _dye, pile, _wool, _washable = attributes.everything()
    assert client.post(f"{at}/attributes", data={}).status_code == 303
    assert client.post(f"{at}/attributes?at={pile.id}", data={"later": "1"}).location == (
        "/studio/pieces"
    )
    refused = client.post(f"{at}/submission")
    assert refused.status_code == 422
    assert "این را بنویسید یا انتخاب کنید: پرز" in refused.text
    assert f"/attributes?at={pile.id}&amp;to=check" in refused.text
    assert "پرز" in client.get("/studio/pieces").text


def test_the_product_page_says_the_answers_in_its_language(client, session, draft):
    dye, pile, _wool, washable = attributes.everything()
    with unit_of_work():
        revisions.answer(draft, {dye.id: dye.choices[0].id, pile.id: 8_500, washable.id: True})
        revisions.submit(draft)
    with unit_of_work():
        revisions.approve(draft)
    address = f"/i/{draft.listing.public_id}/{'گلیم-روناسی-با-نقش-لوزی'}"
    assert "<dt>پرز</dt><dd><bdi>۸٫۵ میلی‌متر</bdi></dd>" in client.get(address).text
    english = client.get(f"/en{address}").text
    assert "<dt>Dye</dt><dd><bdi>Plant dyes</bdi></dd>" in english
    assert "<dt>Washable</dt><dd><bdi>Yes</bdi></dd>" in english
    assert "<dt>Pile</dt><dd><bdi>8.5 mm</bdi></dd>" in english


def test_another_s_piece_is_not_hers(client, session, draft):
    other = make.a_draft(make.a_maker(make.a_craft("جاجیم", "Jajim")))
    at = f"/studio/pieces/{other.listing.public_id}/attributes"
    assert client.get(at).status_code == 404
    assert client.post(at, data={}).status_code == 404


def test_a_craft_without_questions_skips_them(client, session):
    vendor = make.a_maker()
    make.sign_in_as(client, members.of(vendor)[0])
    at = f"/studio/pieces/{make.a_draft(vendor).listing.public_id}"
    assert client.get(f"{at}/attributes").location == f"{at}/steps/story"
    assert client.get(f"{at}/attributes?at=last").location == f"{at}/steps/details"
    assert client.post(f"{at}/steps/details", data={}).location == f"{at}/steps/story"
