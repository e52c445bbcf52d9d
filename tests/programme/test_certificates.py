"""Certificates: recorded, valid, expired, revoked."""

from datetime import timedelta

import pytest

from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.eventlog import history
from marketplace.programme import certificates
from tests.support import factories as make

TODAY = certificates.today


@pytest.fixture
def maker(session):
    """Somebody who applied."""
    return make.an_applicant()


def _record(vendor, craft_id, *, issued=-30, expires=None):
    day = TODAY()
    with make.unit():
        return certificates.record(
            vendor.members[0].user_id,
            craft_id,
            day + timedelta(days=issued),
            day + timedelta(days=expires) if expires is not None else None,
        )


@pytest.fixture(autouse=True)
def trainer(session):
    """The trainer acts."""
    from marketplace.kernel.actor import Actor, acting

    with make.unit():
        person = make.staff("trainer")
    with acting(Actor(kind="user", user_id=person.id, role="trainer")):
        yield person


def test_a_certificate_holds_through_its_last_day_in_tehran(maker, clock):
    craft = maker.crafts[0].craft_id
    certificate = _record(maker, craft, expires=10)
    until = certificates.valid([maker.members[0].user_id])[craft]
    clock.set(until - timedelta(seconds=1))
    assert certificates.standing(certificate) == "valid"
    clock.set(until)
    assert certificates.standing(certificate) == "expired"
    assert certificates.valid([maker.members[0].user_id]) == {}


def test_of_two_certificates_the_longer_one_counts(maker):
    craft = maker.crafts[0].craft_id
    _record(maker, craft, expires=10)
    _record(maker, craft)
    assert certificates.valid([maker.members[0].user_id]) == {craft: certificates.FOREVER}


@pytest.mark.parametrize(
    ("issued", "expires", "field"), [(1, None, "issued_on"), (-3, -3, "expires_on")]
)
def test_impossible_days_are_refused_beside_their_field(maker, issued, expires, field):
    with pytest.raises(DomainError) as refused:
        _record(maker, maker.crafts[0].craft_id, issued=issued, expires=expires)
    assert refused.value.field == field


def test_a_revoked_certificate_stays_readable_and_cannot_be_revoked_again(maker):
    certificate = _record(maker, maker.crafts[0].craft_id)
    with make.unit():
        certificates.revoke(certificate, "کلاس کامل نشد")
    found = certificates.by_code(certificate.public_code.lower())
    assert (certificates.standing(found), found.revoked_reason) == ("revoked", "کلاس کامل نشد")
    with pytest.raises(WrongState), make.unit():
        certificates.revoke(certificate, "باز هم")
    assert [event.name for event in history("certificate", certificate.id)] == [
        "revoked",
        "recorded",
    ]


@pytest.mark.parametrize("code", ["", "????", "ABCDEFGH"])
def test_an_unknown_code_is_not_found(session, code):
    with pytest.raises(NotFound):
        certificates.by_code(code)
