"""A change is confirmed only when no process shows the old page any more."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.catalogue import listings, revisions
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, preferences
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import decisions
from marketplace.vendors.models import Vendor
from tests.support import factories

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """One of the other web processes."""

    def __init__(self, settings, var):
        environ = os.environ | {
            "MODE": "demo", "DATABASE_URL": settings.database_url, "VAR_DIR": str(var),
            "SECRET_KEY": settings.secret_key, "PUBLIC_URL": settings.public_url,
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.races.pages_elsewhere"], cwd=ROOT, env=environ, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait(self):
        assert self._process.stdout.readline() == "ready\n"

    def see(self, path):
        """(statements, status, text) of the page there."""
        self._process.stdin.write(path + "\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))

    def end(self):
        self._process.stdin.close()
        self._process.wait(20)


@pytest.fixture
def others(app, settings, tmp_path):
    found = [Elsewhere(settings, tmp_path / str(number)) for number in range(3)]
    for one in found:
        one.wait()
    yield found
    for one in found:
        one.end()


def test_no_process_shows_the_old_page_after_the_change(session, others):
    piece = factories.a_live_listing(title_fa="گلیم یکتا")
    key, path = piece.id, f"/i/{piece.public_id}"
    changes = (
        lambda mine: listings.quick_price(mine, Money(1_230_000)),
        lambda mine: factories.an_order(mine),
        lambda _mine: preferences.change(bazaar_name_fa="کاروانسرای نو"),
        lambda mine: decisions.suspend(session.get_one(Vendor, mine.vendor_id), "بررسی"),
    )
    for change in changes:
        old = [one.see(path)[1:] for one in others]
        for one, page in zip(others, old, strict=True):
            assert one.see("/pieces")[1] == 200
            assert one.see("/pieces")[0] == 0, "kept"
            assert one.see(path)[1:] == page
        with unit_of_work():
            change(session.get_one(Listing, key))
        session.rollback()
        for one, page in zip(others, old, strict=True):
            statements, *new = one.see(path)
            assert statements > 0
            assert tuple(new) != page
    for one in others:
        assert one.see(path)[1] == 404
        assert "گلیم یکتا" not in one.see("/pieces")[2]


def _edit(mine):
    revision = revisions.open_revision(mine)
    revisions.save(revision, {"title_fa": "گلیم بازنوشته"})
    revisions.submit(revision)
    revisions.approve(revision)


def test_what_is_edited_sold_or_ends_by_time_is_seen_by_every_process(session, others):
    maker = factories.a_maker()
    edited, sold, ending = (
        factories.a_live_listing(maker, title_fa=f"گلیم {name}") for name in ("یک", "دو", "سه")
    )
    for piece, change in ((edited, _edit), (sold, listings.sell_out)):
        key, path = piece.id, f"/i/{piece.public_id}"
        old = [one.see(path)[2] for one in others]
        assert [one.see("/pieces")[1] for one in others] == [200] * len(others)
        with unit_of_work():
            change(session.get_one(Listing, key))
        session.rollback()
        for one, page in zip(others, old, strict=True):
            assert one.see(path)[2] != page
    for one in others:
        assert "گلیم بازنوشته" in one.see("/pieces")[2]
        assert "گلیم دو" not in one.see("/pieces")[2]
    key, until = ending.id, clock.now() + timedelta(seconds=4)
    with unit_of_work():
        session.get_one(Listing, key).sellable_until = until
    session.rollback()
    assert all("گلیم سه" in one.see("/pieces")[2] for one in others)
    assert clock.now() < until, "this machine is too slow for the test"
    time.sleep((until - clock.now()).total_seconds())
    assert all("گلیم سه" not in one.see("/pieces")[2] for one in others)
