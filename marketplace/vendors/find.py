"""Finding vendors: by address, in the queue, by what staff remember of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from marketplace.kernel.db import one, session, table
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import NotFound
from marketplace.kernel.text import fold, mask_mobile, to_ascii_digits
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor

vendor = table(Vendor)
CHOICES = (
    select(vendor.c.id, vendor.c.public_id, vendor.c.alias_fa, vendor.c.alias_en)
    .where(vendor.c.state.in_(("active", "paused", "suspended")))
    .order_by(vendor.c.alias_fa, vendor.c.id)
)
STATES = ("applied", "active", "paused", "suspended", "refused")


@dataclass(frozen=True, slots=True)
class Person:
    """A vendor's member as staff find her."""

    user: User
    vendor: Vendor

    @property
    def mobile(self) -> str:
        """Her number with its middle hidden."""
        return mask_mobile(self.user.mobile) if self.user.mobile else "–"


def by_public_id(public_id: str) -> Vendor:
    """The vendor at this address. Raises NotFound, also for one who was erased."""
    found = once(public_id)
    if found.state == "erased":
        raise NotFound
    return found


def once(public_id: str) -> Vendor:
    """The same, and one who was erased: her amounts can still be read. Raises NotFound."""
    return one(Vendor, public_id=public_id)


def choices() -> Sequence[Any]:
    """Whoever has had a booth: id, public_id, alias_fa, alias_en, by public name."""
    return ask(CHOICES)


def applications() -> list[Vendor]:
    """Those who wait for a decision, oldest first."""
    query = select(Vendor).where(Vendor.state == "applied")
    return list(session.scalars(query.order_by(Vendor.created_at, Vendor.id)))


def counts() -> dict[str, int]:
    """State → number of vendors."""
    rows = session.execute(select(Vendor.state, func.count()).group_by(Vendor.state))
    return {row[0]: row[1] for row in rows}


def people(query: str, state: str = "") -> list[Person]:
    """Members whose name, public name or mobile holds the words, by the vendor's public name."""
    rows = session.execute(
        select(User, Vendor).join(Member, Member.user_id == User.id)
        .join(Vendor, Vendor.id == Member.vendor_id)
        .where(Vendor.state == state if state else Vendor.id > 0)
    )  # fmt: skip
    found = [Person(user, vendor) for user, vendor in rows if _holds(query, user, vendor)]
    return sorted(found, key=lambda person: (fold(person.vendor.alias_fa), person.vendor.id))


def vendors(query: str, state: str = "") -> list[Vendor]:
    """The same, each vendor once."""
    return list({person.vendor.id: person.vendor for person in people(query, state)}.values())


def _holds(query: str, user: User, vendor: Vendor) -> bool:
    if not query.strip():
        return True
    digits = "".join(filter(str.isdigit, to_ascii_digits(query))).lstrip("0")
    words = fold(f"{user.name} {vendor.alias_fa} {vendor.alias_en} {vendor.village_fa}")
    return fold(query) in words or (len(digits) >= 4 and digits in (user.mobile or ""))


def of_person(user: User) -> list[Vendor]:
    """The booths that a person acts for."""
    query = select(Vendor).join(Member).where(Member.user_id == user.id)
    return list(session.scalars(query.order_by(Vendor.id)))
