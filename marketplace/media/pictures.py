"""Pictures from the moment they arrive until the shop shows them."""

import secrets
from pathlib import Path

from marketplace.kernel import outbox
from marketplace.kernel.db import session
from marketplace.media import removal, storage
from marketplace.media.decoding import Checked, check
from marketplace.media.models import PREVIEW, SIZES, Picture

__all__ = ["Checked", "check", "discard", "names", "path", "publish", "store", "widths", "withdraw"]
ORIGINAL = "original.jpg"
KINDS = ("webp", "jpg")


def store(checked: Checked, uploaded_by: int | None, *, sample: bool = False) -> Picture:
    """Keep a checked picture; the worker makes its larger sizes. Raises StorageFull.

    The files are written at once: when the unit of work is undone they lie unused."""
    key = secrets.token_hex(10)
    storage.pictures.write(key, ORIGINAL, checked.original)
    storage.pictures.write(key, f"{PREVIEW}.webp", checked.preview_webp)
    storage.pictures.write(key, f"{PREVIEW}.jpg", checked.preview_jpg)
    picture = Picture(
        key=key,
        state="pending",
        width=checked.width,
        height=checked.height,
        sha256=checked.sha256,
        sample=sample,
        uploaded_by=uploaded_by,
    )
    session.add(picture)
    session.flush()
    outbox.enqueue("picture", {"key": key}, key=f"picture-{key}")
    return picture


def publish(picture: Picture) -> None:
    """Give it a public address."""
    picture.public = True


def withdraw(picture: Picture) -> None:
    """Take its public address away."""
    picture.public = False


def discard(picture: Picture) -> None:
    """Delete it and, an hour later, its files. Nothing may point to it any more."""
    removal.later("media", picture.key)
    session.delete(picture)


def path(key: str, width: int, kind: str) -> Path:
    """The file of one size; `kind` is webp or jpg. It may not be there yet."""
    return storage.pictures.path(key, f"{width}.{kind}")


def names(state: str, width: int) -> list[str]:
    """The names of the files that a picture in this state, `width` px wide, must have."""
    return [ORIGINAL, *(f"{size}.{kind}" for size in widths_of(state, width) for kind in KINDS)]


def widths(picture: Picture) -> list[int]:
    """The widths that exist, ascending, in px."""
    return widths_of(picture.state, picture.width)


def widths_of(state: str, width: int) -> list[int]:
    """The widths of a picture in this state whose original is `width` px wide."""
    larger = [size for size in SIZES if size <= width] if state == "ready" else []
    return [PREVIEW, *larger]
