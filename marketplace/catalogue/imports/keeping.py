"""From a sent table to an import that is looked at and mended until it is right."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from marketplace.catalogue.imports import checking, states
from marketplace.catalogue.imports.columns import every
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.catalogue.imports.sheets import LONGEST_CELL, Table
from marketplace.catalogue.imports.wanted import Wanted
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import ListingPicture, RevisionPicture
from marketplace.kernel import ids
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.media import pictures
from marketplace.media.models import Picture
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor

MOST_OPEN = 5  # imports of one maker that wait


def start(vendor: Vendor, table: Table, file_name: str, words: Words) -> Import:
    """Keep a table that was read, and look at every line. Raises DomainError."""
    hold(vendor.id)
    waiting = select(func.count()).select_from(Import).where(
        Import.vendor_id == vendor.id, Import.state.in_(states.OPEN)
    )  # fmt: skip
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise DomainError(
            N_("%(most)s tables wait already. Finish one or throw it away first."),
            field="table", most=MOST_OPEN,
        )  # fmt: skip
    begun = Import(
        public_id=ids.public_id(), vendor_id=vendor.id, file_name=file_name[:120],
        columns=table.columns, unknown=table.unknown,
    )  # fmt: skip
    states.machine.born(begun, changes={"lines": [None, len(table.lines)]})
    lines = [
        ImportLine(import_id=begun.id, number=number, typed=typed, change="wrong")
        for number, typed in table.lines
    ]
    session.add_all(lines)
    _settle(begun, lines, words)
    return begun


def mend(table: Import, typed: Mapping[int, Mapping[str, str]], words: Words) -> None:
    """Keep what was typed anew, by line and column, and look again. Raises WrongState."""
    _hold(table)
    lines, known = lines_of(table), every(words)
    for line in lines:
        if new := typed.get(line.id):
            cells = {key: text[:LONGEST_CELL].strip() for key, text in new.items()}
            kept = line.typed | {key: text for key, text in cells.items() if key in known}
            line.typed = {key: text for key, text in kept.items() if text}
    _settle(table, lines, words)


def leave_out(table: Import, line_id: int, words: Words) -> None:
    """Take one line out. Raises WrongState."""
    _hold(table)
    session.execute(delete(ImportLine).filter_by(import_id=table.id, id=line_id))
    _settle(table, lines_of(table), words)


def look_again(table: Import, words: Words) -> list[Wanted]:
    """Every line against how things are now. The caller holds the import."""
    return _settle(table, lines_of(table), words)


def take_photos(table: Import, kept: Mapping[str, pictures.Kept], words: Words) -> int:
    """Give photos their names; one that came before under a name gives way. Returns how many."""
    _hold(table)
    came = {
        one.name: one for one in session.scalars(select(ImportPhoto).filter_by(import_id=table.id))
    }
    for name, photo in kept.items():
        picture = pictures.store(photo, None)
        if (old := came.get(name)) is not None:
            _drop(old.picture_id, old, picture)
        else:
            session.add(ImportPhoto(import_id=table.id, name=name, picture_id=picture.id))
    session.flush()
    _settle(table, lines_of(table), words)
    return len(kept)


def _drop(picture_id: int, place: ImportPhoto, newer: Picture) -> None:
    place.picture_id = newer.id
    session.flush()
    pictures.discard(session.get_one(Picture, picture_id))


def abandon(table: Import) -> None:
    """Throw the lines and the unused photos away; that it was there stays. Raises WrongState."""
    _hold(table)
    states.machine.fire(table, "abandon")
    clear(table)


def clear(table: Import) -> None:
    """Forget the lines, and the photos that no piece took."""
    session.execute(delete(ImportLine).filter_by(import_id=table.id))
    clear_photos(table)


def clear_photos(table: Import) -> None:
    """Forget the names of photos, and those that no piece took."""
    for photo in session.scalars(select(ImportPhoto).filter_by(import_id=table.id)).all():
        picture = session.get_one(Picture, photo.picture_id)
        session.delete(photo)
        session.flush()
        if not in_use(picture.id):
            pictures.discard(picture)


def in_use(picture_id: int) -> bool:
    """Whether a piece shows it."""
    return any(
        session.scalar(select(func.count()).select_from(one).filter_by(picture_id=picture_id))
        for one in (ListingPicture, RevisionPicture)
    )


def lines_of(table: Import) -> Sequence[ImportLine]:
    """Every line in the file's order."""
    mine = select(ImportLine).filter_by(import_id=table.id).order_by(ImportLine.number)
    return session.scalars(mine).all()


def _hold(table: Import) -> None:
    """The maker's row, then the import's; only one that waits may be changed."""
    locked(Vendor, table.vendor_id)
    if locked(Import, table.id).state not in states.OPEN:
        raise WrongState(N_("This table was taken over or thrown away meanwhile."))


def _settle(table: Import, lines: Sequence[ImportLine], words: Words) -> list[Wanted]:
    wanted = checking.check(table, lines, words)
    session.flush()
    right = bool(lines) and not any(line.problems for line in lines)
    if right and table.state == "uploaded":
        states.machine.fire(table, "settle")
    elif not right and table.state == "ready":
        states.machine.fire(table, "reopen")
    return wanted
