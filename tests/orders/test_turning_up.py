"""A lost parcel turns up: what becomes of the pieces, the buyer's money, the maker's share and what
the post paid."""

import pytest
from sqlalchemy import select, text

from marketplace.kernel import eventlog
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from marketplace.orders.losses import claims, turning_up
from marketplace.orders.losses.finding_models import Finding
from marketplace.orders.losses.turning_up import Found
from marketplace.orders.paying import cashier
from marketplace.orders.returns import crediting, returning
from marketplace.payments import refunds
from marketplace.stock.models import CustodyMove, Lot
from tests.orders.test_losing import POSTAGE, PRICE, answer, fresh, held, lose, under_way
from tests.support import factories as make
from tests.support.books import broken_by

pytestmark = pytest.mark.usefixtures("the_books_agree")
ALL, SHARE, OURS = PRICE + POSTAGE, PRICE * 9 // 10, PRICE // 10
WHERE = "پستخانهٔ تاکستان پیدایش کرد"


def found(parcel, outcome, here=None, reason=WHERE):
    with unit_of_work():
        said = Found(outcome, reason, make.staff("clerk").id, here or {})
        return turning_up.turn_up(parcel, said)


def undone(parcel, reason="نرسیده بود"):
    with unit_of_work():
        return turning_up.undo(parcel, reason, make.staff("clerk").id)


def given(order):
    """The money went back to the buyer."""
    for due in refunds.open_of(("order", order.id)):
        with unit_of_work():
            refunds.give(due, by=make.staff("clerk").id)


def line_of(order):
    return order.vendor_orders[0].lines[0]


def hers(order):
    return held(order).get(f"vendor:{order.vendor_orders[0].vendor_id}", 0)


def templates(session):
    return set(session.scalars(select(Message.template)))


@pytest.mark.parametrize("liable", ["post", "office", "vendor"])
def test_what_is_back_is_its_makers_piece_again_whoever_bore_it(session, liable):
    order, parcel = under_way()
    lose(parcel, liable)
    line, listing = line_of(order), line_of(order).listing_id
    found(parcel, "back", {line.id: 1})
    order = fresh(order)
    rest = {"post": {"claims:post": POSTAGE}, "office": {"returns": POSTAGE}, "vendor": {}}
    money = {name: amount for name, amount in held(order).items() if ":" not in name[:6]}
    kept = held(order)
    assert kept["refunds:due"] == -ALL, "the buyer's money stays hers"
    assert hers(order) == (POSTAGE if liable == "vendor" else 0)
    assert kept.get("commission", 0) == 0
    assert {name: kept.get(name) for name in rest[liable]} == rest[liable], money
    assert (parcel.state, order.state, order.returned) == ("found", "closed", ALL)
    assert session.scalars(select(Lot).filter_by(listing_id=listing, place="office")).one().quantity
    last = session.scalars(select(CustodyMove).order_by(CustodyMove.id.desc())).first()
    assert (last.from_place, last.to_place) == ("written_off", "office")
    assert "order_found_back" in templates(session)
    told = "vendor_order_found_hers" if liable == "vendor" else "vendor_order_found"
    assert told in templates(session)


def test_what_is_back_damaged_changes_no_money(session):
    order, parcel = under_way()
    lose(parcel, "post")
    before = held(fresh(order))
    found(parcel, "back")
    assert held(fresh(order)) == before
    assert [claim.amount.amount for claim in claims.open_()] == [ALL]
    assert "vendor_order_found" not in templates(session)


