"""Whatever pieces there are, their table read back changes nothing."""

import io
from itertools import count

from hypothesis import HealthCheck, Phase, given, settings, strategies as some
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from marketplace.catalogue import attributes
from marketplace.catalogue.imports.models import ImportLine
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session as db
from marketplace.kernel.text import clean
from marketplace.people.models import User
from tests.support import factories, families

LETTERS = some.characters(exclude_categories=("Cs",))
BEGUN = some.sampled_from(
    ["", "=", "-", "'", "'=", "+۱", "@", "۱۲", "0012", "_x0041_", "نه", "a;b,c\n"]
)


def words(limit):
    text = some.tuples(BEGUN, some.text(LETTERS, max_size=20))
    return text.map(lambda one: clean("".join(one), multiline=limit > 200)[:limit].strip())


CRAFTS = count(1)
PIECE = some.fixed_dictionaries(
    {
        "title_fa": words(200).map(lambda one: one or "گلیم"), "title_en": words(200),
        "material_fa": words(200), "technique_en": words(200), "story_fa": words(3000),
        "care_en": words(600),
        "kind": some.sampled_from(["one_of_a_kind", "stocked", "made_to_order"]),
        "price": some.integers(1, 10**9).map(lambda toman: toman * 10),
        "width_mm": some.none() | some.integers(1, 30_000),
        "weight_g": some.none() | some.integers(1, 200_000),
        "hand_share": some.sampled_from(["all", "most", "half"]),
    }
)  # fmt: skip
ANSWERS = some.tuples(
    some.none() | some.integers(0, 10**12), some.none() | some.booleans(), some.none() | words(200)
)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(some.lists(some.tuples(PIECE, ANSWERS), min_size=1, max_size=5), some.sampled_from(
    [("csv", ""), ("csv", "/en"), ("xlsx", ""), ("xlsx", "/en")]))  # fmt: skip
def test_an_exported_table_read_back_changes_nothing(session, client, pieces, how):
    kind, language = how
    number = next(CRAFTS)
    vendor = factories.a_maker(factories.a_craft(f"رشتهٔ {number}", f"Craft {number}"))
    colour = families.an_option(vendor)
    knots, old, wool = asked(vendor)
    made = [factories.a_live_listing(vendor) for _one in pieces]
    families.a_variant(made[0], 0, 1, colour)
    with factories.unit():
        for listing, (content, (number, yes, text)) in zip(made, pieces, strict=True):
            found = {
                knots.id: number,
                old.id: yes,
                wool.id: {"fa": text, "en": ""} if text else None,
            }
            row = db.get(Listing, listing.id)
            row.attributes = {str(key): value for key, value in found.items() if value is not None}
            for name, value in content.items():
                setattr(row, name, value)
    factories.sign_in_as(client, db.get(User, vendor.members[0].user_id))
    data = client.get(f"{language}/studio/pieces/table.{kind}").data
    file = FileStorage(io.BytesIO(data), filename=f"x.{kind}")
    answer = client.post("/studio/imports", data={"table": file})
    assert answer.status_code == 303, answer.text
    last = db.scalar(select(func.max(ImportLine.import_id)))
    lines = db.scalars(select(ImportLine).filter_by(import_id=last)).all()
    assert len(lines) == len(made) + 1
    assert [(one.typed, one.problems, one.differences)
            for one in lines if one.change != "unchanged"] == []  # fmt: skip


def asked(vendor):
    craft = frozenset([vendor.crafts[0].craft_id])
    units = {"unit_fa": "در متر", "unit_en": "a metre"}
    with factories.unit():
        return [
            attributes.add(kind, attributes.Wish(name, f"{kind} {name}", craft, **more))
            for kind, name, more in (
                ("number", f"گره {vendor.id}", units),
                ("yes_no", f"کهنه {vendor.id}", {}),
                ("text", f"پشم {vendor.id}", {}),
            )
        ]
