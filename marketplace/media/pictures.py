"""Pictures from the moment they arrive until the shop shows them."""

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from marketplace.kernel import outbox
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media import decoding, removal, storage
from marketplace.media.decoding import Checked
from marketplace.media.looks import Look, quarters
from marketplace.media.models import PREVIEW, SIZES, Picture, PictureMark

ORIGINAL = "original.jpg"
KINDS = ("webp", "jpg")


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture whose files are kept under `key`; without a row they lie unused."""

    key: str
    width: int
    height: int
    sha256: str
    look: Look


def check(data: bytes | IO[bytes]) -> Kept:
    """Decode a picture that a person sent and keep its files; before any unit of work.

    Raises DomainError, StorageFull, StorageAway."""
    return keep(decoding.check(data))


def keep(checked: Checked) -> Kept:
    """Write the files of a checked picture. Raises StorageFull, StorageAway."""
    key = secrets.token_hex(10)
    storage.pictures.write(key, ORIGINAL, checked.original)
    storage.pictures.write(key, f"{PREVIEW}.webp", checked.preview_webp)
    storage.pictures.write(key, f"{PREVIEW}.jpg", checked.preview_jpg)
    return Kept(key, checked.width, checked.height, checked.sha256, checked.look)


def store(kept: Kept, uploaded_by: int | None, *, sample: bool = False) -> Picture:
    """Give a kept picture its row; the worker makes its larger sizes."""
    picture = Picture(
        key=kept.key,
        state="pending",
        width=kept.width,
        height=kept.height,
        sha256=kept.sha256,
        light=kept.look.light,
        detail=kept.look.detail,
        mark=kept.look.mark,
        sample=sample,
        uploaded_by=uploaded_by,
    )
    session.add(picture)
    session.flush()
    session.add_all(
        PictureMark(quarter=number, value=value, picture_id=picture.id)
        for number, value in enumerate(quarters(picture.mark))
    )
    outbox.enqueue("picture", {"key": kept.key}, key=f"picture-{kept.key}")
    return picture


def original(picture: Picture) -> bytes:
    """It as it came in, a JPEG. Raises NotFound when the file is gone, StorageAway."""
    data = storage.pictures.read(picture.key, ORIGINAL)
    if data is None:
        raise NotFound
    return data


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


def place(key: str, width: int, kind: str, seconds: int) -> Path | str | None:
    """One size, `kind` webp or jpg: its file, or an address that shows it for so long."""
    return storage.pictures.place(key, f"{width}.{kind}", seconds)


def names(state: str, width: int) -> list[str]:
    """The names of the files that a picture in this state, `width` px wide, must have."""
    return [ORIGINAL, *(f"{size}.{kind}" for size in widths_of(state, width) for kind in KINDS)]


def widths(picture: Picture) -> tuple[int, ...]:
    """The widths that exist, ascending, in px."""
    return widths_of(picture.state, picture.width)


@lru_cache(maxsize=256)
def widths_of(state: str, width: int) -> tuple[int, ...]:
    """The widths of a picture in this state whose original is `width` px wide."""
    larger = [size for size in SIZES if size <= width] if state == "ready" else []
    return (PREVIEW, *larger)
