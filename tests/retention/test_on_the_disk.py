"""Whoever reads the disk itself finds nobody who was erased: neither in the database's free places
nor in its journal, nor in any other file of the shop."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask

from marketplace.kernel import traces
from marketplace.kernel.db import db, session as database
from tests.retention import leaving
from tests.retention.test_night import MOBILE, NAME, a_closed_order, tonight
from tests.retention.test_one_person import STREET, WORDS, erase, everything_of_hers
from tests.support.clocks import Clock

HERS = [NAME, MOBILE, MOBILE[-10:], WORDS, STREET]


def holding(app: Flask, hers: Iterable[str] = HERS) -> list[str]:
    """The shop's files in whose bytes something of hers stands. Another process reads them: one
    that opens and closes a file loses all the locks that its own SQLite has on it."""
    shop = Path(str(db.engine.url.database))
    found = [*shop.parent.glob(f"{shop.name}*"), *app.extensions["settings"].var_dir.rglob("*")]
    files = [str(path) for path in found if path.is_file()]
    words = [option for word in hers for option in ("-e", word)]
    told = subprocess.run(
        ["grep", "-laF", *words, "--", *files], capture_output=True, text=True, check=False
    )
    assert told.returncode in (0, 1), told.stderr
    return [Path(line).name for line in told.stdout.splitlines()]


def kept(var: Path) -> set[Path]:
    """Every picture and paper there is."""
    return {
        path
        for folder in ("media", "documents")
        for path in (var / folder).rglob("*.*" if folder == "media" else "sealed")
        if path.is_file()
    }


@pytest.mark.engine("sqlite")
def test_an_erased_buyer_is_gone_from_the_disk(app: Flask, clock: Clock) -> None:
    clock.set(clock.now().replace(hour=8, minute=30))
    with app.app_context():
        a_closed_order()
        database.rollback()
        traces.wipe()
        assert holding(app) == ["shop.db"], "her order was moved from the journal into the file"
        tonight(clock, 181)
        database.rollback()
        assert holding(app) == []


@pytest.mark.engine("sqlite")
def test_whoever_asked_for_it_is_gone_from_the_disk_at_once(
    app: Flask, clock: Clock, worker: Callable[[], object]
) -> None:
    pictures = app.extensions["settings"].var_dir / "documents"
    others = set(pictures.rglob("sealed"))
    with app.app_context():
        everything_of_hers()
        database.rollback()
        traces.wipe()
        assert holding(app) == ["shop.db"]
        assert len(set(pictures.rglob("sealed")) - others) == 2
        erase()
        database.rollback()
        assert holding(app) == []
        clock.advance(hours=2)
        worker()
        assert set(pictures.rglob("sealed")) <= others


@pytest.mark.engine("sqlite")
def test_an_erased_maker_is_gone_from_the_disk_with_her_pictures(
    app: Flask, clock: Clock, worker: Callable[[], object]
) -> None:
    var = app.extensions["settings"].var_dir
    others = kept(var)
    with app.app_context():
        _vendor, user, _order = leaving.a_settled_maker()
        hers = [way for word in (*leaving.HERS, user.mobile) for way in leaving.spelt(word)]
        worker()
        database.rollback()
        traces.wipe()
        assert holding(app, hers) == ["shop.db"]
        assert {path.name for path in kept(var) - others} >= {"original.jpg", "240.webp", "sealed"}
        leaving.erase(user)
        database.rollback()
        assert holding(app, hers) == []
        clock.advance(hours=2)
        worker()
        assert kept(var) <= others
