"""What this browser is asking a sign-in code for, between the two pages."""

from dataclasses import asdict, dataclass

from flask import session

KEY = "asking"


@dataclass(frozen=True, slots=True)
class Asking:
    """`mobile` is E.164; `target` the path she wanted."""

    mobile: str
    stay: bool
    target: str = ""


def remember(asking: Asking) -> None:
    """Keep it in this browser's session."""
    session[KEY] = asdict(asking)


def current() -> Asking | None:
    """What is being asked, if anything."""
    kept = session.get(KEY)
    return Asking(**kept) if kept else None
