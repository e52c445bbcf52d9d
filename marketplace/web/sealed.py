"""What this browser alone must know for a while: sealed in its signed cookie, until a moment."""

from datetime import timedelta

from flask import session

from marketplace.kernel import clock
from marketplace.kernel.secrets import seal, unseal


def keep(name: str, text: str, during: timedelta) -> None:
    """Keep a text under this name."""
    session[name] = [seal(text.encode()).decode(), int((clock.now() + during).timestamp())]


def kept(name: str) -> str:
    """The text, or '' when there is none or its time is over."""
    sealed, until = session.get(name) or ["", 0]
    if until < clock.now().timestamp():
        return ""
    return (unseal(sealed.encode()) or b"").decode()
