"""Documents handed in, judged, looked at."""

import pytest

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import NotFound, WrongState
from marketplace.kernel.eventlog import history
from marketplace.media import documents
from marketplace.vendors import eligibility, requirements, submissions
from tests.support import factories as make


@pytest.fixture
def permit(session):
    """A document that everybody is asked for."""
    with make.unit():
        requirements.install_usual()
        return requirements.add("document", title_fa="پروانه", title_en="Permit")


def _hand_in(vendor, permit, data=b"\xff\xd8 paper"):
    with make.unit():
        kept = documents.store(documents.keep(data), None)
        return submissions.hand_in(vendor, permit, kept)


def _states(vendor, permit):
    database.expire_all()
    found = submissions.find(vendor, permit, None)
    return (found.state, found.reason)


def test_a_document_is_sent_returned_sent_again_and_accepted(session, permit):
    vendor = make.a_maker()
    _hand_in(vendor, permit)
    with make.unit():
        submissions.reject(vendor, permit, "عکس تار است")
    assert _states(vendor, permit) == ("rejected", "عکس تار است")
    missing = eligibility.missing(vendor)[make.a_craft().id]
    assert [(one.state, one.who_acts, one.reason) for one in missing] == [
        ("rejected", "she", "عکس تار است")
    ]
    _hand_in(vendor, permit)
    assert _states(vendor, permit) == ("submitted", None)
    with make.unit():
        submissions.accept(vendor, permit)
    assert eligibility.missing(vendor)[make.a_craft().id] == []


def test_an_accepted_document_is_not_replaced(session, permit):
    vendor = make.an_applicant()
    _hand_in(vendor, permit)
    with make.unit():
        submissions.accept(vendor, permit)
    with pytest.raises(WrongState):
        _hand_in(vendor, permit)


def test_a_certificate_is_excused_for_one_craft_only(session):
    vendor, felt = make.an_applicant(), make.a_craft("نمد", "Felt")
    from marketplace.vendors import application

    with make.unit():
        application.add_craft(vendor, felt.id)
        asked = next(one for one in requirements.active() if one.kind == "certificate")
        submissions.waive(vendor, asked, "استاد این کار است", felt.id)
    left = {craft: len(rows) for craft, rows in eligibility.missing(vendor).items()}
    assert left == {make.a_craft().id: 2, felt.id: 1}


def test_every_look_at_a_document_is_written_down(session, permit):
    vendor = make.an_applicant()
    found = _hand_in(vendor, permit, b"secret paper")
    with make.unit():
        document = submissions.view(found)
    data, kind = documents.open(document), document.content_type
    assert (data, kind) == (b"secret paper", "image/jpeg")
    assert history("vendor", vendor.id)[0].name == "document_viewed"


def test_what_was_never_handed_in_cannot_be_looked_at(session):
    vendor = make.an_applicant()
    talk = next(one for one in requirements.active() if one.kind == "interview")
    with make.unit():
        submissions.accept(vendor, talk)
    with pytest.raises(NotFound), make.unit():
        submissions.view(submissions.find(vendor, talk, None))


def test_requirements_are_ordered_changed_and_audited(session):
    with make.unit():
        terms, certificate, talk = requirements.install_usual()
        assert requirements.install_usual() == [terms, certificate, talk]
        requirements.move(talk, up=True)
        requirements.move(terms, up=True)
        requirements.change(talk, title_en="A chat", active=False)
        requirements.change(talk, title_en="A chat", active=False)
    assert requirements.everything() == [terms, talk, certificate]
    assert requirements.active() == [terms, certificate]
    names = [event.name for event in history("requirement", talk.id)]
    assert names == ["changed", "moved", "added"]
