"""What the demo phone shows: the numbers, and the latest texts of one of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace.kernel.db import session
from marketplace.kernel.text import sms_parts, to_ascii_digits
from marketplace.notify.models import DemoText

NUMBERS, LATEST = 12, 20


@dataclass(frozen=True, slots=True)
class Handset:
    """A number (or e-mail address) of the demonstration and how much it heard."""

    mobile: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; `kind` is words, code or url."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text and in how many parts it went."""

    lines: list[Line]
    at: datetime
    parts: int


def handsets() -> list[Handset]:
    """The numbers that heard something, the latest first, twelve at most."""
    rows = session.execute(
        select(DemoText.mobile, func.count())
        .group_by(DemoText.mobile)
        .order_by(func.max(DemoText.id).desc())
        .limit(NUMBERS)
    )
    return [Handset(mobile, count) for mobile, count in rows]


def texts(mobile: str) -> list[Text]:
    """The latest twenty texts to this number, newest first."""
    rows = session.scalars(
        select(DemoText).filter_by(mobile=mobile).order_by(DemoText.id.desc()).limit(LATEST)
    )
    return [_read(row) for row in rows]


def _read(row: DemoText) -> Text:
    lines = [Line(_kind(line, row.code), line) for line in row.body.split("\n") if line]
    return Text(lines, row.at, sms_parts(row.body))


def _kind(line: str, code: str | None) -> str:
    if code and to_ascii_digits(line) == code:
        return "code"
    return "url" if line.startswith(("http://", "https://")) else "words"
