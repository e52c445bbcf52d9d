"""The database server stops in the middle of work and starts again: the shop finds it by itself."""

import shutil
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
import sqlalchemy as sa

from tests.faults.guests import OURS, Guest
from tests.support import databases
from tests.support.live import LiveServer
from tests.support.outside import Telephone
from tests.support.waiting import eventually
from tools.postgres import Postgres, scratch_folder


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this test's own, migrated."""
    server = Postgres(scratch_folder("caravanserai-restart-"), synchronous_commit="on").start()
    databases.migrate(server.url)
    yield server
    server.stop(kill=True)
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.mark.engine("postgresql")
def test_a_database_server_that_stops_is_waited_for_and_found_again(
    postgres: Postgres, start_server: Callable[..., LiveServer], sms: Telephone
) -> None:
    shop = start_server(DATABASE_URL=postgres.url)
    listing = shop.play("tests.faults.stage").split()[-1]
    assert Guest(shop.url, sms).reserve(listing)
    web, worker = processes(shop)

    postgres.stop(kill=True)
    with httpx.Client(base_url=shop.url, headers=OURS, timeout=60) as visitor:
        for page in ("/", "/pieces", "/en/makers", "/order"):
            assert_waits(visitor.get(page))
        assert_waits(visitor.post("/basket/lines", data={"listing": listing}))
        assert visitor.get("/healthz").status_code == 200
        assert visitor.get("/readyz").json() == {"ready": False, "checks": {"database": False}}
    assert not Guest(shop.url, sms).reserve(listing)
    time.sleep(2)  # the worker tries, too
    postgres.start()

    eventually(lambda: httpx.get(shop.url + "/pieces").status_code == 200, 30)
    assert Guest(shop.url, sms).reserve(listing), "the code came by the worker"
    eventually(lambda: httpx.get(shop.url + "/readyz").json()["ready"], 90)
    assert orders(postgres) == 2
    assert processes(shop) == (web, worker)


def assert_waits(answer: httpx.Response) -> None:
    """The page that says: in a moment."""
    assert answer.status_code == 503, answer.url
    assert int(answer.headers["Retry-After"]) > 0
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text


def processes(shop: LiveServer) -> tuple[int, int]:
    """The two processes, which must run."""
    assert shop.web
    assert shop.web.poll() is None
    assert shop.worker
    assert shop.worker.poll() is None
    return shop.web.pid, shop.worker.pid


def orders(postgres: Postgres) -> int:
    """Orders in the database."""
    engine = sa.create_engine(postgres.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as line:
        found = line.execute(sa.text("SELECT count(*) FROM buyer_order")).scalar_one()
    engine.dispose()
    return int(found)
