"""One vendor's answers to requirements, and what staff say to them."""

from sqlalchemy import select

from marketplace.kernel import actor, clock, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import NotFound
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.vendors import eligibility, messages
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Requirement, Submission, Vendor
from marketplace.vendors.states import SUBMISSION


def hand_in(vendor: Vendor, requirement: Requirement, document: Document) -> Submission:
    """A photographed document, for the first time or again after it was sent back."""
    hold(vendor.id)
    found = find(vendor, requirement, None)
    if found is None:
        found = _begin(vendor, requirement, None, document.id)
    else:
        SUBMISSION.fire(found, "submit_again")
    old = session.get(Document, found.document_id or 0)
    found.document_id, found.submitted_at = document.id, clock.now()
    found.reason = found.decided_at = found.decided_by = None
    _note(found)
    if old and old.id != document.id:
        documents.discard(old)
    eligibility.refresh(vendor.id)
    return found


def accept(vendor: Vendor, requirement: Requirement, craft_id: int | None = None) -> None:
    """The office says yes. Raises WrongState."""
    _decide(vendor, requirement, "accept", None, craft_id)


def reject(
    vendor: Vendor, requirement: Requirement, reason: str, craft_id: int | None = None
) -> None:
    """The office says no and why; she is told. Raises WrongState."""
    _decide(vendor, requirement, "reject", reason, craft_id)
    messages.tell(vendor, "requirement_rejected", reason=reason)


def waive(
    vendor: Vendor, requirement: Requirement, reason: str, craft_id: int | None = None
) -> None:
    """The office does without it, and why; a certificate for one craft. Raises WrongState."""
    _decide(vendor, requirement, "waive", reason, craft_id)


def _decide(
    vendor: Vendor, requirement: Requirement, name: str, reason: str | None, craft_id: int | None
) -> None:
    locked(Vendor, vendor.id)
    asked_for = craft_id if requirement.kind == "certificate" else None
    found = find(vendor, requirement, asked_for) or _begin(vendor, requirement, asked_for, None)
    SUBMISSION.fire(found, name, reason=reason)
    found.reason, found.decided_at = reason, clock.now()
    found.decided_by = actor.current().user_id
    _note(found)
    eligibility.refresh(vendor.id)


def _note(submission: Submission) -> None:
    """The same in the vendor's own timeline."""
    session.flush()
    eventlog.record(
        "vendor", submission.vendor_id, f"requirement_{submission.state}", reason=submission.reason,
        changes={"requirement_id": [None, submission.requirement_id]},
    )  # fmt: skip


def _begin(
    vendor: Vendor, requirement: Requirement, craft_id: int | None, document_id: int | None
) -> Submission:
    submission = Submission(
        vendor_id=vendor.id,
        requirement_id=requirement.id,
        craft_id=craft_id,
        document_id=document_id,
    )
    SUBMISSION.born(submission)
    return submission


def find(vendor: Vendor, requirement: Requirement, craft_id: int | None) -> Submission | None:
    """The vendor's answer to this requirement, if she gave one."""
    query = select(Submission).filter_by(
        vendor_id=vendor.id, requirement_id=requirement.id, craft_id=craft_id
    )
    return session.scalars(query).first()


def view(submission: Submission) -> Document:
    """The document, opened after this unit of work; who looks is recorded. Raises NotFound."""
    document = session.get(Document, submission.document_id or 0)
    if document is None:
        raise NotFound
    eventlog.record(
        "vendor",
        submission.vendor_id,
        "document_viewed",
        changes={"requirement_id": [None, submission.requirement_id]},
    )
    return document
