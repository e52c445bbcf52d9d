"""What the public may read about a vendor, as she chose."""

from dataclasses import asdict, dataclass
from typing import Any

from marketplace.kernel import eventlog, events
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, contact_details
from marketplace.vendors.events import ProfileChanged
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

HIDDEN = "…"  # a private value stays out of the event log


@dataclass(frozen=True, slots=True)
class Profile:
    """The public name, place, story and motif, and how much of her place is shown."""

    alias_fa: str
    alias_en: str = ""
    show_name: str = "alias"
    village_fa: str = ""
    village_en: str = ""
    district_fa: str = ""
    district_en: str = ""
    show_place: str = "district"
    story_fa: str = ""
    story_en: str = ""
    motif: str = "madder"


def public_name(choice: str, alias: str, name: str, place: str) -> str:
    """The name a buyer reads: her shop's, her own, or its first letter with her place.

    The first letter is written as «ف. از آوج»; `place` is what she lets the public read."""
    if choice == "alias":
        return alias
    if choice == "name":
        return name
    return f"{name[:1]}. از {place}" if place else f"{name[:1]}."


def write(vendor: Vendor, wishes: Profile) -> dict[str, list[Any]]:
    """Put her wishes on the vendor; returns what changed. Raises DomainError on contact details."""
    for name in ("alias_fa", "alias_en", "story_fa", "story_en"):
        if contact_details(getattr(wishes, name)):
            raise DomainError(
                N_("Please leave phone numbers, links and social names out: buyers reach you "
                   "through the office."), field=name,
            )  # fmt: skip
    changes = {
        name: [getattr(vendor, name) or "", new]
        for name, new in asdict(wishes).items()
        if getattr(vendor, name) != new
    }
    for name, (_, new) in changes.items():
        setattr(vendor, name, new)
    return {name: [HIDDEN, HIDDEN] if _private(name) else pair for name, pair in changes.items()}


def _private(name: str) -> bool:
    return name.startswith("village_")


def change(vendor: Vendor, wishes: Profile) -> None:
    """Change what the public reads, record old → new, tell the rooms that copied it."""
    vendor = hold(vendor.id)
    if changes := write(vendor, wishes):
        _changed(vendor, changes)


def _changed(vendor: Vendor, changes: dict[str, list[Any]]) -> None:
    session.flush()
    eventlog.record("vendor", vendor.id, "profile_changed", changes=changes)
    events.publish(ProfileChanged(vendor.id))
