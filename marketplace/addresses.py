"""Addresses that the environment names: one that nobody could ever reach stops the start."""

from urllib.parse import urlsplit

DATABASE = (
    "DATABASE_URL is no address of a database. It must be like postgresql:///name,"
    " postgresql://user:password@host/name or sqlite:////folder/shop.db;"
    " in a password write @ / : # ? % as %40 %2F %3A %23 %3F %25."
)
REDIS = "REDIS_URL is no address of a Redis. It must be like redis://:password@host:6379/0."
MAIL = (
    "SMTP_URL is no address of a mail server. It must be like"
    " smtp://user:password@host:587 or smtps://user:password@host."
)


def problems(database: str, redis: str, mail: str) -> list[str]:
    """One sentence for each that cannot be one; an empty address names nothing. The sentences do
    not repeat the address: a password may stand in it."""
    rules = [
        (database, ("sqlite", "postgres", "postgresql", "postgresql+psycopg"), False, DATABASE),
        (redis, ("redis", "rediss"), True, REDIS),
        (mail, ("smtp", "smtps"), True, MAIL),
    ]
    return [
        sentence
        for url, schemes, host, sentence in rules
        if url and not _names_one(url, schemes, host)
    ]


def _names_one(url: str, schemes: tuple[str, ...], needs_host: bool) -> bool:
    scheme, found, _rest = url.partition("://")
    if not found or scheme not in schemes:
        return False
    if not needs_host:
        return True
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
