"""Which crafts a maker has a certificate for today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from marketplace.catalogue.category import Category
from marketplace.discovery.wording import wording
from marketplace.kernel import calendar, clock
from marketplace.kernel.db import session
from marketplace.programme.models import Certificate
from marketplace.vendors.models import Member

category = Category.__table__


@dataclass(frozen=True, slots=True)
class Trained:
    """A craft and the day of its latest certificate."""

    craft: str
    issued_on: date


def of(vendor_id: int, locale: str) -> list[Trained]:
    """Crafts in which one of the maker's members holds a certificate in force."""
    today = calendar.local_day(clock.now())
    name = wording(category, "name", locale)
    rows = session.execute(
        select(name, func.max(Certificate.issued_on))
        .join(Certificate, Certificate.craft_id == category.c.id)
        .join(Member, Member.user_id == Certificate.user_id)
        .where(
            Member.vendor_id == vendor_id,
            Certificate.revoked_at.is_(None),
            Certificate.issued_on <= today,
            Certificate.expires_on.is_(None) | (Certificate.expires_on >= today),
        )
        .group_by(category.c.id)
        .order_by(category.c.position, category.c.id)
    )
    return [Trained(craft, day) for craft, day in rows]
