"""Spoken words on their way to somebody's ears: the bytes, and a page that may play or record."""

from io import BytesIO

from flask import Response, g, send_file

from marketplace.media import documents
from marketplace.media.models import Document


def heard(document: Document) -> Response:
    """The sound, in parts where the player asks for parts, kept by nobody on the way.

    Raises NotFound when its file is gone, StorageAway."""
    answer = send_file(
        BytesIO(documents.open(document)), mimetype=document.content_type, conditional=True
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def allow(*, recording: bool = False) -> None:
    """This page may play sounds and, where asked for, use the microphone. No other may."""
    g.sounds = "record" if recording else "play"
