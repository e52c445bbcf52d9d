"""What a taken-over table does to pieces that are there: hers alone, once, each change shown."""

import io
import re

import openpyxl
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from marketplace.catalogue import attributes, revisions
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session as db
from tests.support import factories
from tests.support.imported import fields, page, send, sent, sign_in, take_over, titles
from tests.support.tables import PERSIAN, excel, line, rows_of, text, zipped


def test_who_may_not_sell_yet_keeps_drafts(session, client):
    applicant = factories.an_applicant()
    sign_in(client, applicant)
    address = sent(client, excel([line(1, photos="a.jpg")]))
    client.post(f"{address}/photos", data={"photos": zipped({"a.jpg": factories.a_jpeg()})})
    take_over(client, address)
    assert db.scalars(select(Revision.state)).one() == "draft"


def test_another_maker_s_table_does_not_exist(hers, app):
    address = sent(hers, excel([line(1)]))
    other = factories.a_maker()
    rival = app.test_client()
    sign_in(rival, other)
    assert rival.get(address).status_code == 404
    assert take_over(rival, address).status_code == 404


def test_a_tag_of_another_maker_is_nobody_s(hers):
    other = factories.a_live_listing(factories.a_maker())
    address = sent(hers, text([["Tag code", "Price"], [other.scan_code, "1000"]]))
    assert "هیچ‌یک از کارها این برچسب را ندارد" in page(hers, address)


def test_taking_over_twice_is_once(hers):
    address = sent(hers, excel([line(1)]))
    take_over(hers, address)
    again = take_over(hers, address)
    assert again.status_code == 409
    assert db.scalar(select(func.count()).select_from(Listing)) == 1


def test_what_changed_meanwhile_is_looked_at_again(hers, vendor):
    piece = factories.a_live_listing(vendor)
    address = sent(hers, text([["Tag code", "Story"], [piece.scan_code, "تازه"]]))
    with factories.unit():
        revisions.submit(revisions.open_revision(db.merge(piece)))
    answer = take_over(hers, address)
    assert answer.status_code == 303
    assert db.scalars(select(Import)).one().state == "uploaded"
    assert "دفتر اکنون این کار را می‌بیند" in page(hers, address)


def test_a_table_is_thrown_away_with_its_photos(hers):
    address = sent(hers, excel([line(1, photos="a.jpg")]))
    hers.post(f"{address}/photos", data={"photos": zipped({"a.jpg": factories.a_jpeg()})})
    assert "دور انداخته شود؟" in hers.get(f"{address}/abandonment").text
    assert hers.post(f"{address}/abandonment").status_code == 303
    assert db.scalars(select(Import)).one().state == "abandoned"
    for model in (ImportLine, ImportPhoto, Listing):
        assert db.scalar(select(func.count()).select_from(model)) == 0


def test_a_line_can_be_left_out(hers):
    address = sent(hers, excel([line(1, price="x"), line(2)]))
    ((key, _column),) = fields(page(hers, address))
    hers.post(f"{address}/lines", data={"leave_out": key})
    take_over(hers, address)
    assert titles() == ["گلیم شمارهٔ 2"]


def test_the_sample_is_read_as_it_is_and_its_example_left_out(hers):
    for language in ("", "/en"):
        book = openpyxl.load_workbook(
            io.BytesIO(hers.get(f"{language}/studio/imports/sample.xlsx").data)
        )
        assert len(book.worksheets) == 2
        assert book.worksheets[0].data_validations.dataValidation
        answer = send(
            hers,
            FileStorage(
                io.BytesIO(hers.get(f"{language}/studio/imports/sample.csv").data), filename="x.csv"
            ),
        )
        assert answer.status_code == 422
        assert "زیر نام ستون‌ها کاری نیست" in answer.text


def test_many_lines_are_looked_at_and_taken_over_with_few_questions(hers, queries):
    address = sent(hers, text(rows_of([line(n) for n in range(300)])))
    assert len(page(hers, address)) < 120_000
    queries.clear()
    hers.get(address)
    assert queries.count <= 14, queries.statements
    queries.clear()
    take_over(hers, address)
    asked = [one for one in queries.statements if not one.startswith("INSERT")]
    assert len(asked) <= 40, asked
    assert db.scalar(select(func.count()).select_from(Listing)) == 300


def test_the_office_does_it_on_her_behalf(session, client, vendor):
    factories.sign_in_as(client, "moderator")
    base = f"/office/vendors/{vendor.public_id}"
    answer = client.post(f"{base}/imports", data={"table": excel([line(1)])})
    address = answer.headers["Location"]
    assert address.startswith(f"{base}/imports/")
    assert "گلیم شمارهٔ 1" in client.get(address).text
    client.post(f"{address}/application", data={"send": "1"})
    assert db.scalars(select(Listing)).one().vendor_id == vendor.id
    everything = client.get("/office/listings/table.csv").data.decode("utf-8-sig")
    assert "گلیم شمارهٔ 1" in everything
    assert client.get(f"{base}/pieces/table.xlsx").status_code == 200


def test_a_code_is_free_again_when_its_draft_is_thrown_away(hers):
    take_over(hers, sent(hers, excel([line(1)])))
    with factories.unit():
        revisions.drop(db.scalars(select(Revision)).one())
    take_over(hers, sent(hers, excel([line(1, title_fa="نو")])))
    assert titles() == ["نو", "گلیم شمارهٔ 1"]


def test_a_number_of_a_live_piece_is_changed_at_once(hers, vendor):
    piece = factories.a_live_listing(vendor, quantity=3)
    take_over(hers, sent(hers, text([["Tag code", "How many"], [piece.scan_code, "۵"]])))
    assert db.get(Listing, piece.id).quantity == 5
    assert revisions.find_open(db.get(Listing, piece.id)) is None


def test_what_staff_ask_of_a_craft_is_a_column_too(hers, vendor):
    crafts = frozenset({vendor.crafts[0].craft_id})
    with factories.unit():
        knots = attributes.add(
            "number", attributes.Wish("گره", "Knots", crafts, unit_fa="در متر", unit_en="a metre")
        )
        dye = attributes.add("choice", attributes.Wish("رنگ", "Dye", crafts, required=True))
        attributes.add_choice(dye, "گیاهی", "Plant")
    names = PERSIAN | {"knots": "گره (در متر)", "dye": "رنگ"}
    rows = rows_of([line(1, knots="۱۲٫۵", dye="گیاهي"), line(2, dye="آبی")], names)
    address = sent(hers, text(rows))
    ((key, column),) = [
        (one, name) for one, name in re.findall(r'name="(\d+)\.([\w-]+)"', page(hers, address))
    ]
    assert column == f"attribute-{dye.id}"
    assert "<option>گیاهی</option>" in page(hers, address)
    hers.post(f"{address}/lines", data={f"{key}.{column}": "Plant"})
    take_over(hers, address)
    first, second = db.scalars(select(Revision).order_by(Revision.id)).all()
    assert first.attributes == {str(knots.id): 12_500, str(dye.id): dye.choices[0].id}
    assert second.attributes == {str(dye.id): dye.choices[0].id}
    data = hers.get("/studio/pieces/table.csv").data
    again = sent(hers, FileStorage(io.BytesIO(data), filename="x.csv"))
    assert "همه‌چیز از پیش همان است" in page(hers, again)
