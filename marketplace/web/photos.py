"""Pictures as templates read them."""

from typing import NamedTuple

from marketplace.catalogue import sharing
from marketplace.media import storage
from marketplace.media.models import Picture
from marketplace.media.pictures import widths, widths_of

PUBLIC, STUDIO, OFFICE = "/m", "/studio/pictures", "/office/pictures"
_ENDINGS = {"webp": "webp", "jpeg": "jpg"}


class Hint(NamedTuple):
    """One sentence about a photograph and its drawing."""

    icon: str
    words: str
    piece: str = ""  # public id of the other piece that shows it too, for the office


class Photo(NamedTuple):
    """A picture's sizes and words. Its addresses have no language, so that each is fetched once."""

    base: str
    widths: tuple[int, ...]
    width: int
    height: int
    alt: str
    sample: bool
    action: str = ""  # where its own form is sent, while she arranges them
    hints: tuple[Hint, ...] = ()  # kind words about it, while she may take another

    def src(self, width: int, kind: str = "webp") -> str:
        """The address of the size that serves `width` px; `kind` is webp or jpeg."""
        fitting = [size for size in self.widths if size >= width]
        return f"{self.base}/{(fitting or self.widths[-1:])[0]}.{_ENDINGS[kind]}"

    @property
    def srcset(self) -> str:
        """Every width for the browser to choose from."""
        return ", ".join(f"{self.base}/{width}.webp {width}w" for width in self.widths)


def photo_of(
    picture: Picture | None, alt: str = "", at: str = PUBLIC, action: str = ""
) -> Photo | None:
    """A picture under one of the three addresses: public, hers in the studio, the office's."""
    if picture is None:
        return None
    return Photo(
        _base(at, picture.key),
        widths(picture),
        picture.width,
        picture.height,
        alt,
        picture.sample,
        action,
    )


def public_photo(
    key: str, width: int, height: int, alt: str, *, state: str = "ready", sample: bool = False
) -> Photo:
    """A published picture from plain columns, for pages that load no objects."""
    return Photo(_base(PUBLIC, key), widths_of(state, width), width, height, alt, sample)


def share_path(key: str, language: str) -> str:
    """The address of the picture drawn for a piece's shared link."""
    return f"{_base(PUBLIC, key)}/{sharing.name(language)}"


def _base(at: str, key: str) -> str:
    """A picture's folder: at the public address of a bucket that has one, else at our own."""
    shown = storage.pictures.public_url if at == PUBLIC else ""
    return f"{shown}/{key[:2]}/{key}" if shown else f"{at}/{key}"
