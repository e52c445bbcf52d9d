"""What the maker is told about her piece."""

from sqlalchemy import select

from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.notify import send
from marketplace.people.models import User
from marketplace.vendors.models import Member


def tell(listing: Listing, revision: Revision, template: str, **facts: object) -> None:
    """An SMS to every member of the vendor who has a mobile, once for each decision."""
    query = select(User).join(Member, Member.user_id == User.id)
    for user in session.scalars(query.where(Member.vendor_id == listing.vendor_id)):
        if user.mobile and user.active:
            title = revision.title_en if user.locale == "en" and revision.title_en else ""
            send.sms(
                template,
                user.mobile,
                user.locale,
                subject=("revision", revision.id),
                key=f"{template}-{revision.id}-{user.id}-{_turn(revision)}",
                title=title or revision.title_fa,
                **facts,
            )


def _turn(revision: Revision) -> int:
    """Which decision this is: a piece may be sent back more than once."""
    return int(revision.decided_at.timestamp()) if revision.decided_at else 0
