"""A paper is numbered without a gap, says the same for ever, and is never changed."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.db import db, session as database
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import correcting
from marketplace.orders.paying import ahead
from marketplace.orders.post import boxes, postage, readdressing
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import issuing
from marketplace.papers.kinds import read
from marketplace.papers.models import Paper
from marketplace.payments import receipts
from marketplace.payments.models import Payment
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def printed(kind, *codes, language="", spoken="fa"):
    """The papers that a clerk gets when she presses the button."""
    with unit_of_work():
        return sheets.issue(kind, codes, Asked(language, spoken, make.staff("clerk").id))


def numbers(kind):
    query = select(Paper.number).filter_by(kind=kind).order_by(Paper.id)
    return list(database.scalars(query))


def a_parcel(**words):
    order = make.paid(make.at_office(make.a_posted_order(**words)))
    return order, postage.of_order(order)[0]


def test_a_printer_that_stopped_half_way_gets_the_same_paper_again():
    order = make.an_order()
    (first,) = printed("order", order.code)
    (again,) = printed("order", order.code)
    assert again.id == first.id
    assert numbers("order") == [1]
    assert first.shown_number.startswith("S14")
    assert [event.name for event in eventlog.history("paper", first.id)] == ["issued"]


def test_what_changed_is_a_new_paper_that_names_the_old_one():
    order = make.an_order()
    (first,) = printed("order", order.code)
    said = issuing.content(first)
    make.accepted(order)
    (second,) = printed("order", order.code)
    assert (second.number, second.replaces_id) == (2, first.id)
    assert issuing.content(first) == said
    assert issuing.content(second)["parts"][0]["state"] != said["parts"][0]["state"]


def test_settings_that_change_do_not_reach_what_was_printed():
    _order, parcel = a_parcel()
    (first,) = printed("label", parcel.public_id)
    old = issuing.content(first)["house"]["name"]
    with unit_of_work():
        preferences.change(bazaar_name_fa="تیمچهٔ نو")
    assert issuing.content(first)["house"]["name"] == old
    (second,) = printed("label", parcel.public_id)
    assert issuing.content(second)["house"]["name"] == "تیمچهٔ نو"


def test_another_address_is_another_label():
    order, parcel = a_parcel()
    (first,) = printed("label", parcel.public_id)
    with unit_of_work():
        readdressing.correct(order, make.an_address(street="کوچهٔ نهم"), "نشانی نادرست بود")
    (second,) = printed("label", parcel.public_id)
    assert second.replaces_id == first.id
    assert issuing.content(first)["street"] != issuing.content(second)["street"] == "کوچهٔ نهم"


def test_each_kind_and_each_year_counts_for_itself(clock):
    order, parcel = a_parcel()
    for kind, code in (("order", order.code), ("label", parcel.public_id)):
        printed(kind, code)
    clock.advance(days=370)
    (later,) = printed("order", make.an_order().code)
    assert (numbers("label"), numbers("order")) == ([1], [1, 1])
    assert later.year > database.scalars(select(Paper.year)).first()


def test_a_receipt_bears_the_payments_number_in_both_languages_and_stays():
    order = make.at_office(make.an_order((make.a_live_listing(quantity=4), 2)))
    make.paid(order)
    (payment,) = database.scalars(select(Payment))
    number = receipts.number(payment)
    (persian,) = printed("receipt", number, language="fa")
    (english,) = printed("receipt", number, language="en")
    assert persian.shown_number == english.shown_number == number
    assert persian.id != english.id
    with unit_of_work():
        correcting.set_quantity(order.vendor_orders[0].lines[0], 1, "یکی کافی بود")
    assert printed("receipt", number, language="fa")[0].id == persian.id


def test_money_given_back_has_its_receipt():
    order = make.a_card_order()
    make.confirmed(make.a_proof(order), Money(order.total + 500_000))
    from marketplace.payments import refunds

    (due,) = refunds.open_of(("order", order.id))
    with unit_of_work():
        given = ahead.give_back(due, make.staff("treasurer").id)
    (paper,) = printed("refund", refunds.number(given))
    assert paper.shown_number == refunds.number(given)
    assert issuing.content(paper)["amount"] == 500_000


def test_buyers_papers_speak_her_language_the_label_the_postmans():
    order, parcel = a_parcel()
    with unit_of_work():
        order.locale = "en"
    assert printed("packing", parcel.public_id)[0].language == "en"
    assert printed("packing", parcel.public_id, language="fa")[0].language == "fa"
    assert printed("label", parcel.public_id, spoken="en")[0].language == "fa"
    assert printed("order", order.code, spoken="en")[0].language == "en"


def test_one_packing_slip_for_each_maker_and_no_price_on_it():
    pieces = [make.a_live_listing(make.a_maker(alias_fa=name), weight_g=300)
              for name in ("گره یک", "گره دو")]  # fmt: skip
    _order, parcel = a_parcel_of(*pieces)
    slips = printed("packing", parcel.public_id)
    assert [issuing.content(slip)["maker"] for slip in slips] == ["گره یک", "گره دو"]
    assert all(set(line) == {"title", "code", "count"}
               for slip in slips for line in issuing.content(slip)["lines"])  # fmt: skip


def a_parcel_of(*pieces):
    order = make.paid(make.at_office(make.a_posted_order(*pieces)))
    return order, postage.of_order(order)[0]


def test_a_hand_over_list_adds_up_and_a_later_one_takes_its_place():
    parcels = [a_parcel()[1] for _ in range(3)]
    keys = [parcel.public_id for parcel in parcels]
    (first,) = printed("handover", *keys)
    body = issuing.content(first)
    assert body["postage"] == sum(parcel.postage for parcel in parcels)
    assert body["grams"] == sum(parcel.grams for parcel in parcels)
    assert printed("handover", *reversed(keys))[0].id == first.id
    (shorter,) = printed("handover", *keys[:2])
    assert shorter.replaces_id == first.id
    (others,) = printed("handover", keys[2])
    assert others.replaces_id is None


def test_a_makers_slip_holds_what_she_must_bring_and_only_a_first_name():
    vendor = make.a_maker()
    make.accepted(make.an_order(make.a_live_listing(vendor), name="سارا محمدی"))
    (slip,) = printed("slip", vendor.public_id)
    (row,) = issuing.content(slip)["rows"]
    assert row["buyer"] == "سارا"
    assert "محمدی" not in str(issuing.content(slip))


def test_nothing_to_bring_is_no_slip():
    vendor = make.a_maker()
    with pytest.raises(DomainError, match="waits for nothing"):
        printed("slip", vendor.public_id)
    assert numbers("slip") == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [("order", "XXXXXXXX"), ("label", "nothing"), ("receipt", "1405-000009"), ("refund", "R1-x"),
     ("refund", "R1405-000001"), ("slip", "nobody"), ("packing", ""), ("handover", "-")],
)  # fmt: skip
def test_nothing_is_printed_about_what_is_not_there(kind, code):
    with pytest.raises(NotFound):
        printed(kind, code)
    assert numbers(kind) == []


@pytest.mark.parametrize("wrong", ["", "L", "L1405", "1405-", "Z1405-000001", "L1405-0000000001"])
def test_a_number_that_is_none_is_none(wrong):
    assert read(wrong) is None


def test_numbers_are_read_as_they_are_shown():
    assert read(" l1405-000012 ") == ("label", 1405, 12)
    assert read("1405-000317") == ("receipt", 1405, 317)


def test_the_body_is_sealed_in_the_database():
    _order, parcel = a_parcel()
    printed("label", parcel.public_id)
    with db.engine.connect() as line:
        body = line.execute(text("SELECT body FROM paper")).scalar_one()
    assert "کوچهٔ سوم" not in body
    assert body.startswith("gAAAA")


@pytest.mark.parametrize(
    "change",
    ["body = 'x'", "number = number + 1", "kind = 'slip'", "language = 'en'", "subject_id = 0",
     "made_by = made_by + 1", "year = 1300", "body = NULL",
     "body = NULL, erased_at = made_at, number = 9", "erased_at = made_at"],
)  # fmt: skip
def test_the_database_refuses_to_change_a_paper(change):
    printed("order", make.an_order().code)
    with pytest.raises(DBAPIError), unit_of_work():
        database.execute(text(f"UPDATE paper SET {change}"))


def test_the_database_refuses_to_lose_one_or_to_bring_one_back():
    (paper,) = printed("order", make.an_order().code)
    for statement in ("DELETE FROM paper", "DELETE FROM paper_order",
                      "UPDATE paper_order SET order_id = order_id"):  # fmt: skip
        with pytest.raises(DBAPIError), unit_of_work():
            database.execute(text(statement))
    with unit_of_work():
        database.execute(update(Paper).values(body=None, erased_at=paper.made_at))
    with pytest.raises(DBAPIError), unit_of_work():
        database.execute(text("UPDATE paper SET body = 'x', erased_at = NULL"))


def test_a_box_of_two_orders_has_one_label_one_row_and_a_slip_for_each():
    buyer = {"mobile": "+989000010555"}
    (one, first), (two, second) = a_parcel(**buyer), a_parcel(**buyer)
    with unit_of_work():
        boxes.put_in(first, second)
    (label,) = printed("label", first.public_id, second.public_id)
    assert issuing.content(label)["order"] == f"{show_code(one.code)} + {show_code(two.code)}"
    assert issuing.content(label)["grams"] == 2 * 700 + 200  # one wrapping
    (handover,) = printed("handover", second.public_id)
    (row,) = issuing.content(handover)["rows"]
    costs = boxes.costs([first, second])
    assert (row["grams"], row["postage"]) == (1_600, costs.one.amount)
    assert row["postage"] == boxes.price([first, second])
    assert len(printed("packing", first.public_id)) == 2
