"""The office reviews pieces: look, read, judge; writes on a maker's behalf; keeps the tree."""

import io

import pytest

from marketplace.catalogue import categories, photos, reasons, revisions
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import eventlog
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

EVERY_TICK = {"tick": list(reasons.CHECKLIST)}


@pytest.fixture
def moderator(client, session):
    """Signed in."""
    return make.sign_in_as(client, "moderator")


@pytest.fixture
def pending(moderator):
    """A piece that waits."""
    return make.a_pending_revision(story_fa="زنگ بزنید ۰۹۱۲۳۴۵۶۷۸۹")


def at(revision, rest=""):
    return f"/office/listings/{revision.listing.public_id}{rest}"


def seen(revision):
    return {"seen": revision.saved_at.isoformat()}


def again(session, row):
    session.rollback()
    session.expire_all()
    return session.get(type(row), row.id)


def test_the_queue_is_oldest_first_and_flags_what_may_not_stand(client, session, pending):
    with unit_of_work():
        make.a_pending_revision(title_fa="دومی")
    page = client.get("/office/listings").text
    assert page.index("گلیم روناسی") < page.index("دومی")
    review = client.get(at(pending)).text
    assert "۰۹۱۲۳۴۵۶۷۸۹" in review
    assert "۱ از ۲" in review


def test_publishing_needs_every_tick(client, session, pending):
    one = {"tick": ["own_photo"]}
    answer = client.post(at(pending, "/publication"), data=seen(pending) | one)
    assert answer.status_code == 422
    assert 'value="own_photo" checked' in answer.text
    answer = client.post(at(pending, "/publication"), data=seen(pending) | EVERY_TICK)
    assert answer.location == "/office/listings"
    assert again(session, pending).listing.state == "live"


def test_after_a_decision_the_next_one_opens(client, session, pending):
    with unit_of_work():
        second = make.a_pending_revision(title_fa="دومی")
    answer = client.post(at(pending, "/publication"), data=seen(pending) | EVERY_TICK)
    assert answer.location == at(second)


def test_what_changed_since_it_was_read_is_shown_first(client, session, pending):
    data = {"seen": "2020-01-01T00:00:00+00:00"} | EVERY_TICK
    assert client.post(at(pending, "/publication"), data=data).status_code == 409
    assert again(session, pending).state == "pending"


def test_sending_back_names_field_reason_and_note(client, session, pending):
    nothing = client.post(at(pending, "/change-request"), data=seen(pending))
    assert nothing.status_code == 422
    bare = client.post(at(pending, "/change-request"), data=seen(pending) | {"ask-price": "other"})
    assert bare.status_code == 422
    data = seen(pending) | {"ask-photo": "blurred", "note-photo": "پشت کار", "ask-price": "hacked"}
    assert client.post(at(pending, "/change-request"), data=data).status_code == 303
    kept = again(session, pending)
    assert kept.asked == [{"field": "photo", "reason": "blurred", "note": "پشت کار"}]
    assert kept.state == "changes_asked"
    assert "گلیم روناسی" in client.get("/office/listings?show=returned").text


def test_refusing_needs_a_reason(client, session, pending):
    assert client.post(at(pending, "/refusal"), data=seen(pending)).status_code == 422
    client.post(at(pending, "/refusal"), data=seen(pending) | {"reason": "عکس از اینترنت است"})
    assert again(session, pending).listing.state == "refused"
    assert client.get(at(pending)).status_code == 200


