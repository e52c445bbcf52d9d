"""Makers' private papers: gone some time after the office has decided about them."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import locked_all, session
from marketplace.media import documents as papers
from marketplace.media.models import Document
from marketplace.vendors.models import Submission, Vendor


def documents(before: datetime, limit: int) -> int:
    """Delete up to `limit` papers decided about, or of makers refused, before then; the decision
    stays. Returns how many."""
    found = session.execute(_decided(before).order_by(Submission.id).limit(limit)).all()
    locked_all(Vendor, [vendor_id for _key, vendor_id in found])
    for submission in locked_all(Submission, [key for key, _vendor in found]):
        _erase(submission)
    return len(found)


def count(before: datetime) -> int:
    """How many papers `documents` would delete now."""
    return session.scalar(select(func.count()).select_from(_decided(before).subquery())) or 0


def _decided(before: datetime) -> Select[int, int]:
    refused = and_(Vendor.state == "refused", Submission.submitted_at < before)
    return (
        select(Submission.id, Submission.vendor_id)
        .join(Vendor, Vendor.id == Submission.vendor_id)
        .where(Submission.document_id.is_not(None), or_(Submission.decided_at < before, refused))
    )


def _erase(submission: Submission) -> None:
    paper = session.get(Document, submission.document_id or 0)
    submission.document_id = None
    eventlog.record(
        "vendor", submission.vendor_id, "document_erased",
        changes={"requirement_id": [None, submission.requirement_id]},
    )  # fmt: skip
    session.flush()
    if paper:
        papers.discard(paper)
