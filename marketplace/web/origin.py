"""Requests from other origins: refused unless the browser says that they are ours."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_ours() -> bool:
    """Whether this unsafe request comes from one of our own pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    own = request.host
    return origin.scheme in ("http", "https") and origin.netloc == own and _trusted(own)


def _trusted(host: str) -> bool:
    names = current_app.config["TRUSTED_HOSTS"]
    return names is None or host.rsplit(":", 1)[0] in names


def refuse_foreign() -> None:
    """Raise Forbidden for an unsafe request from elsewhere or from nowhere."""
    if request.method not in SAFE and not is_ours():
        raise Forbidden("foreign-origin")


def own_path(target: str | None, default: str) -> str:
    """A redirect target, if it is a path of ours; else the default."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(c) < 32 for c in target) or urlsplit(target).netloc:
        return default
    return target
