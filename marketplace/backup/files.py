"""Which files the rows of a database refer to."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from marketplace.catalogue import sharing
from marketplace.catalogue.models import Listing
from marketplace.media import documents, pictures
from marketplace.media.models import Document, Picture


def of(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Each file as kind, key and name; it need not be there."""
    pictured = select(Picture.key, Picture.state, Picture.width).order_by(Picture.id)
    for key, state, width in connection.execute(pictured):
        for name in pictures.names(state, width):
            yield "media", key, name
    shared = select(Listing.share_key).where(Listing.share_key.is_not(None)).order_by(Listing.id)
    for drawn in connection.execute(shared).scalars():
        yield from (("media", str(drawn), sharing.name(one)) for one in sharing.LANGUAGES)
    for key in connection.execute(select(Document.key).order_by(Document.id)).scalars():
        yield "documents", key, documents.NAME


def member(kind: str, key: str, name: str) -> str:
    """Its name in an archive."""
    return f"{kind}/{key[:2]}/{key}/{name}"
