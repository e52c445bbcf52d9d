"""What each requirement says about one vendor in one craft."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.people.models import Consent
from marketplace.programme import certificates
from marketplace.programme.certificates import FOREVER
from marketplace.vendors import requirements
from marketplace.vendors.models import Requirement, Submission, Vendor

WHO_ACTS = {"certificate": "trainer", "terms": "she", "interview": "office", "document": "she"}
MET = ("accepted", "waived")


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement in one craft.

    `state`: needed, submitted, rejected, accepted or waived. `who_acts`: she, office, trainer or
    '' when nobody must. `at`: when the state came about, if known. `until`: how long it holds."""

    requirement: Requirement
    craft_id: int
    state: str
    reason: str = ""
    at: datetime | None = None
    until: datetime = FOREVER
    submission: Submission | None = None

    @property
    def met(self) -> bool:
        return self.state in MET

    @property
    def who_acts(self) -> str:
        if self.met:
            return ""
        return "office" if self.state == "submitted" else WHO_ACTS[self.requirement.kind]


def of(vendor: Vendor) -> dict[int, list[Condition]]:
    """Craft id → the active requirements in staff's order, each with how it stands."""
    asked = requirements.active()
    facts = _Facts(vendor)
    return {
        craft.craft_id: [facts.condition(one, craft.craft_id) for one in asked]
        for craft in sorted(vendor.crafts, key=lambda craft: craft.craft_id)
    }


class _Facts:
    """A vendor's certificates, consent and submissions, read once."""

    def __init__(self, vendor: Vendor) -> None:
        self._until = certificates.valid([member.user_id for member in vendor.members])
        self._agreed = session.scalar(
            select(Consent.given_at)
            .filter_by(subject_kind="vendor", subject_id=vendor.id)
            .filter_by(purpose="terms", revoked_at=None)
            .order_by(Consent.id.desc()).limit(1)
        )  # fmt: skip
        submissions = session.scalars(select(Submission).filter_by(vendor_id=vendor.id))
        self._submissions = {(one.requirement_id, one.craft_id): one for one in submissions}

    def condition(self, requirement: Requirement, craft_id: int) -> Condition:
        if requirement.kind == "certificate" and craft_id in self._until:
            return Condition(requirement, craft_id, "accepted", until=self._until[craft_id])
        if requirement.kind == "terms" and self._agreed:
            return Condition(requirement, craft_id, "accepted", at=self._agreed)
        asked_for = craft_id if requirement.kind == "certificate" else None
        found = self._submissions.get((requirement.id, asked_for))
        if found is None:
            return Condition(requirement, craft_id, "needed")
        return Condition(
            requirement, craft_id, found.state, found.reason or "",
            found.decided_at or found.submitted_at, submission=found,
        )  # fmt: skip
