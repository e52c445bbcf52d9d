"""Sizes and colours of a piece as lines of a table: joined, looked at, taken over, read back."""

import io
import re

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from marketplace.catalogue import attributes, categories, revisions
from marketplace.catalogue.category import Category
from marketplace.catalogue.imports.models import Import, ImportLine
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session as db
from marketplace.people.models import User
from tests.support import factories, families
from tests.support.tables import PERSIAN, line, rows_of, text, zipped

NAMES = PERSIAN | {"family": "گونه‌ای از", "colour": "رنگ"}


@pytest.fixture
def vendor(session):
    return factories.a_maker()


@pytest.fixture
def colour(vendor):
    return families.an_option(vendor)


@pytest.fixture
def hers(vendor, colour, client):
    factories.sign_in_as(client, db.get(User, vendor.members[0].user_id))
    return client


def sent(client, *lines, names=NAMES):
    file = text(rows_of(lines, names))
    answer = client.post("/studio/imports", data={"table": file})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def wrong(client, address):
    return {name for _line, name in re.findall(r'name="(\d+)\.([\w-]+)"', client.get(address).text)}


def take_over(client, address):
    assert client.post(f"{address}/application", data={"send": "1"}).status_code == 303
    lines = select(ImportLine.problems).order_by(ImportLine.id)
    public_id = address.rpartition("/")[2]
    state = db.scalars(select(Import.state).filter_by(public_id=public_id)).one()
    assert state == "taken_over", [one for one in db.scalars(lines) if one]


def chosen(listing, colour):
    return [one.name_en for one in colour.choices if str(one.id) == listing.combination]


def titles():
    return list(db.scalars(select(Revision.title_fa).order_by(Revision.id)))


def test_lines_of_one_piece_become_its_variants(hers, colour):
    address = sent(
        hers,
        line(1, title_fa="جوراب پشمی", family="K-1", colour="قرمز", quantity=4),
        {"own_code": "K-2", "family": "K-1", "colour": "Blue", "price": "۹۰۰٬۰۰۰"},
        line(3, title_fa="جوراب بلند", family="k-1", colour="سبز"),
    )
    shown = hers.get(address).text
    assert "جوراب پشمی، آبی" in shown
    assert "K-۱ · جوراب پشمی" in shown
    take_over(hers, address)
    red, blue, green = db.scalars(select(Listing).order_by(Listing.id)).all()
    assert {one.family_id for one in (red, blue, green)} == {red.id}
    assert [chosen(one, colour) for one in (red, blue, green)] == [["Red"], ["Blue"], ["Green"]]
    assert titles() == ["جوراب پشمی، قرمز", "جوراب پشمی، آبی", "جوراب بلند، سبز"]
    drafts = db.scalars(select(Revision).order_by(Revision.id)).all()
    assert [one.price for one in drafts] == [18_500_000, 9_000_000, 18_500_000]
    assert [one.quantity for one in drafts] == [4, 1, 1]
    assert drafts[1].material_fa == "پشم"
    assert drafts[1].attributes == {str(colour.id): colour.choices[1].id}


def test_variants_of_new_pieces_share_the_photos_that_came(hers):
    address = sent(
        hers, line(1, family="K-1", colour="قرمز", photos="a.jpg"),
        {"own_code": "K-2", "family": "K-1", "colour": "آبی"},
    )  # fmt: skip
    hers.post(f"{address}/photos", data={"photos": zipped({"a.jpg": factories.a_jpeg()})})
    take_over(hers, address)
    first, second = db.scalars(select(Revision).order_by(Revision.id)).all()
    assert first.pictures[0].picture_id == second.pictures[0].picture_id
    assert {first.state, second.state} == {"pending"}


