"""The demo's photographs: decoded before the unit of work, stored inside it."""

from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import FOLDER, photo
from marketplace.media import pictures
from marketplace.media.decoding import Checked, check
from marketplace.media.models import Picture


def names() -> list[str]:
    """Every photograph in demo/photos."""
    return sorted(path.stem for path in (FOLDER / "photos").glob("*.jpg"))


def look_at(wanted: list[str]) -> dict[str, Checked]:
    """Decode these photographs; no database is touched."""
    return {name: check(photo(name)) for name in wanted}


def store(cast: Cast, name: str, uploaded_by: int | None) -> Picture:
    """A sample picture of its own from this photograph."""
    return pictures.store(pictures.keep(cast.photos[name]), uploaded_by, sample=True)
