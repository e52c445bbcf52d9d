"""Consents are given, versioned, revoked, and never lost."""

from typing import Any

import pytest
from sqlalchemy import func, select

from marketplace.kernel.errors import NotFound
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.people import consents, terms
from marketplace.people.models import Consent
from tests.support import factories


def test_a_consent_is_recorded_once_for_each_version(session: Any) -> None:
    clerk = factories.staff("clerk")
    with unit_of_work():
        consents.give("vendor", 7, "terms", "1", recorded_by=clerk.id)
        consents.give("vendor", 7, "terms", "1")
        consents.give("vendor", 7, "terms", "2")
        consents.give("vendor", 8, "terms", "1")
    given = consents.given("vendor", 7)
    assert (given["terms"].version, given["terms"].recorded_by) == ("2", None)
    assert session.scalar(select(func.count()).select_from(Consent)) == 3


def test_a_revoked_consent_stays_and_may_be_given_again(session: Any) -> None:
    with unit_of_work():
        consents.give("user", 3, "photo", "1")
        consents.revoke("user", 3, "photo")
    assert not consents.given("user", 3)
    with unit_of_work():
        consents.give("user", 3, "photo", "1")
    assert "photo" in consents.given("user", 3)
    assert [event.name for event in history("user", 3)] == [
        "consent_given", "consent_revoked", "consent_given",
    ]  # fmt: skip


@pytest.mark.parametrize("name", terms.NAMES)
@pytest.mark.parametrize("locale", ["fa", "en"])
def test_every_legal_text_stands_in_both_languages(session: Any, name: str, locale: str) -> None:
    for version in terms.versions(name):
        assert len(terms.text(name, locale, version)) > 300
    assert terms.text(name, locale) == terms.text(name, locale, terms.current(name))


@pytest.mark.parametrize(
    ("name", "locale", "version"),
    [
        ("secrets", "fa", None),
        ("terms", "de", None),
        ("terms", "fa", "../../x"),
        ("terms", "fa", "0"),
    ],
)
def test_nothing_else_is_read(session: Any, name: str, locale: str, version: str | None) -> None:
    with pytest.raises(NotFound):
        terms.text(name, locale, version)
