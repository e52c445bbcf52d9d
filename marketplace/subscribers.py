"""Who listens to which domain event."""


def subscribe_all() -> None:
    """Bind every subscriber; binding twice is harmless."""
