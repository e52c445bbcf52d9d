"""What the pages of an import show, read without reading all of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from marketplace.catalogue.imports import columns, keeping, states
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
from marketplace.kernel.db import locked, session
from marketplace.kernel.text import fold
from marketplace.vendors.models import Vendor

CHANGES = ("wrong", "new", "changed", "unchanged")


def of(vendor_id: int, limit: int = 20) -> Sequence[Import]:
    """A maker's imports, newest first."""
    mine = select(Import).filter_by(vendor_id=vendor_id).order_by(Import.id.desc())
    return session.scalars(mine.limit(limit)).all()


def counts(table: Import) -> dict[str, int]:
    """How many lines would do what."""
    query = select(ImportLine.change, func.count()).filter_by(import_id=table.id)
    found = {row[0]: row[1] for row in session.execute(query.group_by(ImportLine.change))}
    return {change: found.get(change, 0) for change in CHANGES}


def outcomes(table: Import) -> dict[str, int]:
    """How many lines become, or became, what; see outcomes.py."""
    query = select(ImportLine.outcome, func.count()).filter_by(import_id=table.id)
    found = session.execute(query.group_by(ImportLine.outcome))
    return {row[0]: row[1] for row in found if row[0]}


def doubtful(table: Import) -> Sequence[int]:
    """The numbers of the lines whose price is to be asked about."""
    mine = select(ImportLine.number).filter_by(import_id=table.id)
    return session.scalars(mine.where(ImportLine.doubt > 0).order_by(ImportLine.number)).all()


def lines(table: Import, change: str, page: int, size: int) -> Sequence[ImportLine]:
    """One page of the lines that would do this."""
    mine = select(ImportLine).filter_by(import_id=table.id, change=change)
    here = mine.order_by(ImportLine.number).offset((page - 1) * size).limit(size)
    return session.scalars(here).all()


def photo_names(table: Import) -> tuple[dict[str, str], set[str]]:
    """The photos that lines name, by their folded names, and which of them came."""
    named: dict[str, str] = {}
    typed = select(ImportLine.typed).filter_by(import_id=table.id)
    for cells in session.scalars(typed):
        named |= {fold(name): name for name in columns.photo_names(cells.get("photos", ""))}
    came = session.scalars(select(ImportPhoto.name).filter_by(import_id=table.id))
    return named, set(came)


def forget(before: datetime, limit: int) -> int:
    """Let go of the lines of imports begun before then; one that still waits is thrown away."""
    old = select(Import).where(
        Import.created_at < before,
        select(ImportLine.id).where(ImportLine.import_id == Import.id).exists(),
    )  # fmt: skip
    found = session.scalars(old.order_by(Import.id).limit(max(1, limit // 100))).all()
    for table in found:
        locked(Vendor, table.vendor_id)
        if locked(Import, table.id).state in states.OPEN:
            states.machine.fire(table, "abandon")
        keeping.clear(table)
    return len(found)
