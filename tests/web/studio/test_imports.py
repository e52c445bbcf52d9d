"""Many pieces from one table: looked at, mended on the page, taken over whole or not at all."""

import io

import openpyxl
import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from marketplace.catalogue import revisions
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session as db
from tests.support import factories
from tests.support.imported import fields, page, send, sent, take_over, titles
from tests.support.tables import excel, line, rows_of, text, zipped


def test_a_table_in_excel_becomes_drafts_after_a_look(hers, vendor):
    address = sent(hers, excel([line(1), line(2, price=2_000_000)]))
    shown = page(hers, address)
    assert "گلیم شمارهٔ 1" in shown
    assert "هنوز برای فروشگاه کم دارد: عکس" in shown
    assert db.scalar(select(func.count()).select_from(Listing)) == 0
    assert take_over(hers, address).status_code == 303
    drafts = db.scalars(select(Revision).order_by(Revision.id)).all()
    assert [one.state for one in drafts] == ["draft", "draft"]
    assert [one.price for one in drafts] == [18_500_000, 20_000_000]
    assert (drafts[0].width_mm, drafts[0].length_mm, drafts[0].hand_share) == (1000, 1500, "all")
    assert [one.listing.own_code for one in drafts] == ["K-1", "K-2"]
    assert "گلیم شمارهٔ 2" in hers.get("/studio/pieces").text


def test_mistakes_are_told_by_line_and_column_and_mended_on_the_page(hers):
    lines = [
        line(1, price="صد هزار"), line(2, category="قالیچه پرنده"), line(3, width="پهن"),
        line(4, title_fa=""), line(1, title_fa="همان کد"), line(6),
    ]  # fmt: skip
    address = sent(hers, excel(lines))
    shown = page(hers, address)
    assert "صد هزار" in shown
    assert "قالیچه پرنده" in shown
    assert "خط ۶" in shown  # the file's own numbers: its first line names the columns
    assert "گلیم شمارهٔ 6" not in shown
    wrong = fields(shown)
    assert {column for _line, column in wrong} == {
        "price", "category", "width", "title_fa", "own_code"}  # fmt: skip
    assert take_over(hers, address).status_code in (303, 409)
    assert db.scalar(select(func.count()).select_from(Listing)) == 0
    right = {"price": "۱۰۰٬۰۰۰", "category": "گلیم", "width": "۹۰", "title_fa": "نو"}
    half = {f"{key}.{name}": right[name] for key, name in wrong if name in right}
    hers.post(f"{address}/lines", data=half)
    (left,) = fields(page(hers, address))
    assert left[1] == "own_code"
    hers.post(f"{address}/lines", data={f"{left[0]}.own_code": "K-5"})
    assert db.scalars(select(Import)).one().state == "ready"
    take_over(hers, address)
    assert db.scalar(select(func.count()).select_from(Listing)) == 6
    assert "نو" in titles()


def test_the_same_table_again_changes_nothing(hers):
    table = [line(1), line(2)]
    take_over(hers, sent(hers, excel(table)))
    again = sent(hers, excel(table))
    assert "همه‌چیز از پیش همان است" in page(hers, again)
    assert {one.change for one in db.scalars(select(ImportLine).filter_by(
        import_id=db.scalar(select(func.max(Import.id)))))} == {"unchanged"}  # fmt: skip


def test_what_changes_is_shown_old_and_new(hers):
    take_over(hers, sent(hers, excel([line(1)])))
    again = sent(hers, excel([line(1, price="۹۰۰٬۰۰۰", material_fa="")]))
    shown = page(hers, again)
    assert "۱۸۵۰۰۰۰" in shown
    assert "۹۰۰۰۰۰" in shown
    take_over(hers, again)
    draft = db.scalars(select(Revision)).one()
    assert (draft.price, draft.material_fa) == (9_000_000, "پشم")  # an empty cell leaves it


