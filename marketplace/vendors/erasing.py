"""A maker leaves for good: her page's words, picture, papers and people; the row stays."""

from sqlalchemy import delete, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import locked, session
from marketplace.media import documents, pictures
from marketplace.media.models import Document, Picture
from marketplace.people.erasing import forget_consents
from marketplace.vendors import eligibility
from marketplace.vendors.models import NOBODY, Member, Submission, Vendor
from marketplace.vendors.states import VENDOR

WORDS = ("village_fa", "village_en", "district_fa", "district_en", "story_fa", "story_en",
         "closed_why")  # fmt: skip


def erase(vendor: Vendor) -> None:
    """Nothing of hers is for sale from now on, and nobody acts for her. Raises WrongState."""
    vendor = locked(Vendor, vendor.id)
    picture = session.get(Picture, vendor.portrait_id or 0)
    vendor.alias_fa, vendor.alias_en, vendor.show_name = NOBODY["fa"], NOBODY["en"], "alias"
    for name in WORDS:
        setattr(vendor, name, "")
    vendor.portrait_id, vendor.show_portrait, vendor.before_suspension = None, False, None
    vendor.closed_from = vendor.closed_until = None
    VENDOR.fire(vendor, "erase")
    session.flush()
    if picture:
        pictures.discard(picture)
    _answers(vendor.id)
    forget_consents("vendor", [vendor.id])
    eligibility.refresh(vendor.id)
    session.execute(delete(Member).where(Member.vendor_id == vendor.id))
    session.expire(vendor, ["members"])
    eventlog.erase_words("vendor", [vendor.id])


def leave_papers(vendor_ids: list[int], user_id: int) -> None:
    """Papers that she brought for booths which others go on with: the office's answers stay."""
    brought = select(Document.id).where(Document.uploaded_by == user_id)
    query = select(Submission).where(
        Submission.vendor_id.in_(vendor_ids), Submission.document_id.in_(brought)
    )
    for answer in session.scalars(query).all():
        _discard(answer)


def _answers(vendor_id: int) -> None:
    hers = session.scalars(select(Submission).filter_by(vendor_id=vendor_id)).all()
    for answer in hers:
        _discard(answer)
        if answer.reason:
            answer.reason = eventlog.ERASED
    session.flush()
    eventlog.erase_words("submission", [one.id for one in hers])


def _discard(answer: Submission) -> None:
    paper = session.get(Document, answer.document_id or 0)
    answer.document_id = None
    session.flush()
    if paper:
        documents.discard(paper)
