"""What the programme tells the rooms above it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CertificateChanged:
    """A person's certificate was recorded or revoked."""

    user_id: int
