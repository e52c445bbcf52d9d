"""Copied while people buy, and killed in the middle of copying."""

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.media import storage
from marketplace.media.models import Picture
from marketplace.orders import checkout
from marketplace.orders.models import Basket, Order
from marketplace.stock.models import Hold, Lot
from tests.races.rivals import patiently
from tests.support import factories as make

ROOT = Path(__file__).parents[2]
ORDERS, WEIGHT = 40, 120_000_000  # bytes of one heavy file, so that copying takes its time


@pytest.fixture
def start(house, settings):
    """Start the real command beside the shop; Ctrl-C reaches it even when it does not reach us."""
    environ = os.environ | {
        "DATABASE_URL": settings.database_url,
        "VAR_DIR": str(settings.var_dir),
        "SECRET_KEY": settings.secret_key,
        "BACKUP_KEY": "a key that is long enough",
    }

    def begin(file):
        return subprocess.Popen(
            [sys.executable, "-m", "marketplace", "backup", str(file)],
            cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip

    return begin


@pytest.fixture
def heavy(house, session):
    """A picture whose file is large."""
    key = make.a_picture().key
    session.rollback()
    with storage.pictures.path(key, "original.jpg").open("r+b") as file:
        file.truncate(WEIGHT)


def confirm(basket_id: int, seen: tuple[int, str]) -> str:
    with unit_of_work():
        basket = database.get_one(Basket, basket_id)
        return checkout.confirm(basket, "123456", *seen, "a browser", "fa").code


def test_orders_go_on_and_none_arrives_half(house, start, heavy, session, elsewhere, tmp_path):
    listing = make.a_live_listing(kind="stocked", quantity=ORDERS)
    with unit_of_work():
        baskets = [make.a_basket(listing) for _ in range(ORDERS)]
        for basket in baskets:
            make.a_code_for(basket.mobile)
        waiting = [(basket.id, make.seen(basket)) for basket in baskets]
    session.rollback()
    placed, slowest, running = [], 0.0, start(tmp_path / "one")

    def sell() -> None:
        nonlocal slowest
        with house.app.app_context():
            for basket_id, seen in waiting:
                started = time.monotonic()
                placed.append(patiently(partial(confirm, basket_id, seen)))
                slowest = max(slowest, time.monotonic() - started)
                time.sleep(0.1)

    seller = threading.Thread(target=sell)
    seller.start()
    said = running.communicate(timeout=120)[0]
    assert running.returncode == 0, said
    before = len(placed)
    seller.join(120)
    assert all(isinstance(one, str) for one in placed), placed
    assert before > 3, "nothing was sold while the copy was made"
    assert slowest < 5

    there = elsewhere(backup_key="a key that is long enough")
    assert "differed for 0 vendors and 0 listings" in there.must("restore", str(tmp_path / "one"))
    with there.app.app_context():
        orders = database.scalars(select(Order)).all()
        assert len(orders) <= before
        assert {order.code for order in orders} <= set(placed)
        for order in orders:
            (part,) = order.vendor_orders
            assert order.total == part.total == sum(line.unit_price for line in part.lines)
        lot = database.scalars(select(Lot).where(Lot.held > 0)).first()
        held = sum(hold.quantity for hold in database.scalars(select(Hold)))
        assert held == len(orders) == (lot.held if lot else 0)
        for picture in database.scalars(select(Picture)):
            assert storage.pictures.path(picture.key, "original.jpg").is_file()


def test_killed_in_the_middle_it_leaves_no_archive_and_the_next_one_works(
    house, start, heavy, settings, tmp_path
):
    target = tmp_path / "copies" / "one"
    part = target.with_name(".one.part")
    running = start(target)
    while not (part.exists() and part.stat().st_size > 2_000_000):
        assert running.poll() is None, running.communicate()
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    assert not target.exists()
    assert part.exists()

    again = start(target)
    assert "Encrypted." in again.communicate(timeout=120)[0]
    assert [path.name for path in target.parent.iterdir()] == ["one"]
    assert not (settings.var_dir / "backup-work").exists()


def test_asked_to_stop_it_takes_its_beginning_away(house, start, heavy, tmp_path):
    target = tmp_path / "copies" / "one"
    running = start(target)
    while not target.with_name(".one.part").exists():
        assert running.poll() is None, running.communicate()
        time.sleep(0.002)
    running.send_signal(signal.SIGINT)
    running.wait(30)
    assert list(target.parent.iterdir()) == []
