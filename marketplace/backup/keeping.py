"""A folder of nightly copies: their names, and how many stay."""

import re
from pathlib import Path

from marketplace.kernel import calendar, clock

NAME = re.compile(r"caravanserai-\d{4}-\d{2}-\d{2}-\d{4}\.backup")


def next_name(folder: Path) -> Path:
    """A name by this minute of the office's clock, so that names sort by age."""
    now = clock.now().astimezone(calendar.TEHRAN)
    return folder / f"caravanserai-{now:%Y-%m-%d-%H%M}.backup"


def forget_older(folder: Path, keep: int) -> list[Path]:
    """Delete all copies but the newest `keep`, and what killed ones left; returns the copies."""
    for begun in folder.glob(".caravanserai-*.backup.part"):
        begun.unlink()
    ours = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    old = ours[: max(0, len(ours) - keep)]
    for path in old:
        path.unlink()
    return old
