"""A maker lists a piece on her phone: step by step, without script, nothing lost."""

import io
import re

import pytest

from marketplace.catalogue import categories, revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.money import toman
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import members
from tests.support import factories as make


@pytest.fixture
def maker(client, session):
    """Signed in, selling kilims."""
    vendor = make.a_maker()
    make.sign_in_as(client, members.of(vendor)[0])
    return vendor


def photo(data=None):
    return {"photo": (io.BytesIO(data or make.a_jpeg()), "../x.jpg")}


def only(session, model=Revision):
    session.rollback()
    session.expire_all()
    return session.query(model).one()


def start(client):
    place = client.get("/studio/pieces/new").location.rsplit("/", 1)[1]
    return place, f"/studio/pieces/{place.partition('.')[0]}"


def step(at, name):
    return f"{at}/steps/{name}"


def test_she_lists_a_piece_in_five_steps(client, session, maker):
    place, at = start(client)
    client.post(f"/studio/pieces/{place}/photos", data=photo())
    client.post(f"/studio/pieces/{place}/photos", data=photo(make.a_jpeg(shade=200)))
    assert client.post(f"/studio/pieces/new/{place}").location == step(at, "what")
    category = categories.crafts()[0].id
    answer = client.post(
        step(at, "what"),
        data={"title_fa": "گلیم لوزی", "category_id": category, "kind": "stocked"},
    )
    assert answer.location == step(at, "price")
    answer = client.post(step(at, "price"), data={"price": "۱٬۸۵۰٬۰۰۰", "making_days": "۵"})
    assert answer.location == step(at, "details")
    answer = client.post(
        step(at, "details"),
        data={"width_mm": "۱۰۰", "length_mm": "150", "material_fa": "پشم", "hand_share": "all",
              "quantity": "۳"},
    )  # fmt: skip
    assert answer.location == step(at, "story")
    answer = client.post(step(at, "story"), data={"story_fa": "قصه", "title_en": "Kilim"})
    assert answer.location == f"{at}/check"
    page = client.get(f"{at}/check").text
    assert "۱٬۸۵۰٬۰۰۰" in page
    assert '<bdi dir="rtl">۱۰۰ × ۱۵۰</bdi>' in page
    assert client.post(f"{at}/submission").location == at
    revision = only(session)
    assert (revision.state, revision.price, revision.width_mm, revision.quantity) == (
        "pending", 18_500_000, 1000, 3,
    )  # fmt: skip
    assert len(revision.pictures) == 2
    assert client.get(at).status_code == 200


def test_a_photo_that_is_chosen_and_not_sent_comes_along(client, session, maker):
    place, at = start(client)
    page = client.get(f"/studio/pieces/new/{place}").text
    assert 'name="photo" accept="image/*" form="go-on"' in page
    answer = client.post(f"/studio/pieces/new/{place}", data=photo())
    assert answer.location == step(at, "what")
    assert len(only(session).pictures) == 1
    answer = client.post(f"/studio/pieces/new/{place}", data=photo(b"no picture"))
    assert answer.status_code == 422
    assert len(only(session).pictures) == 1


def test_a_new_piece_keeps_its_address_until_it_is_begun(client, session, maker):
    place, _at = start(client)
    assert start(client)[0] == place, "photographs waiting on her phone are found there"
    client.post(f"/studio/pieces/new/{place}")
    assert start(client)[0] != place, "the next one is another piece"


def test_another_maker_on_the_same_phone_begins_at_her_own_address(client, session, maker):
    place, _at = start(client)
    make.sign_in_as(client, members.of(make.a_maker())[0])
    assert start(client)[0] != place
    assert client.get(f"/studio/pieces/new/{place}").status_code == 404


def test_a_draft_is_kept_at_every_step_and_shows_what_is_missing(client, session, maker):
    place, at = start(client)
    assert client.post(f"/studio/pieces/new/{place}").location == step(at, "what")
    answer = client.post(step(at, "what"), data={"title_fa": "کناره", "later": "1"})
    assert answer.location == "/studio/pieces"
    page = client.get("/studio/pieces").text
    assert "کناره" in page
    assert "مانده: عکس" in page
    answer = client.post(f"{at}/submission")
    assert answer.status_code == 422
    assert 'id="summary"' in answer.text


def test_a_wrong_answer_keeps_everything_that_was_typed(client, session, maker):
    _, at = started(client)
    answer = client.post(
        step(at, "details"),
        data={"width_mm": "پهن", "material_fa": "پشم و ابریشم", "care_fa": "نشویید"},
    )
    assert answer.status_code == 422
    assert "پشم و ابریشم" in answer.text
    assert "نشویید" in answer.text
    assert 'value="پهن"' in answer.text
    assert only(session).material_fa == ""


def started(client):
    place, at = start(client)
    client.post(f"/studio/pieces/new/{place}")
    return place, at


