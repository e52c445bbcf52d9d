"""What the office's decisions say to the people behind a vendor."""

from typing import Any

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.notify import send
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor


def tell(vendor: Vendor, template: str, **facts: Any) -> None:
    """An SMS to each member who has a mobile, in her language."""
    query = select(User).join(Member, Member.user_id == User.id)
    for user in session.scalars(query.where(Member.vendor_id == vendor.id).order_by(User.id)):
        if user.mobile:
            alias = vendor.alias_en if user.locale == "en" and vendor.alias_en else vendor.alias_fa
            send.sms(
                template,
                user.mobile,
                user.locale,
                subject=("vendor", vendor.id),
                alias=alias,
                **facts,
            )
