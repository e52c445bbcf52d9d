"""The worker's part: larger sizes of a picture, made once from the kept original."""

import pyvips

from marketplace.kernel.db import locked, session
from marketplace.kernel.outbox import Job, Refused, handle
from marketplace.kernel.unit import unit_of_work
from marketplace.media import storage
from marketplace.media.decoding import LARGEST, as_jpeg, as_webp, shrunk
from marketplace.media.memory import give_back
from marketplace.media.models import Picture
from marketplace.media.pictures import ORIGINAL, widths_of


def listen() -> None:
    """Take the outbox's pictures."""
    handle("picture", make, repeatable=True)


def make(job: Job) -> None:
    """Make 480, 720 and 1200 px in WebP and JPEG, never enlarged. Raises Refused."""
    key = str(job.payload["key"])
    picture = session.query(Picture).filter_by(key=key).first()
    session.rollback()
    if picture is None:
        return
    original = storage.pictures.read(key, ORIGINAL)
    try:
        if original is None:
            raise Refused("the picture's file is gone")
        for width in widths_of("ready", picture.width)[1:]:
            _write(key, width, original)
    except (Refused, pyvips.Error) as error:
        _settle(picture.id, "broken")
        raise Refused("the picture's file cannot be read") from error
    finally:
        give_back()
    _settle(picture.id, "ready")


def _write(key: str, width: int, original: bytes) -> None:
    image = shrunk(original, width, LARGEST * 4)
    storage.pictures.write(key, f"{width}.webp", as_webp(image, 74))
    storage.pictures.write(key, f"{width}.jpg", as_jpeg(image, 76))


def _settle(picture_id: int, state: str) -> None:
    with unit_of_work():
        locked(Picture, picture_id).state = state
