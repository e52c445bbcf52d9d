"""Which files the rows of a database refer to."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from marketplace.media import documents, pictures
from marketplace.media.models import Document, Picture
from marketplace.media.removal import FOLDERS


def of(connection: Connection) -> Iterator[tuple[str, Path]]:
    """Each file as its name in an archive and its place now; it need not be there."""
    pictured = select(Picture.key, Picture.state, Picture.width).order_by(Picture.id)
    for key, state, width in connection.execute(pictured):
        for name in pictures.names(state, width):
            yield _named("media", key, name)
    for key in connection.execute(select(Document.key).order_by(Document.id)).scalars():
        yield _named("documents", key, documents.NAME)


def _named(kind: str, key: str, name: str) -> tuple[str, Path]:
    path = FOLDERS[kind].path(key, name)
    return f"{kind}/{path.relative_to(FOLDERS[kind].root).as_posix()}", path