def test_a_part_of_several_pieces_is_there_again(session):
    listing = make.a_live_listing(price=1_000_010, quantity=3, weight_g=100)
    order = make.a_posted_order((listing, 3))
    (parcel,) = make.posted(order, "9876543210")
    lose(parcel, "office")
    line = line_of(order)
    bore = held(fresh(order))["returns"]
    found(parcel, "back", {line.id: 2})
    order = fresh(order)
    share = 3_000_030 - line.commission
    assert hers(order) == -(share - (2_000_020 - line.commission * 2 // 3))
    assert held(order)["returns"] == bore - (2_000_020 - line.commission * 2 // 3)


def test_what_the_post_had_paid_goes_back_to_it(session):
    order, parcel = under_way()
    (note,) = lose(parcel, "post")
    answer(note, 5_000_000, reference="140509-9", reason="بیمه تا پانصد هزار تومان بود")
    found(parcel, "back", {line_of(order).id: 1})
    (claim,) = claims.turned_up()
    assert (claim.amount.amount, claim.over.amount) == (POSTAGE, PRICE)
    assert held(fresh(order))["claims:post"] == -PRICE, "owed to the post until it is settled"
    with unit_of_work():
        claims.give_back(note, 4_300_000, make.staff("treasurer").id, seen=1, reference="140512-3",
                         reason="کرایهٔ رفت ماند")  # fmt: skip
    kept = held(fresh(order))
    assert (kept["bank"], kept.get("claims:post", 0)) == (700_000, 0)
    assert kept.get("returns", 0) == 0, "the post paid for the postage, and nothing else was lost"
    kinds = [one.name for one in eventlog.history("credit_note", note.id)]
    assert {"found_back", "claim_given_back"} <= set(kinds)
    with pytest.raises(WrongState), unit_of_work():
        claims.give_back(note, 0, make.staff("treasurer").id, seen=1, reason="دوباره")


def test_the_post_lets_the_office_keep_what_it_paid(session):
    order, parcel = under_way()
    (note,) = lose(parcel, "post")
    answer(note, ALL, reference="140509-9")
    found(parcel, "bought")
    with pytest.raises(DomainError) as refused, unit_of_work():
        claims.give_back(note, 0, make.staff("treasurer").id, seen=1)
    assert refused.value.field == "reason"
    with unit_of_work():
        claims.give_back(note, 0, make.staff("treasurer").id, seen=1, reason="پست پس نمی‌خواهد")
    kept = held(fresh(order))
    assert (kept["returns"], kept.get("claims:post", 0)) == (-ALL, 0)
    assert claims.open_() == []


@pytest.mark.parametrize(
    ("paid", "said", "field"),
    [(ALL + 10, {"reference": "1"}, "paid"), (-10, {}, "paid"), (10, {"reason": "x"}, "reference")],
)
def test_a_giving_back_that_cannot_be_is_refused(session, paid, said, field):
    _order, parcel = under_way()
    (note,) = lose(parcel, "post")
    answer(note, ALL, reference="140509-9")
    found(parcel, "kept")
    with pytest.raises(DomainError) as refused, unit_of_work():
        claims.give_back(note, paid, make.staff("treasurer").id, seen=1, **said)
    assert refused.value.field == field


def test_money_that_was_not_given_back_yet_pays_for_what_she_keeps(session):
    order, parcel = under_way()
    sold = held(order)
    lose(parcel, "post")
    found(parcel, "bought")
    order = fresh(order)
    assert held(order) == sold, "as if it had never been lost"
    assert (order.returned, order.paid_at is not None, parcel.state) == (0, True, "delivered")
    assert refunds.open_of(("order", order.id)) == []
    assert claims.open_() == []
    assert "order_found_paid" in templates(session)
    assert [one.left for one in returning.returnable(order)] == [1], "she may still bring it back"


def test_she_pays_again_for_what_she_keeps(session):
    order, parcel = under_way()
    lose(parcel, "office")
    given(order)
    found(parcel, "bought")
    order = fresh(order)
    assert (order.paid_at, cashier.due(order).amount) == (None, ALL)
    assert "order_found_bought" in templates(session)
    with unit_of_work():
        cashier.take(order, ALL, make.staff("clerk").id)
    order = fresh(order)
    assert order.paid_at is not None
    assert (hers(order), held(order)["commission"]) == (-SHARE, -OURS)
    assert held(order).get("returns", 0) == 0


def test_she_never_pays_and_it_is_lost_as_before(session):
    order, parcel = under_way()
    lose(parcel, "office")
    given(order)
    before = held(fresh(order))
    found(parcel, "bought")
    undone(parcel)
    order = fresh(order)
    assert held(order) == before
    assert (parcel.state, order.returned, order.paid_at is not None) == ("lost", ALL, True)
    assert returning.returnable(order) == []
    found(parcel, "back", {line_of(order).id: 1})
    assert [row.turn for row in session.scalars(select(Finding).order_by(Finding.id))] == [0, 1, 2]


@pytest.mark.parametrize("liable", ["post", "office", "vendor"])
def test_what_she_keeps_for_nothing_the_office_bears(session, liable):
    order, parcel = under_way()
    lose(parcel, liable)
    before = held(fresh(order))
    found(parcel, "kept")
    order = fresh(order)
    kept = held(order)
    assert (hers(order), kept["returns"]) == (-SHARE, SHARE + POSTAGE)
    assert (kept["refunds:due"], kept.get("claims:post", 0)) == (-ALL, 0)
    assert (parcel.state, returning.returnable(order)) == ("found", [])
    assert "order_found_kept" in templates(session)
    undone(parcel)
    assert held(fresh(order)) == before


@pytest.mark.parametrize(
    ("outcome", "reason", "field"), [("back", " ", "reason"), ("sky", WHERE, "outcome")]
)
def test_nothing_turns_up_without_a_reason_and_an_outcome(session, outcome, reason, field):
    _order, parcel = under_way()
    lose(parcel)
    with pytest.raises(DomainError) as said:
        found(parcel, outcome, reason=reason)
    assert said.value.field == field


def test_only_what_was_lost_turns_up_and_once(session):
    order, parcel = under_way()
    with pytest.raises(WrongState):
        found(parcel, "bought")
    lose(parcel)
    with pytest.raises(DomainError):
        found(parcel, "back", {line_of(order).id: 2})
    found(parcel, "back", {line_of(order).id: 1})
    with pytest.raises(WrongState):
        found(parcel, "bought")
    with pytest.raises(WrongState):
        undone(parcel)


def test_what_came_back_since_cannot_be_lost_again(session):
    order, parcel = under_way()
    lose(parcel)
    found(parcel, "bought")
    order = fresh(order)
    asked = returning.Asked(
        [(line_of(order).id, 1, False)], "کوچک بود", "office", len(crediting.of_order(order.id)),
        make.staff("clerk").id,
    )  # fmt: skip
    with unit_of_work():
        returning.take_back(order, asked)
    with pytest.raises(WrongState):
        undone(parcel)


def test_the_check_sees_a_claim_withdrawn_without_its_entry(session):
    _order, parcel = under_way()
    (note,) = lose(parcel, "post")
    row = Finding(
        note_id=note.id, parcel_id=parcel.id, turn=0, outcome="kept", withdrawn=10,
        currency="IRR", reason=WHERE, by=make.staff("clerk").id,
    )  # fmt: skip
    assert broken_by(row) == ["claims"]


@pytest.mark.parametrize(
    "change",
    ["UPDATE parcel_finding SET withdrawn = 0", "DELETE FROM parcel_finding_line",
     "DELETE FROM parcel_finding"],
)  # fmt: skip
def test_what_was_decided_is_never_rewritten(session, change):
    order, parcel = under_way()
    lose(parcel)
    found(parcel, "back", {line_of(order).id: 1})
    with pytest.raises(Exception, match="append-only"), unit_of_work():
        session.execute(text(change))