def test_photos_come_in_a_zip_by_their_names(hers):
    address = sent(hers, excel([line(1, photos="one.jpg؛ two"), line(2, photos="three.jpg")]))
    assert "three.jpg" in page(hers, address)
    jpeg = factories.a_jpeg()
    files = {
        "../../etc/ONE.JPG": jpeg, "folder/two.jpeg": factories.a_jpeg(shade=40),
        "__MACOSX/._one.jpg": b"x", "three.jpg": b"<html>", "unasked.exe": b"MZ",
    }  # fmt: skip
    answer = hers.post(f"{address}/photos", data={"photos": zipped(files)})
    assert answer.status_code == 422
    assert "three.jpg: " in answer.text
    assert sorted(db.scalars(select(ImportPhoto.name))) == ["one jpg", "two"]
    take_over(hers, address)
    first, second = db.scalars(select(Revision).order_by(Revision.id)).all()
    assert len(first.pictures) == 2
    assert (first.state, second.state) == ("pending", "draft")
    assert db.scalar(select(func.count()).select_from(ImportPhoto)) == 0
    told = page(hers, address)
    assert "۱ کار به دفتر فرستاده شد" in told
    assert "۱ کار در پیش‌نویس‌ها می‌ماند" in told


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"no zip", "ZIP نیست"), (b"", "ZIP نیست"), (b"PK\x03\x04" + b"\0" * 60, "ZIP نیست")],
)
def test_what_is_no_zip_is_refused_kindly(hers, data, sentence):
    address = sent(hers, excel([line(1, photos="one.jpg")]))
    file = FileStorage(io.BytesIO(data), filename="x.zip")
    answer = hers.post(f"{address}/photos", data={"photos": file})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_bomb_in_a_zip_is_never_unpacked(hers):
    address = sent(hers, excel([line(1, photos="one.jpg")]))
    bomb = zipped({"one.jpg": b"\xff\xd8\xff" + b"\0" * 60_000_000})
    answer = hers.post(f"{address}/photos", data={"photos": bomb})
    assert answer.status_code == 422
    assert "one.jpg" in answer.text
    assert "مگابایت" in answer.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_however_it_was_saved(hers, encoding, mark):
    rows = rows_of([line(1, title_fa="گليم كاشي", hand=None)])
    if encoding == "cp1256":
        rows = [[str(cell or "").replace("\u200c", " ").translate(
            str.maketrans("یک" + "۰۱۲۳۴۵۶۷۸۹٬ٔ", "يك" + "0123456789, ")) for cell in row]
            for row in rows]  # fmt: skip
    address = sent(hers, text(rows, mark, encoding))
    take_over(hers, address)
    assert db.scalars(select(Revision.price)).one() == 18_500_000


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "فایل نرسید"),
        (b"\x00\x01\x02\x03" * 50, "خوانده نمی‌شود"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "قدیمی"),
        (b"PK\x03\x04broken", "خوانده نمی‌شود"),
        ("یک,دو\n۱,۲\n".encode(), "نام ستون‌ها"),
        ("کد خودتان,نام\n".encode(), "زیر نام ستون‌ها کاری نیست"),
        ("نام,نام,دسته\nالف,ب,گلیم\n".encode(), "دو بار"),
        (("کد خودتان,نام\n" + "K,گلیم\n" * 2001).encode(), "۲٬۰۰۰ خط"),
    ],
)
def test_files_that_are_no_table_are_refused_with_what_to_do(hers, data, sentence):
    answer = send(hers, FileStorage(io.BytesIO(data), filename="x.csv"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.scalar(select(func.count()).select_from(Import)) == 0


def test_an_excel_file_that_grows_inside_is_refused(hers):
    inside = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 70_000_000}
    answer = send(hers, zipped(inside))
    assert answer.status_code == 422
    assert "از درون بسیار بزرگ است" in answer.text


def test_formulas_stay_words_on_the_way_out_and_come_back_the_same(hers):
    rows = rows_of([line(1, title_fa="=HYPERLINK(1)", story_fa="-یک\nدو")])
    take_over(hers, sent(hers, text(rows)))
    as_csv = hers.get("/studio/pieces/table.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in as_csv
    book = openpyxl.load_workbook(io.BytesIO(hers.get("/studio/pieces/table.xlsx").data))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_an_export_is_read_back_unchanged(hers, vendor, kind, language):
    factories.a_live_listing(
        vendor, title_en="Kilim", story_fa="یک\n\nدو", width_mm=1005, weight_g=900
    )
    factories.a_live_listing(vendor, quantity=4, care_fa="=سرد")
    factories.a_pending_revision(vendor, kind="made_to_order")
    data = hers.get(f"{language}/studio/pieces/table.{kind}").data
    address = sent(hers, FileStorage(io.BytesIO(data), filename=f"x.{kind}"))
    changes = {one.number: one.change for one in db.scalars(select(ImportLine))}
    assert set(changes.values()) == {"unchanged"}, page(hers, address)
    assert len(changes) == 3


def test_a_lower_price_alone_passes_and_a_higher_one_waits(hers, vendor):
    cheap = factories.a_live_listing(vendor)
    dear = factories.a_live_listing(vendor)
    rows = [["Tag code", "Price"], [cheap.scan_code, "1000000"], [dear.scan_code, "9,000,000"]]
    take_over(hers, sent(hers, text(rows)))
    assert db.get(Listing, cheap.id).price == 10_000_000
    assert db.get(Listing, dear.id).price == 18_500_000
    assert revisions.find_open(db.get(Listing, dear.id)).state == "pending"