def test_the_office_edits_in_place_on_her_behalf(client, session, pending):
    photo = pending.pictures[0]
    data = {
        "title_fa": "گلیم روناسی", "title_en": "Madder kilim", "kind": "one_of_a_kind",
        "category_id": pending.category_id, "price": "1,850,000", "width_mm": "100",
        "length_mm": "150", "material_fa": "پشم", "hand_share": "all",
        f"alt-{photo.id}-fa": "گلیم سرخ", f"alt-{photo.id}-en": "A red kilim",
    }  # fmt: skip
    assert client.get(at(pending, "/content")).status_code == 200
    assert client.post(at(pending, "/content"), data=data).location == at(pending)
    kept = again(session, pending)
    assert (kept.title_en, kept.pictures[0].alt_en) == ("Madder kilim", "A red kilim")
    event = next(e for e in eventlog.history("revision", kept.id) if e.name == "changed")
    assert event.changes["title_en"] == ["", "Madder kilim"]
    assert event.on_behalf_of == kept.listing.vendor_id
    wrong = client.post(at(pending, "/content"), data=data | {"price": "گران"})
    assert wrong.status_code == 422
    assert "گران" in wrong.text


def test_what_the_office_does_to_her_photographs_is_in_the_log(client, session, pending):
    (first,) = [photo.id for photo in pending.pictures]
    sent = {"photo": (io.BytesIO(make.a_jpeg()), "x.jpg")}
    assert client.post(at(pending, "/photos"), data=sent).status_code == 303
    for _ in range(2):  # the second time it is the last already
        client.post(at(pending, f"/photos/{first}"), data={"move": "down"})
    with unit_of_work(), on_behalf_of(pending.listing.vendor_id):
        for _ in range(2):
            photos.describe(again(session, pending), first, "گلیم سرخ", "A red kilim")
    client.post(at(pending, f"/photos/{first}"), data={"remove": "1"})
    session.rollback()
    found = [e for e in eventlog.history("revision", pending.id) if e.name == "photos_changed"]
    assert [event.changes for event in reversed(found)] == [
        {"photo_count": [1, 2]}, {"photo_place": [1, 2]},
        {"alt_fa": ["", "گلیم سرخ"], "alt_en": ["", "A red kilim"]}, {"photo_count": [2, 1]},
    ]  # fmt: skip
    assert {event.on_behalf_of for event in found} == {pending.listing.vendor_id}
    assert "عکس‌ها را تغییر داد" in client.get("/office/log").text


def test_a_pending_change_shows_old_and_new(client, session, moderator):
    listing = make.a_live_listing(title_fa="نام پیشین")
    with unit_of_work():
        draft = revisions.open_revision(listing)
        revisions.save(draft, {"title_fa": "نام تازه"})
        revisions.submit(draft)
    page = client.get(at(draft)).text
    assert "نام پیشین" in page
    assert "نام تازه" in page


@pytest.mark.parametrize("kind", ["one_of_a_kind", "stocked", "made_to_order"])
def test_a_published_piece_of_any_kind_can_be_written_on(client, session, moderator, kind):
    listing = make.a_live_listing(kind=kind, quantity=2, lead_days=20, open_limit=3)
    page = client.get(f"/office/listings/{listing.public_id}/content")
    assert page.status_code == 200
    assert ('name="lead_days"' in page.text) == (kind == "made_to_order")
    assert 'name="open_limit"' not in page.text


def test_the_office_starts_and_sends_a_piece_for_a_maker(client, session, moderator):
    vendor = make.a_maker()
    path = f"/office/vendors/{vendor.public_id}/pieces/new"
    assert client.get(path).status_code == 200
    where = client.post(path).location
    base = where.rsplit("/", 1)[0]
    data = {"photo": (io.BytesIO(make.a_jpeg()), "x.jpg")}
    assert client.post(f"{base}/photos", data=data).status_code == 303
    assert client.post(f"{base}/photos", data={}).status_code == 422
    incomplete = client.post(where, data={"title_fa": "گلیم", "submit": "1"})
    assert incomplete.status_code == 422
    whole = {
        "title_fa": "گلیم", "kind": "one_of_a_kind", "category_id": vendor.crafts[0].craft_id,
        "price": "1,850,000", "width_mm": "100", "length_mm": "150", "material_fa": "پشم",
        "hand_share": "all", "submit": "1",
    }  # fmt: skip
    assert client.post(where, data=whole).status_code == 303
    session.rollback()
    revision = session.query(Revision).one()
    assert revision.state == "pending"
    photo = revision.pictures[0]
    client.post(f"{base}/photos/{photo.id}", data={"move": "down"})
    client.post(f"{base}/photos/{photo.id}", data={"remove": "1"})
    assert again(session, revision).pictures == []


