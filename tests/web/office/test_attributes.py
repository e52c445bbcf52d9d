"""Staff define what makers are asked, and write and review the answers."""

import pytest

from marketplace.catalogue import attributes
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.models import Revision
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

PAGE = "/office/attributes"


@pytest.fixture
def maker(client, session):
    vendor = make.a_maker()
    make.sign_in_as(client, "moderator")
    return vendor


def words(maker, **more):
    return {"kind": "choice", "name_fa": "رنگرزی", "name_en": "Dye", "filterable": "y",
            "crafts": str(maker.crafts[0].craft_id)} | more  # fmt: skip


def only(session):
    session.rollback()
    session.expire_all()
    return session.query(Attribute).one()


def test_a_question_with_its_answers(client, session, maker):
    assert "از آنچه خریداران بیشتر می‌پرسند" in client.get(PAGE).text
    assert client.get(f"{PAGE}/new").status_code == 200
    answer = client.post(PAGE, data=words(maker))
    row = only(session)
    at = f"{PAGE}/{row.id}"
    assert answer.location == f"{at}#answers"
    client.post(f"{at}/choices", data={"choice-name_fa": "گیاهی", "choice-name_en": "Plant"})
    client.post(f"{at}/choices", data={"choice-name_fa": "نیل", "choice-name_en": "Indigo"})
    plant, indigo = only(session).choices
    client.post(f"{at}/choices/{indigo.id}/place", data={"move": "up"})
    client.post(f"{at}/choices/{plant.id}", data={"choice-name_fa": "روناس", "choice-name_en": "M"})
    client.post(f"{at}/choices/{plant.id}/ending")
    assert [one.name_fa for one in only(session).choices] == ["نیل", "روناس"]
    page = client.get(f"{at}?change={indigo.id}").text
    assert 'value="نیل"' in page
    assert "دیگر پیش گذاشته نمی‌شود" in page
    client.post(f"{at}/choices/{plant.id}/resumption")
    assert [one.ended_at for one in only(session).choices] == [None, None]
    client.post(f"{at}/ending")
    assert "دیگر پرسیده نمی‌شود" in client.get(PAGE).text
    client.post(f"{at}/resumption")
    make.sign_in_as(client, "administrator")
    log = client.get("/office/log").text
    assert "پرسش تازه‌ای از هنرمندان افزود" in log


def test_what_is_wrong_is_said_beside_its_field_and_kept(client, session, maker):
    page = client.post(PAGE, data=words(maker, kind="text"))
    assert page.status_code == 422
    assert "نوشتهٔ آزاد" in page.text
    assert 'value="رنگرزی"' in page.text
    assert client.post(PAGE, data=words(maker, name_en="")).status_code == 422
    assert client.post(PAGE, data=words(maker, crafts="")).status_code == 422
    assert client.post(PAGE, data=words(maker, crafts="7777")).status_code == 422
    client.post(PAGE, data=words(maker))
    at = f"{PAGE}/{only(session).id}"
    empty = client.post(f"{at}/choices", data={"choice-name_fa": "نیل"})
    assert (empty.status_code, 'value="نیل"' in empty.text) == (422, True)
    assert client.get(f"{at}?change=777").status_code == 404
    assert client.post(f"{at}/choices/777/ending").status_code == 404
    assert client.post(f"{PAGE}/777").status_code == 404


def test_the_office_writes_answers_and_reads_them_in_review(client, session, maker):
    craft = frozenset([maker.crafts[0].craft_id])
    with unit_of_work():
        wool = attributes.add("text", attributes.Wish("پشم از کجاست", "Wool", craft))
        knots = attributes.add("number", attributes.Wish("گره", "Knots", craft, required=True))
    draft = make.a_draft(maker)
    at = f"/office/listings/{draft.listing.public_id}/content"
    assert "پشم از کجاست" in client.get(at).text
    typed = {"title_fa": "گلیم", "category_id": draft.category_id, "kind": "one_of_a_kind",
             f"attribute-{wool.id}": "آوج", f"attribute-{wool.id}-en": "Avaj"}  # fmt: skip
    refused = client.post(at, data=typed | {"submit": "1"})
    assert refused.status_code == 422
    assert "این را بنویسید یا انتخاب کنید: گره" in refused.text
    wrong = client.post(at, data=typed | {f"attribute-{knots.id}": "چهل"})
    assert wrong.status_code == 422
    assert 'value="چهل"' in wrong.text
    assert client.post(at, data=typed | {f"attribute-{knots.id}": "۴۰", "submit": "1"}).location
    session.expire_all()
    kept = session.get_one(Revision, draft.id)
    assert kept.state == "pending"
    assert kept.attributes == {str(wool.id): {"fa": "آوج", "en": "Avaj"}, str(knots.id): 40_000}
    review = client.get(f"/office/listings/{draft.listing.public_id}").text
    assert "<bdi>آوج</bdi>" in review
    assert "<bdi>۴۰</bdi>" in review
