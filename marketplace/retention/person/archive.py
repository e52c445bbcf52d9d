"""What is under a number as one ZIP: a JSON file for each kind, her pictures, papers and sounds,
and an index."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media import documents, pictures
from marketplace.media.models import Document
from marketplace.retention.person import account, erasing, telling
from marketplace.retention.person.finding import Found

ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "audio/mpeg": "mp3",
}  # fmt: skip
SHOWN = {"proofs": "document_id", "parcels": "receipt_id"}  # kind → the column that names it


def hand_out(found: Found, reason: str) -> None:
    """Write down that it was taken, who asked, and that sealed things were opened for it; before
    `pack`, in a unit of work of its own."""
    person = {"user_id": [None, found.account.id]} if found.account else {}
    erasing.record(found, "handed_out", reason, person)
    if found.account:
        account.open_sealed(found.account)


def pack(found: Found, index: str) -> IO[bytes]:
    """The file, from its beginning. `index` is what it opens with, in the reader's language.

    Raises StorageAway."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.txt", index)
        for kind, rows in telling.rows(found):
            archive.writestr(f"{kind}.json", json.dumps(rows, ensure_ascii=False, indent=1))
        for name, data in _files(found):
            archive.writestr(name, data, zipfile.ZIP_STORED)
    file.seek(0)
    return file


def _files(found: Found) -> Iterator[tuple[str, bytes]]:
    for kind, column in SHOWN.items():
        for row in found.kinds.get(kind, ()):
            paper = session.get(Document, getattr(row, column) or 0)
            yield from _opened(f"pictures/{kind}-{row.id}", paper, documents.open)
    if found.account:
        for paper in account.rows(found.account, "documents"):
            yield from _opened(f"documents/{paper.id}", paper, documents.open)
        for picture in account.rows(found.account, "pictures"):
            yield from _opened(f"pictures/{picture.id}", picture, pictures.original)


def _opened(name: str, row: Any, read: Callable[[Any], bytes]) -> Iterator[tuple[str, bytes]]:
    """What has no file, or lost it, is left out."""
    if row is None:
        return
    try:
        data = read(row)
    except NotFound:
        return
    yield f"{name}.{ENDINGS.get(getattr(row, 'content_type', 'image/jpeg'), 'bin')}", data
