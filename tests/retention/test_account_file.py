"""Somebody who signs in gets all of hers in her file, and nothing of anybody else."""

import json
import zipfile

import pytest
from sqlalchemy import select

from marketplace.kernel import eventlog
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import db, session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.notify import send
from marketplace.payouts import accounts
from marketplace.payouts.account_models import BankAccount
from marketplace.people import cards, users
from marketplace.retention.person import account, archive, erasing, finding
from marketplace.vendors import decisions, members, requirements, submissions
from tests.payouts.stage import NOBODYS, drafted, rested, sold, with_account
from tests.support import factories as make
from tests.support.made.voices import a_voice_note

pytestmark = pytest.mark.usefixtures("session")
STORY = "مادرم بافت و من نگاه کردم."
EVERY = {
    "account", "booths", "profiles", "crafts", "answers", "documents", "certificates", "consents",
    "works", "revisions", "pictures", "voices", "parts", "sold", "entries", "postings", "payouts",
    "bank_accounts", "cards", "log",
}  # fmt: skip
ACTORS = frozenset(
    {
        "issued_by",
        "set_by",
        "made_by",
        "approved_by",
        "answered_by",
        "decided_by",
        "recorded_by",
        "claimed_by",
        "taken_by",
        "placed_by",
        "paid_by",
        "held_by",
        "lifted_by",
        "entered_by",
        "invited_by",
        "published_by",
        "given_by",
        "asked_by",
        "done_by",
        "sent_by",
        "by",
        "author_id",
    }
)  # fmt: skip  staff acted; the row is about somebody or something else
NOT_HERS = {
    "follow": "who follows her is somebody else",
    "parcel": "goes to a buyer and bears her number",
    "payout_line": "told by the entries of the books",
    "earning_total": "a sum that can be made again",
}


def a_whole_maker():
    """She sold a piece, is about to be paid, handed in a paper, spoke, and got a code card."""
    vendor = with_account(make.a_maker(story_fa=STORY))
    (user,) = members.of(vendor)
    sold(vendor)
    rested(database)
    drafted()
    a_voice_note(vendor)
    with unit_of_work():
        permit = requirements.add("document", title_fa="مجوز", title_en="Permit")
        paper = documents.store(documents.check(make.a_jpeg()), user.id)
        submissions.hand_in(vendor, permit, paper)
        cards.issue(user)
    return vendor, user


def packed(user):
    """The names in her file, and its JSON as one text."""
    found = finding.look(user.mobile)
    with zipfile.ZipFile(archive.pack(found, "فهرست")) as file:
        told = {name: file.read(name) for name in file.namelist()}
    return told, b"".join(text for name, text in told.items() if name.endswith("json")).decode()


def test_a_maker_s_file_holds_whatever_is_hers():
    vendor, user = a_whole_maker()
    assert account.counts(user).keys() >= EVERY
    told, text = packed(user)
    assert {f"{kind}.json" for kind in EVERY} <= told.keys()
    for word in (user.name, user.mobile, vendor.alias_fa, STORY, NOBODYS[0]):
        assert word in text
    assert {name.rpartition(".")[2] for name in told if name.startswith("documents/")} == {
        "jpg", "mp3",
    }  # fmt: skip
    pictures = [data for name, data in told.items() if name.startswith("pictures/")]
    assert pictures
    assert all(data.startswith(b"\xff\xd8") for data in pictures)
    assert sum(row["amount"] for row in json.loads(told["postings.json"])) < 0


def test_it_holds_no_key_and_nobody_else():
    other = with_account(make.a_maker(alias_fa="دار همسایه"), 1)
    sold(other)
    _vendor, user = a_whole_maker()
    _told, text = packed(user)
    for word in ("_hash", "sealed", "password", other.alias_fa, NOBODYS[1]):
        assert word not in text
    for buyer in database.scalars(select(finding.Order)):
        assert buyer.name not in text
        assert buyer.mobile not in text


def test_that_sealed_things_were_opened_is_written_down():
    vendor, user = a_whole_maker()
    with unit_of_work():
        archive.hand_out(finding.look(user.mobile), "wish_visit")
    (event,) = eventlog.history(*erasing.SUBJECT)
    assert (event.name, event.changes["user_id"]) == ("handed_out", [None, user.id])
    (bank,) = database.scalars(select(BankAccount).filter_by(vendor_id=vendor.id))
    assert eventlog.history(accounts.KIND, bank.id)[0].name == "looked_at"
    assert eventlog.history("vendor", vendor.id)[0].name == "document_viewed"


def test_of_a_collective_she_gets_only_what_she_brought():
    first = make.a_user("زهره نمونه")
    vendor = make.an_applicant(user=first, kind="collective")
    second = make.a_user("مینا نمونه")
    with unit_of_work():
        decisions.approve(vendor)
        members.add(vendor, second)
        permit = requirements.add("document", title_fa="مجوز", title_en="Permit")
        submissions.hand_in(
            vendor, permit, documents.store(documents.check(make.a_jpeg()), first.id)
        )
    with acting(Actor(kind="user", user_id=first.id, role="artisan")), unit_of_work():
        accounts.write(vendor, NOBODYS[0], first.name)
    for user, hers in ((first, True), (second, False)):
        told, text = packed(user)
        assert (NOBODYS[0] in text) is hers
        assert any(name.startswith("documents/") for name in told) is hers
        assert "profiles.json" in told


def test_staff_get_their_account_and_not_the_office_s_work():
    clerk = make.a_user("ناهید نمونه", roles=("clerk",), email="nahid@example.org")
    order = make.paid(make.at_office(make.an_order()), clerk)
    with unit_of_work():
        users.rename(clerk, "ناهید دوم", "fa")
        send.email("password_changed", "nahid@example.org", "fa", ("user", clerk.id), name="ن")
    told, text = packed(clerk)
    assert "letters.json" in told
    assert "renamed" in text
    assert order.mobile not in text
    assert "order.taken" not in text


def test_every_table_of_a_person_or_a_maker_is_in_the_file_or_named_here():
    owners = {"person", "vendor"}
    told = {
        (column.class_.__tablename__, column.key)
        for columns in (account.OF_USER, account.OF_VENDOR)
        for column in columns.values()
    } | {("bank_account", "vendor_id"), ("member", "vendor_id"), ("role_grant", "user_id")}
    forgotten = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in owners
        and table.name not in NOT_HERS
        and column.name not in ACTORS
    } - told
    assert forgotten == set()
