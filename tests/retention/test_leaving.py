"""An account is erased whole: nothing of her is left, amounts and who did what stay."""

import pytest
from sqlalchemy import func, select

from marketplace.catalogue import sellable
from marketplace.catalogue.models import Listing
from marketplace.discovery import entries
from marketplace.discovery.models import SearchTerm
from marketplace.following.models import Follow
from marketplace.kernel import eventlog
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.ledger.models import Posting
from marketplace.media import documents
from marketplace.media.models import Document, Picture
from marketplace.orders import fulfilments
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.papers import issuing
from marketplace.papers.models import Paper
from marketplace.payments.models import Payment
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout
from marketplace.people.models import CardCode, Consent, Invitation
from marketplace.programme.models import Certificate
from marketplace.retention.person import erasing, finding
from marketplace.stock import projection
from marketplace.vendors import decisions, eligibility, members, requirements, submissions
from marketplace.vendors.models import NOBODY, Member, Submission, Vendor
from tests.retention.leaving import (
    ALIAS,
    HERS,
    NAME,
    a_maker,
    a_settled_maker,
    erase,
    found,
)
from tests.support import factories as make
from tests.support.made.voices import a_voice_note

pytestmark = pytest.mark.usefixtures("session", "the_books_agree")


def test_nothing_of_a_maker_is_left_in_any_table():
    _vendor, user, _order = a_settled_maker()
    mobile = user.mobile
    assert found((*HERS, mobile)) == [*HERS, mobile]
    erase(user)
    assert found((*HERS, mobile)) == []
    for model in (Document, Picture, Member, CardCode, Follow, Invitation):
        assert database.scalars(select(model)).all() == [], model


def test_amounts_and_the_books_stay_as_they_were():
    _vendor, user, order = a_settled_maker()
    key, total, before = order.id, order.total, balances.trial()
    amounts = (func.count(), func.sum(Payment.amount))
    paid = database.execute(select(*amounts)).one()
    postings = database.execute(select(Posting.__table__)).all()
    (payout,) = database.execute(select(Payout.amount, Payout.earned)).all()
    database.rollback()
    erase(user)
    assert balances.trial() == before
    assert database.execute(select(Posting.__table__)).all() == postings
    assert database.execute(select(*amounts)).one() == paid
    assert database.execute(select(Payout.amount, Payout.earned)).all() == [payout]
    assert database.get(Order, key).total == total


def test_what_she_sold_is_nobody_s_and_can_still_be_read():
    vendor, user, order = a_settled_maker()
    key = order.id
    database.rollback()
    erase(user)
    line = database.scalars(select(OrderLine).join(VendorOrder).filter_by(order_id=key)).one()
    assert (line.maker_fa, line.maker_en, line.picture_key) == (NOBODY["fa"], NOBODY["en"], None)
    assert line.title_fa == f"گلیم {NOBODY['fa']}"
    assert (vendor.state, vendor.alias_fa, vendor.alias_en) == ("erased", *NOBODY.values())
    paper = database.scalars(select(Paper).filter_by(kind="order")).one()
    (part,) = issuing.content(paper)["parts"]
    assert part["maker"] == part["lines"][0]["by"] == NOBODY["fa"]
    assert part["place"] == ""
    assert part["total"] == order.total
    assert ALIAS not in str(issuing.content(paper))
    assert issuing.content(paper)["buyer"] == order.name
    settlement = database.scalars(select(Paper).filter_by(kind="settlement")).one()
    assert settlement.body is None
    assert settlement.number == 1


def test_her_row_says_only_that_somebody_was_here():
    _vendor, user, _order = a_settled_maker()
    database.rollback()
    erase(user)
    assert user.name.startswith("#")
    assert (user.mobile, user.email, user.password_hash, user.active) == (None, None, None, False)
    (certificate,) = database.scalars(select(Certificate)).all()
    assert certificate.user_id == user.id
    (account,) = database.scalars(select(BankAccount)).all()
    assert (account.state, account.sealed, account.holder) == ("closed", "", "")
    assert eventlog.history("user", user.id)[0].name == "erased"


def test_the_log_says_who_asked_and_nothing_of_her():
    _vendor, user, _order = a_settled_maker()
    key = user.id
    database.rollback()
    erase(user, "wish_letter")
    (event,) = eventlog.history(*erasing.SUBJECT)
    assert (event.name, event.reason) == ("erased", "wish_letter")
    assert event.changes["user_id"] == [key, None]


