"""Who listens to which domain event."""

from marketplace.catalogue import sellable, words
from marketplace.kernel.events import subscribe
from marketplace.media import sizes
from marketplace.notify import send
from marketplace.people.codes import CodeIssued
from marketplace.programme.events import CertificateChanged
from marketplace.vendors import eligibility
from marketplace.vendors.events import ProfileChanged, SellableChanged


def subscribe_all() -> None:
    """Bind every subscriber; binding twice is harmless."""
    subscribe(CodeIssued, send.code_issued)
    subscribe(CertificateChanged, eligibility.refresh_person)
    subscribe(SellableChanged, sellable.on_sellable_changed)
    subscribe(ProfileChanged, words.on_profile_changed)
    sizes.listen()
