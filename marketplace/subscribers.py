"""Who listens to which domain event."""

from marketplace.kernel.events import subscribe
from marketplace.programme.events import CertificateChanged
from marketplace.vendors import eligibility


def subscribe_all() -> None:
    """Bind every subscriber; binding twice is harmless."""
    subscribe(CertificateChanged, eligibility.refresh_person)
