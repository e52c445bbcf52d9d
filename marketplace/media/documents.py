"""Private papers: pictures of permits, spoken words and the like, encrypted, never under a web
address."""

import secrets
from dataclasses import dataclass
from typing import IO

from marketplace.kernel import secrets as kernel_secrets
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.media import removal, storage
from marketplace.media.decoding import check as check_picture
from marketplace.media.models import Document

NAME = "sealed"


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A paper's picture or a sound, kept sealed under `key`; without a row it lies unused."""

    key: str
    size: int  # bytes before sealing
    content_type: str


def check(sent: bytes | IO[bytes]) -> CheckedDocument:
    """Decode a picture of a paper and keep it encrypted; before any unit of work.

    Raises DomainError with what to do about it, StorageFull, StorageAway."""
    return keep(check_picture(sent).original)


def keep(data: bytes, content_type: str = "image/jpeg") -> CheckedDocument:
    """Write a file that was checked encrypted. Raises StorageFull, StorageAway."""
    key = secrets.token_hex(10)
    storage.documents.write(key, NAME, kernel_secrets.seal(data))
    return CheckedDocument(key, len(data), content_type)


def store(checked: CheckedDocument, uploaded_by: int | None) -> Document:
    """Give a kept paper its row."""
    document = Document(
        key=checked.key,
        content_type=checked.content_type,
        size=checked.size,
        uploaded_by=uploaded_by,
    )
    session.add(document)
    session.flush()
    return document


def open(document: Document) -> bytes:
    """Its bytes; outside any unit of work, after the caller has recorded the view.

    Raises NotFound when the file or its key is gone, StorageAway."""
    sealed = storage.documents.read(document.key, NAME)
    data = kernel_secrets.unseal(sealed) if sealed else None
    if data is None:
        raise NotFound
    return data


def discard(document: Document) -> None:
    """Delete it and, an hour later, its file."""
    removal.later("documents", document.key)
    session.delete(document)