def test_search_forgets_words_that_nobody_else_has():
    other = make.a_live_listing(title_fa="گلیم ساده")
    _vendor, user, _order = a_settled_maker()
    known = select(SearchTerm.word).where(SearchTerm.word.in_(("نایاب", "زربافت", "گلیم")))
    assert set(database.scalars(known)) == {"نایاب", "زربافت", "گلیم"}
    database.rollback()
    erase(user)
    assert set(database.scalars(known)) == {"گلیم"}
    assert other.state == "live"


def test_what_can_be_made_again_is_as_it_should_be_and_brings_nothing_back():
    _vendor, user, _order = a_settled_maker()
    mobile = user.mobile
    database.rollback()
    erase(user)
    assert eligibility.drifted() == []
    assert projection.drifted() == []
    with unit_of_work():
        entries.rebuild()
        sellable.rebuild()
        projection.rebuild_all()
    assert found((*HERS, mobile)) == []
    assert set(database.scalars(select(Listing.state))) == {"erased"}


def test_neighbours_keep_everything():
    other = make.a_maker(alias_fa="دار همسایه", story_fa="داستان او")
    piece = make.a_live_listing(other)
    _vendor, user, _order = a_settled_maker()
    with unit_of_work():
        (permit,) = (one for one in requirements.active() if one.title_en == "Permit")
        paper = documents.store(documents.check(make.a_jpeg()), None)
        submissions.hand_in(other, permit, paper)
    a_voice_note(other)
    database.rollback()
    erase(user)
    assert (other.state, other.alias_fa, other.story_fa) == ("active", "دار همسایه", "داستان او")
    assert piece.state == "live"
    assert len(piece.pictures) == 1
    assert len(database.scalars(select(Document)).all()) == 2
    assert len(members.of(other)) == 1


def test_of_a_collective_only_she_leaves():
    first, second = make.a_user(NAME), make.a_user("مینا نمونه")
    vendor = make.an_applicant(user=first, kind="collective", alias_fa="تعاونی روناس")
    with unit_of_work():
        decisions.approve(vendor)
        members.add(vendor, second)
        permit = requirements.add("document", title_fa="مجوز", title_en="Permit")
        paper = documents.store(documents.check(make.a_jpeg()), first.id)
        submissions.hand_in(vendor, permit, paper)
    erase(first)
    assert (vendor.state, vendor.alias_fa) == ("active", "تعاونی روناس")
    assert [user.id for user in members.of(vendor)] == [second.id]
    answer = database.scalars(select(Submission).filter_by(requirement_id=permit.id)).one()
    assert (answer.document_id, answer.state) == (None, "submitted")
    assert found((NAME,)) == []
    erase(second)
    assert vendor.state == "erased"


def test_a_buyer_who_is_a_maker_goes_at_once_with_both():
    vendor, user = a_maker()

    order = make.paid(make.at_office(make.an_order(name=NAME, mobile=user.mobile)))
    with unit_of_work():
        for part in order.vendor_orders:
            for one in part.fulfilments:
                fulfilments.hand_over(one)
    make.a_basket(make.a_live_listing(), name=NAME, mobile=user.mobile)
    mobile = user.mobile
    database.rollback()
    erase(user)
    assert (order.mobile, vendor.state, user.mobile) == ("", "erased", None)
    assert found((NAME, mobile, ALIAS)) == []
    assert finding.look(mobile).kinds == {}


def test_what_changed_after_it_was_looked_at_is_not_erased():
    vendor, user = a_maker()
    seen = erasing.mark(finding.look(user.mobile), whole=True)
    make.a_live_listing(vendor)
    with pytest.raises(DomainError, match="changed"):
        erase(user, seen=seen)
    assert (user.name, vendor.state) == (NAME, "active")


def test_a_yes_to_the_buyer_s_things_is_none_to_the_account():
    vendor, user = a_maker()
    make.a_code_for(user.mobile)
    with pytest.raises(DomainError, match="changed"):
        erase(user, seen=erasing.mark(finding.look(user.mobile)))
    assert vendor.state == "active"


def test_what_a_buyer_left_goes_alone_too():
    vendor, user = a_maker()
    make.a_code_for(user.mobile)
    with unit_of_work():
        erasing.erase(user.mobile, "wish_visit", erasing.mark(finding.look(user.mobile)))
    assert (user.name, vendor.state) == (NAME, "active")


def test_her_number_begins_anew_afterwards():
    _vendor, user, _order = a_settled_maker()
    mobile = user.mobile
    database.rollback()
    erase(user)
    again = make.a_user("کس دیگری", mobile=mobile)
    assert again.id != user.id
    assert members.of(make.a_maker(user=again)) == [again]
    assert database.scalars(select(Vendor).filter_by(state="erased")).one()
    assert database.scalars(select(Consent).filter_by(subject_kind="user")).all() == []
