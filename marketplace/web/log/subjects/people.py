"""What the events of makers and other people are about, and where staff read on."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.people.models import Invitation, TextVersion, User
from marketplace.programme.models import Certificate
from marketplace.vendors.models import Requirement, Submission, Vendor
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject
from marketplace.web.settings.public_texts import TITLES


def _vendors(ids: set[int]) -> Pairs:
    for row in session.execute(select(Vendor.id, Vendor).where(Vendor.id.in_(ids))):
        yield row[0], _vendor(row.Vendor)


def _submissions(ids: set[int]) -> Pairs:
    query = select(Submission.id, Vendor).join(Vendor, Vendor.id == Submission.vendor_id)
    for row in session.execute(query.where(Submission.id.in_(ids))):
        yield row[0], _vendor(row.Vendor)


def _requirements(ids: set[int]) -> Pairs:
    for row in session.execute(select(Requirement.id, Requirement).where(Requirement.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Requirement, "title"))


def _certificates(ids: set[int]) -> Pairs:
    query = select(Certificate.id, Certificate.public_code).where(Certificate.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(show_code(row.public_code))


def _users(ids: set[int]) -> Pairs:
    for row in session.execute(select(User.id, User.name).where(User.id.in_(ids))):
        yield row[0], Subject(row.name)


def _invitations(ids: set[int]) -> Pairs:
    query = select(Invitation.id, Invitation.name).where(Invitation.id.in_(ids))
    for row in session.execute(query):
        yield row[0], Subject(row.name, url_for("office.users"))


def _texts(ids: set[int]) -> Pairs:
    for row in session.execute(select(TextVersion).where(TextVersion.id.in_(ids))):
        one = row.TextVersion
        url = url_for("office.text_versions", name=one.name, version=one.number)
        yield one.id, Subject(_(TITLES[one.name]), url)


def _vendor(vendor: Vendor) -> Subject:
    """Of one who was erased there is no page any more."""
    gone = vendor.state == "erased"
    url = "" if gone else url_for("office.vendor", public_id=vendor.public_id)
    return Subject(formatters.local(vendor, "alias"), url)


READERS: dict[str, Reader] = {
    "vendor": _vendors,
    "submission": _submissions,
    "requirement": _requirements,
    "certificate": _certificates,
    "user": _users,
    "invitation": _invitations,
    "text": _texts,
}