def test_a_price_ten_times_off_is_asked_about_once(client, session, maker):
    _, at = started(client)
    craft = categories.crafts()[0]
    with unit_of_work():
        categories.set_range(craft, toman(500_000), toman(5_000_000))
    client.post(step(at, "what"), data={"category_id": craft.id, "kind": "one_of_a_kind"})
    typed = {"price": "18,500,000"}
    asked = client.post(step(at, "price"), data=typed)
    assert asked.status_code == 200
    assert "۱٬۸۵۰٬۰۰۰" in asked.text
    assert client.post(step(at, "price"), data=typed).status_code == 303
    assert only(session).price == 185_000_000
    client.post(step(at, "price"), data=typed | {"meant": "18500000"})
    assert only(session).price == 18_500_000


def test_a_shown_piece_is_not_sold_for_a_tenth_by_a_slip(client, session, maker):
    listing = make.a_live_listing(maker, price=117_500_000)
    at = f"/studio/pieces/{listing.public_id}/price"
    asked = client.post(at, data={"price": "1175000"})
    assert (asked.status_code, only(session, Listing).price) == (200, 117_500_000)
    assert "منظورتان ۱۱٬۷۵۰٬۰۰۰" in asked.text
    (known,) = re.findall(r'name="(price-asked)" value="11750000"', asked.text)
    (meant,) = re.findall(r'name="meant" value="([^"]+)"', asked.text)
    assert client.post(at, data={"price": "1200000", known: "11750000"}).status_code == 200
    sent = {"price": "1175000", known: "11750000"}
    assert client.post(at, data=sent | {"meant": meant}).status_code == 303
    assert only(session, Listing).price == 117_500_000
    assert client.post(at, data=sent | {"meant": "x:1"}).status_code == 200
    assert client.post(at, data=sent).status_code == 303
    assert only(session, Listing).price == 11_750_000


def test_what_she_is_said_to_mean_is_never_another_price(client, session, maker):
    _, at = started(client)
    for meant in ("0", "-1", "9" * 30, "7"):
        client.post(step(at, "price"), data={"price": "1,850,000", "meant": meant})
        assert only(session).price == 18_500_000


def test_a_name_is_suggested(client, session, maker):
    _, at = started(client)
    data = {"category_id": categories.crafts()[0].id, "kind": "one_of_a_kind", "suggest": "1"}
    assert client.post(step(at, "what"), data=data).location == step(at, "what")
    assert only(session).title_fa == "گلیم دست‌ساز"


def test_the_phones_script_gets_the_item_back(client, session, maker):
    place, _at = start(client)
    json = {"Accept": "application/json"}
    answer = client.post(f"/studio/pieces/{place}/photos", data=photo(), headers=json)
    assert answer.status_code == 201
    assert '<li class="snap">' in answer.json["html"]
    answer = client.post(f"/studio/pieces/{place}/photos", data=photo(b"nothing"), headers=json)
    assert answer.status_code == 422
    assert answer.json["error"]
    plain = client.post(f"/studio/pieces/{place}/photos", data=photo(b"nothing"))
    assert plain.status_code == 422
    assert 'id="summary"' in plain.text


def test_photographs_move_and_go(client, session, maker):
    place, at = start(client)
    for shade in (10, 90, 200):
        client.post(f"/studio/pieces/{place}/photos", data=photo(make.a_jpeg(shade=shade)))
    first, second, third = [one.id for one in only(session).pictures]
    client.post(f"{at}/photos/{third}", data={"move": "up"})
    client.post(f"{at}/photos/{first}", data={"remove": "1"})
    assert [one.id for one in only(session).pictures] == [third, second]


def test_a_sixth_photograph_is_refused(client, session, maker):
    place, _ = start(client)
    for _number in range(5):
        client.post(f"/studio/pieces/{place}/photos", data=photo())
    answer = client.post(f"/studio/pieces/{place}/photos", data=photo())
    assert answer.status_code == 422
    assert len(only(session).pictures) == 5


def test_a_made_up_place_is_not_found(client, session, maker):
    place, _ = start(client)
    for bad in ("zzzzzzzz.000000000000", "x", f"{place}0"):
        assert client.get(f"/studio/pieces/new/{bad}").status_code == 404
        assert client.post(f"/studio/pieces/{bad}/photos", data=photo()).status_code == 404
    assert session.query(Listing).count() == 0


def test_extra_fields_change_nothing(client, session, maker):
    _, at = started(client)
    client.post(step(at, "story"), data={"story_fa": "قصه", "price": "1", "vendor_id": "9",
                                         "state": "approved"})  # fmt: skip
    revision = only(session)
    assert (revision.price, revision.state, revision.listing.vendor_id) == (None, "draft", maker.id)


@pytest.mark.parametrize(
    "rest", ["", "/check", "/steps/photos", "/steps/what", "/steps/price", "/deletion"]
)
def test_another_makers_piece_is_not_there(client, session, maker, rest):
    with unit_of_work():
        draft = make.a_draft(make.a_maker(alias_fa="دیگری"))
    assert client.get(f"/studio/pieces/{draft.listing.public_id}{rest}").status_code == 404


