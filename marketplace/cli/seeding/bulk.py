"""Any number of synthetic listings for benchmarks, the same ones for the same number."""

from typing import Any

from sqlalchemy import func, select, text

from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.cli.seeding import bulk_rows, demo, makers, office, pictures
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline
from marketplace.discovery import entries
from marketplace.discovery.models import SearchWord
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import Base, db, session
from marketplace.kernel.filling import fill, indexed_after
from marketplace.kernel.unit import unit_of_work
from marketplace.stock.models import Lot

CHUNK = 1000
EACH = 125  # listings a maker
FEWEST, MOST = 8, 250  # makers
POOL = ("k1", "k2", "k6", "k7", "j1", "j3", "c1", "c3", "h1", "b1", "s1", "y2")
FILLED: tuple[type[Base], ...] = (Listing, Lot, ListingPicture, ListingAttribute, SearchWord)


def seed_many(count: int) -> None:
    """Add so many listings, made to be found, filtered and sold; one in ten is sold."""
    with acting(SYSTEM):
        cast = Cast()
        fresh = demo.empty()
        if fresh:
            cast.photos = pictures.look_at(list(POOL))
        hashed = office.hashed_password() if fresh else ""
        with unit_of_work():
            if fresh:
                _open(cast, hashed, max(FEWEST, min(MOST, count // EACH)))
            _write(count)
        _settle()
        demo.finish()


def _open(cast: Cast, hashed: str, size: int) -> None:
    """The office, its crafts, so many makers and the pictures that all listings share."""
    timeline = Timeline(clock.now())
    timeline.add("100d 09:00", office.open_office, cast, hashed)
    makers.invite(cast, timeline, [_maker(number) for number in range(size)])
    timeline.play()
    for name in POOL:
        pictures.store(cast, name, None).public = True


def _maker(number: int) -> dict[str, Any]:
    """One of the demo's makers again, under a name of her own."""
    rows = read("makers")["makers"]
    row: dict[str, Any] = rows[number % len(rows)]
    turn = number // len(rows) + 1
    return row | {
        "key": f"maker-{number}", "mobile": f"0900001{number:04}", "portrait": None,
        "alias_fa": f"{row['alias_fa']} {turn}", "alias_en": f"{row['alias_en']} {turn}",
    }  # fmt: skip


def _write(count: int) -> None:
    before = session.scalar(select(func.count()).select_from(Listing)) or 0
    if before >= count:
        _fill(count, before)
    else:
        with indexed_after(*FILLED):
            _fill(count, before)


def _fill(count: int, before: int) -> None:
    first = (session.scalar(select(func.max(Listing.id))) or 0) + 1
    made = bulk_rows.Rows(count, before)
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        for model, names, rows in made.of(numbers, first):
            fill(model, names, rows)
    _count_on()
    entries.rebuild()


def _count_on() -> None:
    """The next listing's number follows those that were written with their own."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("listing", "id")
        session.execute(select(func.setval(sequence, func.max(Listing.id))))


def _settle() -> None:
    """What PostgreSQL does by itself within minutes: until its planner knows the tables it takes
    longer ways, and until they are swept it looks up in the table what stands in the index."""
    session.rollback()
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    if engine.dialect.name == "postgresql":
        with engine.connect() as line:
            line.execute(text("VACUUM (ANALYZE)"))
