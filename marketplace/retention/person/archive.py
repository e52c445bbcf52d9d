"""What is under a number as one ZIP: a JSON file for each kind, her pictures, and an index."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.retention.person import telling
from marketplace.retention.person.finding import Found

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PICTURES = {"proofs": "document_id", "parcels": "receipt_id"}  # kind → the column that names it


def pack(found: Found, index: str) -> IO[bytes]:
    """The file, from its beginning. `index` is what it opens with, in the reader's language.

    Raises StorageAway."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.txt", index)
        for kind, rows in telling.rows(found).items():
            archive.writestr(f"{kind}.json", json.dumps(rows, ensure_ascii=False, indent=1))
        for name, data in _pictures(found):
            archive.writestr(name, data)
    file.seek(0)
    return file


def _pictures(found: Found) -> Iterator[tuple[str, bytes]]:
    for kind, column in PICTURES.items():
        for row in found.kinds.get(kind, ()):
            if data := _opened(getattr(row, column)):
                yield f"pictures/{kind}-{row.id}.{data[0]}", data[1]


def _opened(document_id: int | None) -> tuple[str, bytes] | None:
    """A picture whose file is gone is left out."""
    document: Any = session.get(Document, document_id or 0)
    try:
        return document and (
            ENDINGS.get(document.content_type, "bin"), documents.open(document)
        )  # fmt: skip
    except NotFound:
        return None
