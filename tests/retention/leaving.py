"""Somebody with an account who may be erased, and whoever looks for her afterwards."""

import json

from sqlalchemy import select

from marketplace.following import asking
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.payouts import paying, slip
from marketplace.payouts.models import Payout
from marketplace.people import cards, consents
from marketplace.retention.person import erasing, finding
from marketplace.vendors import portraits, profile, requirements, submissions
from marketplace.vendors.profile import Profile
from tests.payouts.stage import approved, done, drafted, rested, sent, sold, with_account
from tests.retention.test_night import everything
from tests.support import factories as make
from tests.support.made.voices import a_voice_note

NAME, ALIAS, FORMER = "زهره یگانه", "دار زربافت", "بافتهای یگانه"
ENGLISH, STORY, VILLAGE = "Zarbaft Loom", "مادرم بافت و من نگاه کردم.", "زیادآباد"
WORDS = "ابریشم نایاب کوهستان"
HOLDER = "فریبا نمونه"
HERS = (NAME, ALIAS, FORMER, ENGLISH, STORY, VILLAGE, WORDS, HOLDER)


def administrator():
    """Whoever erases others."""
    return Actor(kind="user", user_id=make.staff("administrator").id, role="administrator")


def erase(user, reason="wish_visit", seen=None):
    """Her account with everything under her number, confirmed as it stands now."""
    if seen is None:
        seen = erasing.mark(finding.look(user.mobile or user.email), whole=True)
    with acting(administrator()), unit_of_work():
        erasing.erase(user.mobile or user.email, reason, seen, whole=True)
    database.expire_all()


def a_maker(**fields):
    """She changed her public name, shows her face, and has a bank account."""
    user = make.a_user(NAME, **fields)
    vendor = make.a_maker(user=user, alias_fa=FORMER)
    wishes = Profile(ALIAS, ENGLISH, village_fa=VILLAGE, show_place="village", story_fa=STORY)
    with acting(Actor(kind="user", user_id=user.id, role="artisan")), unit_of_work():
        profile.change(vendor, wishes)
        portraits.put(vendor, make.a_picture())
        consents.give("vendor", vendor.id, "photo", "1")
    return with_account(vendor), user


def a_settled_maker():
    """She sold, was paid, handed in a paper, spoke, got a card, was followed; nothing is open."""
    vendor, user = a_maker()
    order = sold(vendor, title_fa=f"گلیم {ALIAS}", material_fa=WORDS)
    make.a_live_listing(vendor, title_fa=f"جاجیم {WORDS}", story_fa=STORY)
    clerk = make.staff("clerk").id
    with unit_of_work():
        sheets.issue("order", [order.code], Asked("", "fa", clerk))
        asking.follow("+989123450987", "fa", vendor.id)
        permit = requirements.add("document", title_fa="مجوز", title_en="Permit")
        submissions.hand_in(
            vendor, permit, documents.store(documents.check(make.a_jpeg()), user.id)
        )
        cards.issue(user)
    a_voice_note(vendor, story_fa=STORY)
    rested(database)
    done(paying.settle_rest, sent(approved(drafted())))
    payout = database.scalars(select(Payout).filter_by(vendor_id=vendor.id)).one()
    with unit_of_work():
        slip.issue_all([payout.public_id], Asked("", "fa", clerk))
    return vendor, user, order


def a_colleague(name="نگین همکار", roles=("clerk", "treasurer"), **fields):
    """A clerk with an e-mail address, a password and roles."""
    fields = {"email": "negin@example.org"} | fields
    user = make.a_user(name, roles=roles, **fields)
    with unit_of_work():
        user.password_hash = "x" * 20
    return user


def found(words):
    """Which of these words stand in any table, in letters or as JSON escapes them."""
    database.rollback()
    people = str(database.execute(select(make.User.__table__)).all())
    left = (everything() + people).replace("\\\\u", "\\u")
    return [word for word in words if any(way in left for way in spelt(word))]


def spelt(word):
    """How it may be written in a table or a file."""
    return {word, json.dumps(word)[1:-1]}
