"""The public texts: files are what the house comes with, rows what the office published since.

A version is the file's name (1405-09) or a row's number (1, 2 …); neither ever changes."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import eventlog, settled
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound, WrongState
from marketplace.kernel.text import N_
from marketplace.people.models import TextVersion, User

NAMES = ("terms", "privacy", "reservation", "returns", "contact", "about")
FOLDER = Path(__file__).parent / "legal"
MEANWHILE = N_(
    "Somebody published another version meanwhile. Look at the differences, then publish again."
)
texts = TextVersion.__table__.c
NEWEST = select(func.max(texts.number)).where(texts.name == bindparam("name"))


def current(name: str) -> str:
    """The version in force. Raises NotFound."""
    return _in_force(name, _newest(name))


def _in_force(name: str, newest: int | None) -> str:
    return str(newest) if newest else _files(name)[-1]


def text(name: str, locale: str, version: str | None = None) -> str:
    """A text in fa or en; without a version the one in force. Raises NotFound."""
    wanted = version or current(name)
    if locale not in ("fa", "en"):
        raise NotFound
    if wanted in _files(name):
        return _file(name, wanted, locale)
    row = _row(name, wanted)
    return row.text_en if locale == "en" else row.text_fa


def versions(name: str) -> tuple[str, ...]:
    """Every version, oldest first. Raises NotFound."""
    return (*_files(name), *(str(row.number) for row in reversed(published(name))))


def published(name: str) -> Sequence[TextVersion]:
    """What the office published, newest first."""
    mine = select(TextVersion).filter_by(name=name)
    return session.scalars(mine.order_by(TextVersion.number.desc())).all()


def former(name: str, version: str) -> str | None:
    """The version before this one; None for the first. Raises NotFound."""
    known = versions(name)
    if version not in known:
        raise NotFound
    place = known.index(version)
    return known[place - 1] if place else None


def publish(name: str, fa: str, en: str, *, base: str, by: User) -> bool:
    """Put a new version in force, written over `base`; False when nothing is different.

    Raises NotFound, or WrongState when another one is in force than she looked at.
    """
    newest = _newest(name)  # read once: a rival's version in between would be followed, not seen
    present = _in_force(name, newest)
    if base != present:
        raise WrongState(MEANWHILE, field="text_fa")
    if (fa, en) == (text(name, "fa").strip(), text(name, "en").strip()):
        return False
    row = TextVersion(
        name=name, number=(newest or 0) + 1, text_fa=fa, text_en=en, published_by=by.id
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise WrongState(MEANWHILE, field="text_fa") from error
    eventlog.record("text", row.id, "published", changes={"version": [present, str(row.number)]})
    return True


def _newest(name: str) -> int | None:
    found: int | None = settled.ask(NEWEST, {"name": name}).scalar()
    return found


def _row(name: str, version: str) -> TextVersion:
    known = version.isascii() and version.isdigit() and len(version) < 10
    mine = select(TextVersion).filter_by(name=name, number=int(version) if known else 0)
    row = session.scalars(mine).first()
    if row is None or version != str(row.number):
        raise NotFound
    return row


@cache
def _files(name: str) -> tuple[str, ...]:
    if name not in NAMES:
        raise NotFound
    found = {path.name.partition(".")[0] for path in (FOLDER / name).glob("*.fa.md")}
    return tuple(sorted(found))


@cache
def _file(name: str, version: str, locale: str) -> str:
    return (FOLDER / name / f"{version}.{locale}.md").read_text(encoding="utf-8")