def test_another_makers_pictures_are_not_there(client, session, maker):
    with unit_of_work():
        other = make.a_draft(make.a_maker(alias_fa="دیگری")).pictures[0].picture.key
        own = make.a_draft(maker).pictures[0].picture.key
    assert client.get(f"/studio/pictures/{other}/240.webp").status_code == 404
    assert client.get(f"/m/{own}/240.webp").status_code == 404
    mine = client.get(f"/studio/pictures/{own}/240.webp")
    assert mine.status_code == 200
    assert mine.headers["Cache-Control"] == "no-store"


def test_a_published_picture_is_cached_for_ever(client, session):
    key = make.a_live_listing().pictures[0].picture.key
    answer = client.get(f"/m/{key}/240.jpg")
    assert answer.mimetype == "image/jpeg"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert client.get(f"/m/{key}/9.jpg").status_code == 404


def test_a_higher_price_does_not_send_what_she_has_only_begun_to_write(client, session, maker):
    listing = make.a_live_listing(maker)
    at = f"/studio/pieces/{listing.public_id}/price"
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.save(draft, {"title_fa": "نیمه‌"})
    number = draft.id

    def state():
        session.rollback()
        session.expire_all()
        return session.get_one(Revision, number).state

    refused = client.post(at, data={"price": "2000000"})
    assert refused.status_code == 422
    assert "هنوز نفرستاده‌اید" in refused.text
    assert "۲٬۰۰۰٬۰۰۰" in refused.text or "2000000" in refused.text, "what she typed is kept"
    assert state() == "draft"
    assert client.post(at, data={"price": "1700000"}).status_code == 303
    assert (only(session, Listing).price, state()) == (17_000_000, "draft")
    with unit_of_work():
        shown = session.get_one(Listing, listing.id).title_fa
        revisions.save(session.get_one(Revision, number), {"title_fa": shown})
    assert client.post(at, data={"price": "2000000"}).status_code == 303
    assert state() == "pending", "nothing of hers was begun"


def test_price_number_take_down_and_put_back(client, session, maker):
    listing = make.a_live_listing(maker, quantity=3)
    at = f"/studio/pieces/{listing.public_id}"
    client.post(f"{at}/price", data={"price": "1000000"})
    assert only(session, Listing).price == 10_000_000
    client.post(f"{at}/price", data={"price": "3000000"})
    assert only(session, Listing).price == 10_000_000
    assert client.post(f"{at}/price", data={"price": "گران"}).status_code == 422
    client.post(f"{at}/quantity", data={"quantity": "۵"})
    assert only(session, Listing).quantity == 5
    assert client.post(f"{at}/quantity", data={"quantity": "-2"}).status_code == 422
    client.post(f"{at}/withdrawal")
    assert only(session, Listing).state == "taken_down"
    assert client.get(at).status_code == 200
    client.post(f"{at}/return")
    assert only(session, Listing).state == "live"


def test_an_edit_opens_a_revision_that_can_be_thrown_away(client, session, maker):
    listing = make.a_live_listing(maker)
    at = f"/studio/pieces/{listing.public_id}"
    assert client.post(f"{at}/revision").location == f"{at}/check"
    client.post(step(at, "what") + "?to=check", data={"title_fa": "نام تازه"})
    assert client.get(f"{at}/deletion").status_code == 200
    client.post(f"{at}/deletion")
    assert only(session, Listing).title_fa != "نام تازه"
    assert "نام تازه" not in client.get(at).text


def test_what_the_office_asked_stands_beside_her_field(client, session, maker):
    with unit_of_work():
        revision = make.a_pending_revision(maker)
        revisions.ask_changes(
            revision, [{"field": "price", "reason": "price_off", "note": "یک صفر زیاد است"}]
        )
    at = f"/studio/pieces/{revision.listing.public_id}"
    listed = client.get("/studio/pieces").text
    assert "یک صفر زیاد است" in listed
    assert re.search(rf'btn-main[^>]*href="{at}/steps/price', listed)
    assert "یک صفر زیاد است" in client.get(step(at, "price")).text
    assert client.post(f"{at}/submission").status_code == 303
    assert "یک صفر زیاد است" not in client.get(at).text


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_in_both_languages(client, session, maker, language):
    revision = make.a_draft(maker, kind="made_to_order")
    at = f"{language}/studio/pieces/{revision.listing.public_id}"
    names = ("photos", "what", "price", "details", "story")
    for path in (*[f"/steps/{name}" for name in names], "/check", "/deletion"):
        assert client.get(at + path).status_code == 200
    for show in ("", "draft", "sold", "nonsense"):
        assert client.get(f"{language}/studio/pieces?show={show}").status_code == 200


def test_a_maker_whose_stall_is_closed_is_led_to_what_is_missing(client, session):
    with unit_of_work():
        vendor = make.an_applicant()
        draft = make.a_draft(vendor)
    make.sign_in_as(client, members.of(vendor)[0])
    answer = client.post(f"/studio/pieces/{draft.listing.public_id}/submission")
    assert answer.status_code == 422
    assert 'href="/studio/eligibility"' in answer.text