def test_published_pieces_are_found_taken_down_and_put_back(client, session, moderator):
    listing = make.a_live_listing(title_fa="گلیم يادگاري")
    for query in ("یادگاری", listing.scan_code.lower(), "", "x" * 300, "%"):
        answer = client.get("/office/listings/published", query_string={"q": query})
        assert answer.status_code == 200
    assert listing.public_id in client.get("/office/listings/published?q=یادگاری&page=99").text
    client.post(f"/office/listings/{listing.public_id}/withdrawal")
    assert again(session, listing).state == "taken_down"
    client.post(f"/office/listings/{listing.public_id}/return")
    assert again(session, listing).state == "live"
    assert client.get(f"/office/listings/{listing.public_id}/content").status_code == 200


def test_staff_see_any_picture_and_the_public_none_before_publishing(client, session, pending):
    key = pending.pictures[0].picture.key
    assert client.get(f"/office/pictures/{key}/240.webp").status_code == 200
    assert client.get("/office/pictures/none/240.webp").status_code == 404
    assert client.get(f"/m/{key}/240.webp").status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_in_both_languages(client, session, pending, language):
    listing = make.a_live_listing()
    craft = categories.crafts()[0]
    for path in (
        "listings", "listings?show=returned", "listings/published", at(pending)[8:],
        at(pending, "/content")[8:], f"listings/{listing.public_id}", "categories",
        "categories/new", f"categories/new?parent={craft.id}", f"categories/{craft.id}",
    ):  # fmt: skip
        assert client.get(f"{language}/office/{path}").status_code == 200


def test_the_tree_is_kept_by_staff(client, session, moderator):
    craft = {"name_fa": "نمد", "name_en": "Felt", "price_low": "100000", "price_high": "900000"}
    assert client.post("/office/categories", data=craft).status_code == 303
    assert client.post("/office/categories", data=craft).status_code == 422
    assert client.post("/office/categories", data={"name_fa": "", "name_en": ""}).status_code == 422
    felt = session.query(Category).one()
    kind = {"name_fa": "کلاه", "name_en": "Hats", "parent": felt.id}
    client.post("/office/categories", data=kind)
    client.post("/office/categories", data={"name_fa": "گلیم", "name_en": "Kilim"})
    client.post(f"/office/categories/{felt.id}/place", data={"move": "down"})
    session.rollback()
    assert [one.name_en for one in categories.crafts()] == ["Kilim", "Felt"]
    path = f"/office/categories/{felt.id}"
    changed = craft | {"name_en": "Felt work", "code": "felt"}
    assert client.post(path, data=changed).status_code == 303
    assert client.post(path, data=changed | {"price_high": "5"}).status_code == 422
    assert client.post(path, data=changed | {"price_high": "", "name_fa": ""}).status_code == 422
    sent = {"photo": (io.BytesIO(make.a_jpeg()), "x.jpg")}
    assert client.post(f"{path}/picture", data=sent).status_code == 303
    assert client.post(f"{path}/picture", data={}).status_code == 422
    assert client.post(f"{path}/deletion").status_code == 422
    hats = session.query(Category).filter_by(name_en="Hats").one().id
    assert client.post(f"/office/categories/{hats}/deletion").status_code == 303
    assert again(session, felt).picture_id


def test_only_moderators_review(client, session):
    make.sign_in_as(client, "clerk")
    assert client.get("/office/listings").status_code == 403
    assert client.get("/office/categories").status_code == 403
    assert session.query(Listing).count() == 0
