"""A revision's photographs: five at most, in her order. What staff do to them is in the log."""

from typing import Any

from sqlalchemy import func, select

from marketplace.catalogue.content import Content
from marketplace.catalogue.models import Listing, ListingPicture, Revision, RevisionPicture
from marketplace.kernel import actor, clock, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import N_
from marketplace.media import pictures
from marketplace.media.models import Picture

MOST = 5


def add(revision: Revision, picture: Picture) -> RevisionPicture:
    """Put a picture last. Raises DomainError when there are five."""
    locked(Revision, revision.id)
    require_room(revision)
    photo = RevisionPicture(
        revision_id=revision.id,
        picture_id=picture.id,
        picture=picture,
        position=len(revision.pictures) + 1,
    )
    revision.pictures.append(photo)
    revision.saved_at = clock.now()
    session.flush()
    _recorded(revision, photo_count=[photo.position - 1, photo.position])
    return photo


def require_room(revision: Revision) -> None:
    """Raises DomainError when five pictures are there."""
    if len(revision.pictures) >= MOST:
        raise DomainError(
            N_("There are %(most)s photos already. Remove one before adding another."),
            field="photo",
            most=MOST,
        )


def move(revision: Revision, photo_id: int, step: int) -> None:
    """One place earlier (-1) or later (1). Raises NotFound."""
    place = _place(revision, photo_id)
    row = list(revision.pictures)
    other = place + step
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
        _number(revision, row)
        _recorded(revision, photo_place=[place + 1, other + 1])


def remove(revision: Revision, photo_id: int) -> None:
    """Take a picture off; delete it unless something else shows it. Raises NotFound."""
    count = len(revision.pictures)
    _take_off(revision, photo_id)
    _recorded(revision, photo_count=[count, count - 1])


def _take_off(revision: Revision, photo_id: int) -> None:
    photo = revision.pictures[_place(revision, photo_id)]
    revision.pictures.remove(photo)
    _number(revision, list(revision.pictures))
    _discard(photo.picture)


def describe(revision: Revision, photo_id: int, alt_fa: str, alt_en: str) -> None:
    """The words that stand for the picture. Raises NotFound."""
    photo = revision.pictures[_place(revision, photo_id)]
    words = {"alt_fa": [photo.alt_fa, alt_fa], "alt_en": [photo.alt_en, alt_en]}
    photo.alt_fa, photo.alt_en = alt_fa, alt_en
    _recorded(revision, **{name: pair for name, pair in words.items() if pair[0] != pair[1]})


def _recorded(revision: Revision, **changes: list[Any]) -> None:
    """Who of the office changed what on her behalf; what she does herself is her own affair."""
    if changes and actor.current().on_behalf_of is not None:
        eventlog.record("revision", revision.id, "photos_changed", changes=changes)


def clear(revision: Revision) -> None:
    """Take every picture off."""
    for photo in list(revision.pictures):
        _take_off(revision, photo.id)


def suggested_alt(revision: Content, number: int, locale: str) -> str:
    """Words for the photo with this number, from what is known of the piece."""
    if locale == "fa":
        named = "، ".join(part for part in (revision.title_fa, revision.material_fa) if part)
        return named if number == 1 else f"{revision.title_fa}، از نمایی دیگر" if named else ""
    named = ", ".join(part for part in (revision.title_en, revision.material_en) if part)
    return named if number == 1 else f"{revision.title_en}, another view" if named else ""


def copy_from(revision: Revision, source: Listing | Revision) -> None:
    """Begin with the pictures of what is published, or of another revision."""
    for photo in source.pictures:
        revision.pictures.append(
            RevisionPicture(
                position=photo.position,
                picture_id=photo.picture_id,
                picture=photo.picture,
                alt_fa=photo.alt_fa,
                alt_en=photo.alt_en,
            )
        )
    session.flush()


def _place(revision: Revision, photo_id: int) -> int:
    locked(Revision, revision.id)
    places = [place for place, photo in enumerate(revision.pictures) if photo.id == photo_id]
    if not places:
        raise NotFound
    return places[0]


def _number(revision: Revision, photos: list[RevisionPicture]) -> None:
    for position, photo in enumerate(photos, 1):
        photo.position = position
    revision.saved_at = clock.now()
    session.flush()
    session.expire(revision, ["pictures"])


def _discard(picture: Picture) -> None:
    session.flush()
    shown = sum(
        session.scalar(select(func.count()).select_from(table).where(column == picture.id)) or 0
        for table, column in (
            (ListingPicture, ListingPicture.picture_id),
            (RevisionPicture, RevisionPicture.picture_id),
        )
    )
    if not shown and not picture.public:
        pictures.discard(picture)
