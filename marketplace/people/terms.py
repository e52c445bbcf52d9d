"""The legal texts: versioned files, one a language, never changed once published."""

from functools import cache
from pathlib import Path

from marketplace.kernel.errors import NotFound

NAMES = ("terms", "privacy", "reservation")
FOLDER = Path(__file__).parent / "legal"


@cache
def versions(name: str) -> tuple[str, ...]:
    """The versions of a text, oldest first. Raises NotFound."""
    if name not in NAMES:
        raise NotFound
    found = {path.name.partition(".")[0] for path in (FOLDER / name).glob("*.fa.md")}
    if not found:
        raise NotFound
    return tuple(sorted(found))


def current(name: str) -> str:
    """The version in force. Raises NotFound."""
    return versions(name)[-1]


@cache
def text(name: str, locale: str, version: str | None = None) -> str:
    """The Markdown of a text in fa or en; without a version the one in force. Raises NotFound."""
    wanted = version or current(name)
    if wanted not in versions(name) or locale not in ("fa", "en"):
        raise NotFound
    return (FOLDER / name / f"{wanted}.{locale}.md").read_text(encoding="utf-8")
