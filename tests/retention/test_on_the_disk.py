"""Whoever reads the disk itself finds nobody who was erased: neither in the database's free places
nor in its journal, nor in any other file of the shop."""

from pathlib import Path

import pytest
from flask import Flask

from marketplace.kernel import traces
from marketplace.kernel.db import db, session as database
from tests.retention.test_night import MOBILE, NAME, a_closed_order, tonight
from tests.support.clocks import Clock

HERS = [NAME, MOBILE, MOBILE[-10:]]


def holding(app: Flask) -> list[str]:
    """The shop's files in whose bytes something of hers stands."""
    shop = Path(str(db.engine.url.database))
    files = [*shop.parent.glob(f"{shop.name}*"), *app.extensions["settings"].var_dir.rglob("*")]
    return [
        path.name for path in files
        if path.is_file() and any(word.encode() in path.read_bytes() for word in HERS)
    ]  # fmt: skip


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
