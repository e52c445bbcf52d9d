"""What the maker is told about her piece."""

from sqlalchemy import select

from marketplace.catalogue.content import Content
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.notify import send
from marketplace.people.models import User
from marketplace.vendors.models import Member


def tell(listing: Listing, revision: Revision, template: str, **facts: object) -> None:
    """What was decided about a revision, once for each decision."""
    subject = ("revision", revision.id)
    to_makers(listing, revision, template, subject=subject, turn=_turn(revision), **facts)


def to_makers(
    listing: Listing, content: Content, template: str, *, subject: tuple[str, int], turn: int,
    **facts: object,
) -> None:  # fmt: skip
    """An SMS to every member of the vendor who has a mobile; once for each `turn` of the subject.
    `content` has the piece's name as it stands."""
    query = select(User).join(Member, Member.user_id == User.id)
    for user in session.scalars(query.where(Member.vendor_id == listing.vendor_id)):
        if user.mobile and user.active:
            title = content.title_en if user.locale == "en" and content.title_en else ""
            send.sms(
                template,
                user.mobile,
                user.locale,
                subject=subject,
                key=f"{template}-{subject[1]}-{user.id}-{turn}",
                title=title or content.title_fa,
                **facts,
            )


def _turn(revision: Revision) -> int:
    """Which decision this is: a piece may be sent back more than once."""
    return int(revision.decided_at.timestamp()) if revision.decided_at else 0
