"""The database is locked, cut off or full: a page says so, nothing is lost, it goes on after."""

import io
import sqlite3
import threading
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from marketplace.kernel.db import db
from marketplace.orders.models import Basket
from tests.faults.guests import Guest
from tests.support import factories as make
from tests.support.live import LiveServer
from tests.support.outside import Telephone


@pytest.mark.engine("sqlite")
def test_a_locked_database_delays_or_refuses_but_loses_nothing(
    live_server: LiveServer, sms: Telephone
) -> None:
    listing = live_server.play("tests.faults.stage").split()[-1]
    path = live_server.database.url.removeprefix("sqlite:///")
    guest, done = Guest(live_server.url, sms), threading.Event()
    line = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    line.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(4, lambda: (line.execute("ROLLBACK"), done.set()))
    timer.start()
    first = guest.reserve(listing)
    assert done.wait(30)
    line.close()
    assert first or Guest(live_server.url, sms).reserve(listing)
    assert count_orders(live_server) == 1


@pytest.mark.engine("postgresql")
def test_a_database_that_cuts_every_line_is_found_again(
    live_server: LiveServer, sms: Telephone
) -> None:
    cut(live_server, sms, 3)


@pytest.mark.soak
@pytest.mark.engine("postgresql")
def test_a_database_that_cuts_every_line_often_is_found_again(
    live_server: LiveServer, sms: Telephone
) -> None:
    cut(live_server, sms, 60)


def cut(live_server: LiveServer, sms: Telephone, times: int) -> None:
    """End every connection so often, as a restart does; what was told is there, once."""
    listing = live_server.play("tests.faults.stage").split()[-1]
    assert Guest(live_server.url, sms).reserve(listing)
    told = 1
    for _ in range(times):
        engine = sa.create_engine(url_of(live_server), isolation_level="AUTOCOMMIT")
        with engine.connect() as line:
            line.execute(sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ))  # fmt: skip
        engine.dispose()
        told += Guest(live_server.url, sms).reserve(listing)
        told += Guest(live_server.url, sms).reserve(listing)
    assert told > times
    assert count_orders(live_server) == told


@pytest.mark.engine("sqlite")
def test_a_full_disk_is_said_and_survived(client: Any, session: Any) -> None:
    app, form = client.application, {"listing": make.a_live_listing(quantity=9).public_id}
    taken = 0
    with full_disk():
        while (answer := app.test_client().post("/basket/lines", data=form)).status_code == 303:
            taken += 1
            assert taken < 3000, "the disk never became full"
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"]
        assert "Traceback" not in answer.text
        assert client.get("/pieces").status_code == 200
    assert client.post("/basket/lines", data=form).status_code == 303
    session.rollback()
    assert session.query(Basket).count() == taken + 1


class full_disk:  # noqa: N801
    """No page more for SQLite's file until the end of the block."""

    def __enter__(self) -> None:
        db.session.rollback()
        db.engine.dispose()
        event.listen(db.engine, "connect", self._limit)

    def __exit__(self, *_error: object) -> None:
        event.remove(db.engine, "connect", self._limit)
        db.session.rollback()
        db.engine.dispose()

    @staticmethod
    def _limit(line: Any, _record: Any) -> None:
        line.execute("PRAGMA max_page_count = 1")  # SQLite rounds up to what there is


def test_a_full_store_of_pictures_is_said(make_app: Any, session: Any) -> None:
    maker = make.a_maker()
    draft = make.a_draft(maker)
    client = make_app(media_quota=1).test_client()
    make.sign_in_as(client, session.get_one(make.User, maker.members[0].user_id))
    page = client.get(f"/studio/pieces/{draft.listing.public_id}/steps/photos").text
    action = page.split('data-photos="')[1].split('"')[0]

    answer = client.post(action, data={"photo": (io.BytesIO(make.a_jpeg()), "a.jpg")})
    assert answer.status_code == 503
    assert client.get(f"/studio/pieces/{draft.listing.public_id}/check").status_code == 200


def count_orders(server: LiveServer) -> int:
    """Orders in the database."""
    engine = sa.create_engine(url_of(server))
    with engine.connect() as line:
        found = line.execute(sa.text("SELECT count(*) FROM buyer_order")).scalar_one()
    engine.dispose()
    return int(found)


def url_of(server: LiveServer) -> str:
    """The address of its database for SQLAlchemy."""
    return server.database.url.replace("postgresql:", "postgresql+psycopg:")
