"""A photograph on its way in: from a phone’s script or a plain form, checked before it is kept."""

from flask import get_template_attribute, request
from werkzeug.datastructures import FileStorage

from marketplace.catalogue.models import Revision, RevisionPicture
from marketplace.kernel import ids
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.media import pictures
from marketplace.web.photos import STUDIO, Photo, photo_of
from marketplace.web.pieces import photo_hints
from marketplace.web.pieces.rows import photo_name

SIGNATURE = 12


def uploaded(name: str = "photo") -> pictures.Kept:
    """The sent picture, checked and kept; it holds no database connection while it waits its turn.

    Raises DomainError; several at once are refused by a sentence."""
    files = [file for file in request.files.getlist(name) if _sent(file)]
    if len(files) > 1:
        raise DomainError(N_("Send one photo at a time, please."), field=name)
    session.rollback()
    return pictures.check(files[0].stream if files else b"")


def chosen(name: str = "photo") -> bool:
    """Whether the form brought a picture along."""
    return any(_sent(file) for file in request.files.getlist(name))


def _sent(file: FileStorage) -> bool:
    return bool(file.filename) or bool(file.content_length)


def by_script() -> bool:
    """Whether the phone's script waits for an answer it can place by itself."""
    return request.accept_mimetypes.best == "application/json"


def place_for(vendor_id: int, public_id: str | None = None) -> str:
    """The signed name under which a piece's photographs are sent, before it exists or after."""
    public_id = public_id or ids.public_id()
    return f"{public_id}.{keyed_hash('piece', str(vendor_id), public_id)[:SIGNATURE]}"


def piece_at(place: str, vendor_id: int) -> str:
    """The public id in a signed name. Raises NotFound on another vendor's or a made-up one."""
    public_id = place.partition(".")[0]
    if not ids.same(place, place_for(vendor_id, public_id)):
        raise NotFound
    return public_id


def item(revision: Revision, photo: RevisionPicture, action: str, at: str) -> str:
    """The list item of a photograph just stored, for the phone's script."""
    draw = get_template_attribute("components/photos.html", "item")
    shown = photo_of(photo.picture, photo_name(photo.position), at, action)
    hints = photo_hints.to_her(revision)[photo.picture_id]
    return str(draw(shown and shown._replace(hints=hints), photo.position, len(revision.pictures)))


def rows(revision: Revision, at: str, action_of: dict[int, str]) -> list[Photo]:
    """A revision's photographs in her order, each with the address of its own form and, for her,
    what could be better."""
    hints = photo_hints.to_her(revision) if at == STUDIO else {}
    return [
        photo._replace(hints=hints.get(one.picture_id, ()))
        for number, one in enumerate(revision.pictures, 1)
        if (photo := photo_of(one.picture, photo_name(number), at, action_of.get(one.id, "")))
    ]