def test_a_published_piece_gets_variants_by_its_tag(hers, vendor, colour):
    piece = factories.a_live_listing(vendor, title_fa="گلیم دورو", quantity=3)
    names = {"own_code": "کد خودتان", "tag_code": "Tag code", "colour": "رنگ", "family": "family"}
    tag = piece.scan_code
    address = sent(
        hers, {"tag_code": tag, "colour": "قرمز"},
        {"own_code": "B", "family": tag.lower(), "colour": "آبی"}, names=names,
    )  # fmt: skip
    assert "گونه‌ای از" in hers.get(f"{address}?show=changed").text
    take_over(hers, address)
    piece = db.get(Listing, piece.id)
    assert (piece.state, piece.title_fa, piece.family_id) == ("live", "گلیم دورو، قرمز", piece.id)
    assert revisions.find_open(piece) is None  # it is said in the office's own words: no review
    blue = db.scalars(select(Listing).filter_by(own_code="B")).one()
    draft = revisions.find_open(blue)
    assert (blue.family_id, draft.state, draft.title_fa) == (piece.id, "pending", "گلیم دورو، آبی")
    assert len(draft.pictures) == len(piece.pictures)
    assert draft.pictures[0].alt_fa == ""


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        ({"colour": "قرمز"}, {"family": "K-9", "colour": "آبی"}, "family"),  # nobody has K-9
        ({}, {"family": "K-1", "colour": "آبی"}, "family"),  # the first does not say which
        ({"colour": "قرمز"}, {"family": "K-1"}, "colour"),  # this one does not
        ({"colour": "قرمز"}, {"family": "K-1", "colour": "قرمز"}, "colour"),  # twice the same
        ({"colour": "قرمز"}, {"family": "K-1", "colour": "بنفش"}, "colour"),  # no such colour
        ({"colour": "قرمز", "family": "K-2"}, {"family": "K-1", "colour": "آبی"}, "family"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_cell(hers, colour, first, second, column):
    address = sent(hers, line(1, **first), line(2, **second))
    name = f"attribute-{colour.id}" if column == "colour" else column
    assert wrong(hers, address) == {name}, list(db.scalars(select(ImportLine.problems)))
    hers.post(f"{address}/application", data={"send": "1"})
    assert db.scalar(select(func.count()).select_from(Listing)) == 0


def test_mending_one_cell_makes_the_whole_table_right(hers, colour):
    address = sent(hers, line(1), {"own_code": "K-2", "family": "K-1", "colour": "آبی"})
    bad = db.scalars(select(ImportLine).order_by(ImportLine.number)).first()
    hers.post(f"{address}/lines", data={f"{bad.id}.attribute-{colour.id}": "قرمز"})
    take_over(hers, address)
    assert titles() == ["گلیم شمارهٔ 1، قرمز", "گلیم شمارهٔ 1، آبی"]


def test_another_kind_is_no_variant(hers, vendor, colour):
    craft = db.get(Category, vendor.crafts[0].craft_id)
    with factories.unit():
        for name in ("گلیم زیرانداز", "خورجین"):
            categories.create(name, f"Kind {name}", craft.id)
    address = sent(
        hers, line(1, category="گلیم زیرانداز", colour="قرمز"),
        line(2, family="K-1", colour="آبی", category="خورجین"),
    )  # fmt: skip
    assert wrong(hers, address) == {"category"}


def test_without_a_word_of_the_office_nothing_varies(session, client):
    plain = factories.a_maker()
    factories.sign_in_as(client, db.get(User, plain.members[0].user_id))
    address = sent(client, line(1), line(2, family="K-1"))
    assert "دفتر هنوز نگفته" in client.get(address).text


def test_a_piece_that_is_there_neither_moves_nor_changes_its_colour(hers, vendor, colour):
    red = factories.a_live_listing(vendor, quantity=3)
    blue = families.a_variant(red, 0, 1, colour)
    other = factories.a_live_listing(vendor)
    names = {"tag_code": "Tag code", "family": "family", "colour": "رنگ"}
    for row in ({"tag_code": other.scan_code, "family": red.scan_code},
                {"tag_code": blue.scan_code, "family": other.scan_code}):  # fmt: skip
        assert wrong(hers, sent(hers, row, names=names)) == {"family"}
    address = sent(hers, {"tag_code": blue.scan_code, "colour": "سبز"}, names=names)
    assert wrong(hers, address) == {f"attribute-{colour.id}"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_family_is_exported_and_read_back_unchanged(hers, vendor, colour, kind, language):
    address = sent(
        hers, line(1, family="K-1", colour="قرمز"),
        {"own_code": "K-2", "family": "K-1", "colour": "آبی"},
    )  # fmt: skip
    take_over(hers, address)
    with factories.unit():
        attributes.end_choice(colour.choices[1])
    data = hers.get(f"{language}/studio/pieces/table.{kind}").data
    file = FileStorage(io.BytesIO(data), filename=f"x.{kind}")
    again = hers.post("/studio/imports", data={"table": file}).headers["Location"]
    last = db.scalar(select(func.max(ImportLine.import_id)))
    lines = db.scalars(select(ImportLine.change).filter_by(import_id=last)).all()
    assert lines == ["unchanged", "unchanged"], hers.get(again).text


def test_two_variants_added_from_two_tables_at_once_are_one(hers, colour):
    take_over(hers, sent(hers, line(1, colour="قرمز")))
    row = {"family": "K-1", "colour": "آبی"}
    one, two = (sent(hers, {"own_code": code} | row) for code in ("K-2", "K-3"))
    take_over(hers, one)
    hers.post(f"{two}/application", data={"send": "1"})
    assert wrong(hers, two) == {f"attribute-{colour.id}"}
    assert db.scalar(select(func.count()).select_from(Listing)) == 2


def test_a_family_has_a_bound(hers, vendor):
    many = [(f"رنگ {n}", f"Shade {n}") for n in range(42)]
    families.an_option(vendor, "سایه", *many)
    names = PERSIAN | {"family": "family", "colour": "سایه"}
    rows = [line(n, family="K-0", colour=f"رنگ {n}") for n in range(42)]
    address = sent(hers, *rows, names=names)
    assert wrong(hers, address) == {"family"}


def test_two_crafts_may_ask_under_one_name(hers, vendor):
    families.an_option(factories.a_maker(factories.a_craft("جاجیم", "Jajim")))
    head = hers.get("/studio/pieces/table.csv").data.decode("utf-8-sig").splitlines()[0]
    assert "رنگ / گلیم" in head
    assert "رنگ / جاجیم" in head
