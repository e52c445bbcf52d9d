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
        if name == rows.ATTRIBUTES:
            found += _attributes(listing, revision)
        elif name != "photo":
            old, new = rows.value_of(listing, name), rows.value_of(revision, name)
            if old != new:
                found.append(_difference(_(label), old, new, _sides(listing, revision, name)))
    return found


def _difference(
    label: str, old: str | Markup, new: str | Markup, sides: tuple[Markup, Markup]
) -> Difference:
    kind = _("Changed") if old and new else _("Added") if new else _("Removed")
    return Difference(label, kind, *sides)


def _attributes(listing: Listing, revision: Revision) -> list[Difference]:
    """The answers that differ; texts in each language."""
    both = (*answers.shown_of(listing), *answers.shown_of(revision))
    found = []
    for attribute in {attribute.id: attribute for attribute, _answer in both}.values():
        label = formatters.local(attribute, "name")
        old, new = (one.attributes.get(str(attribute.id)) for one in (listing, revision))
        if old == new:
            continue
        if attribute.kind != "text":
            before, after = (rows.answer_words(attribute, one) for one in (old, new))
            found.append(_difference(label, before, after, _whole(before, after)))
            continue
        for locale, name in (("fa", label), ("en", _("%(name)s in English", name=label))):
            left, right = ((one or {}).get(locale, "") for one in (old, new))
            if left != right:
                found.append(_difference(name, left, right, _words(left, right)))
    return found


def _sides(listing: Listing, revision: Revision, name: str) -> tuple[Markup, Markup]:
    """Both sides marked: words one by one, any other value whole."""
    old, new = rows.value_of(listing, name), rows.value_of(revision, name)
    if rows.is_text(name) and (getattr(revision, name) or not new):
        return _words(getattr(listing, name), getattr(revision, name))
    return _whole(old, new)


def _words(old: str, new: str) -> tuple[Markup, Markup]:
    left, right = differing(old, new)
    return _marked(left, GONE, _("removed:")), _marked(right, COME, _("added:"))


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
