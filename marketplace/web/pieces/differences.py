"""What an edit changes against the piece in the shop: field by field, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.catalogue import answers
from marketplace.catalogue.models import Listing, ListingPicture, Revision, RevisionPicture
from marketplace.kernel.text import differing
from marketplace.kernel.text.differing import Run
from marketplace.web import formatters
from marketplace.web.photos import OFFICE, Photo, photo_of
from marketplace.web.pieces import rows

GONE = Markup('<del><bdi class="vh">{}</bdi>{}</del>')
COME = Markup('<ins><bdi class="vh">{}</bdi>{}</ins>')


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: how it stands in the shop and how it would; "" where nothing is written."""

    label: str
    kind: str  # added, removed or changed, in words
    before: Markup
    after: Markup


@dataclass(frozen=True, slots=True)
class PhotoChange:
    """One photograph that comes, goes or moves, and the sentence that says so."""

    photo: Photo | None
    kind: str  # added, removed or changed
    words: str


def of(listing: Listing, revision: Revision) -> list[Difference]:
    """Every field that the edit changes, in the order of the page."""
    found = []
    for name, label in rows.LABELS.items():
        old, new = rows.value_of(listing, name), rows.value_of(revision, name)
        if name == "photo" or old == new:
            continue
        kind = _("Changed") if old and new else _("Added") if new else _("Removed")
        found.append(Difference(_(label), kind, *_sides(listing, revision, name)))
    return found


def _sides(listing: Listing, revision: Revision, name: str) -> tuple[Markup, Markup]:
    """Both sides marked: words one by one, any other value whole."""
    old, new = rows.value_of(listing, name), rows.value_of(revision, name)
    if rows.is_text(name) and (getattr(revision, name) or not new):
        left, right = differing(getattr(listing, name), getattr(revision, name))
        return _marked(left, GONE, _("removed:")), _marked(right, COME, _("added:"))
    return _whole(old, new)


def _whole(old: str | Markup, new: str | Markup) -> tuple[Markup, Markup]:
    return (
        GONE.format(_("removed:"), old) if old else Markup(),
        COME.format(_("added:"), new) if new else Markup(),
    )


def _marked(runs: Sequence[Run], mark: Markup, said: str) -> Markup:
    return Markup().join(mark.format(said, text) if own else text for own, text in runs)


def photos(listing: Listing, revision: Revision) -> list[PhotoChange]:
    """Photographs that come, those that stand in another place, and those that go."""
    old = {photo.picture_id: place for place, photo in enumerate(listing.pictures, 1)}
    new = {photo.picture_id: place for place, photo in enumerate(revision.pictures, 1)}
    come = [
        _photo(photo, "added", _("New, as photo %(place)s", place=formatters.number(place)))
        for place, photo in enumerate(revision.pictures, 1) if photo.picture_id not in old
    ]  # fmt: skip
    moved = [
        _photo(photo, "changed", _("Photo %(old)s becomes photo %(new)s",
               old=formatters.number(old[photo.picture_id]), new=formatters.number(place)))
        for place, photo in enumerate(revision.pictures, 1)
        if old.get(photo.picture_id, place) != place
    ]  # fmt: skip
    gone = [
        _photo(photo, "removed", _("Removed, was photo %(place)s", place=formatters.number(place)))
        for place, photo in enumerate(listing.pictures, 1) if photo.picture_id not in new
    ]  # fmt: skip
    return come + moved + gone


def _photo(held: ListingPicture | RevisionPicture, kind: str, words: str) -> PhotoChange:
    return PhotoChange(photo_of(held.picture, held.alt_fa, at=OFFICE), kind, words)
