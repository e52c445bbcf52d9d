"""A portrait is public when staff have looked at it, not before."""

import pytest

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.media.models import Picture
from marketplace.notify.models import Message
from marketplace.vendors import decisions, portraits
from tests.support import factories as make


def sent(vendor):
    picture = make.a_picture()
    with make.unit():
        portraits.put(vendor, picture)
    return picture


def show(vendor, picture):
    with make.unit():
        portraits.show(vendor, picture.key)


def test_it_waits_until_it_was_seen(session):
    vendor, other = make.a_maker(), make.an_applicant()
    first, second = sent(vendor), sent(other)
    assert not first.public
    assert portraits.waiting() == [(vendor, first), (other, second)]
    assert portraits.count() == 2
    show(vendor, first)
    assert first.public
    assert portraits.waiting(limit=5) == [(other, second)]
    assert history("vendor", vendor.id)[0].name == "portrait_shown"


def test_a_new_one_waits_again_and_the_old_one_is_gone_at_once(session):
    vendor = make.a_maker()
    old = sent(vendor)
    show(vendor, old)
    new = sent(vendor)
    assert (old.public, new.public) == (False, False)
    assert portraits.waiting() == [(vendor, new)]


def test_what_was_looked_at_is_what_is_decided(session):
    vendor = make.a_maker()
    old, new = sent(vendor), sent(vendor)
    for decide in (lambda: portraits.show(vendor, old.key),
                   lambda: portraits.refuse(vendor, old.key, "چهرهٔ کودک")):  # fmt: skip
        with pytest.raises(WrongState), make.unit():
            decide()
    session.rollback()
    assert not new.public
    with make.unit():
        portraits.remove(vendor)
    with pytest.raises(WrongState), make.unit():
        portraits.show(vendor, new.key)


def test_a_refused_one_is_gone_and_she_is_told_why(session):
    vendor = make.a_maker()
    picture = sent(vendor)
    show(vendor, picture)
    with pytest.raises(DomainError), make.unit():
        portraits.refuse(vendor, picture.key, "")
    with make.unit():
        portraits.refuse(vendor, picture.key, "شمارهٔ تلفن در عکس است")
    assert (vendor.portrait_id, vendor.show_portrait) == (None, False)
    assert not database.get(Picture, picture.id).public
    assert portraits.count() == 0
    assert "portrait_refused" in [one.template for one in database.query(Message)]
    assert history("vendor", vendor.id)[0].reason == "شمارهٔ تلفن در عکس است"


def test_those_who_are_not_shown_wait_in_no_queue(session):
    vendor = make.a_maker()
    sent(vendor)
    with make.unit():
        decisions.suspend(vendor, "شکایت")
    assert portraits.count() == 0
    with make.unit():
        decisions.restore(vendor)
    assert portraits.count() == 1
