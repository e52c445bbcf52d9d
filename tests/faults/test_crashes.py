"""Killed in the middle of work: what was confirmed to a buyer exists, and the holds agree."""

import random
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from tests.faults.guests import Guest
from tests.support.live import LiveServer, StartServer
from tests.support.outside import Telephone
from tests.support.waiting import eventually

TOGETHER = 4  # guests at the same time


def guests_try(server: LiveServer, sms: Telephone, listing: str) -> list[Guest]:
    """Start guests on threads of their own; kill web or worker while they reserve."""
    guests = [Guest(server.url, sms) for _ in range(TOGETHER)]
    threads = [threading.Thread(target=one.reserve, args=(listing,)) for one in guests]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(0.2, 3))
    random.choice([server.stop_web, server.stop_worker])(9)
    server.start()
    for thread in threads:
        thread.join(120)
    return guests


def rows(server: LiveServer, query: str) -> Sequence[Any]:
    """Read the database past all of the shop's code."""
    engine = sa.create_engine(server.database.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as line:
        found = line.execute(sa.text(query)).all()
    engine.dispose()
    return found


def crash(server: LiveServer, sms: Telephone, times: int) -> None:
    """Kill it so often; afterwards everything that was promised is there, once."""
    listing = server.play("tests.faults.stage").split()[-1]
    guests = [one for _ in range(times) for one in guests_try(server, sms, listing)]
    assert Guest(server.url, sms).reserve(listing)
    confirmed = [one.mobile for one in guests if one.told]
    kept = [row.mobile for row in rows(server, "SELECT mobile FROM buyer_order")]
    assert set(confirmed) <= set(kept)
    assert len(kept) == len(set(kept))
    ((held, quantity),) = rows(server, "SELECT sum(held), sum(quantity) FROM lot")
    ((under_hold,),) = rows(server, "SELECT sum(quantity) FROM hold")
    assert (held, quantity) == (under_hold, 500)
    assert held == len(kept)
    every_message_is_there(server)


def every_message_is_there(server: LiveServer) -> None:
    """No message vanished: each went out, or is an attempt whose outcome staff are shown."""
    waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting' AND attempts = 0"
    eventually(lambda: rows(server, waiting)[0][0] == 0, 120)
    silent = rows(
        server,
        "SELECT mobile FROM buyer_order WHERE id NOT IN (SELECT subject_id FROM message"
        " WHERE subject_kind = 'order' AND template = 'order_placed')",
    )
    assert silent == []


def test_what_was_confirmed_survives_a_crash(live_server: LiveServer, sms: Telephone) -> None:
    crash(live_server, sms, 3)


@pytest.mark.soak
def test_what_was_confirmed_survives_a_hundred_crashes(
    start_server: StartServer, sms: Telephone
) -> None:
    crash(start_server(CODES_PER_ADDRESS="100000"), sms, 100)
