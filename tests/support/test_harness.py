"""The harness keeps its promises: clean databases, separate requests, real processes."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text

from tests.support.apps import Make
from tests.support.browser import NewPage
from tests.support.clients import Client
from tests.support.clocks import Clock
from tests.support.live import LiveServer, StartServer
from tests.support.queries import Queries
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from flask import Flask

    from tests.support.apps import Session

BEATS = "SELECT count(*) FROM heartbeat"


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_begins_with_an_empty_database(session: "Session", attempt: int) -> None:
    from marketplace.kernel import heartbeat
    from marketplace.kernel.unit import unit_of_work

    assert session.scalar(text(BEATS)) == 0
    with unit_of_work():
        heartbeat.beat("test")
    assert session.scalar(text(BEATS)) == 1


def test_the_engine_is_the_one_asked_for(session: "Session", engine_name: str) -> None:
    assert session.get_bind().dialect.name == engine_name


def test_the_schema_comes_from_the_migrations(session: "Session") -> None:
    assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_request_shares_nothing_with_the_test(client: Client, session: "Session") -> None:
    session.info["mine"] = True
    assert client.get("/healthz").status_code == 200
    assert session.info["mine"]


def test_another_application_leaves_no_trace(app: "Flask", make_app: Make) -> None:
    other = make_app(max_upload=10)
    assert other.config["MAX_CONTENT_LENGTH"] == 10
    assert app.config["MAX_CONTENT_LENGTH"] > 10


def test_the_clock_stands_and_moves(clock: Clock) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clock.set(noon)
    clock.advance(days=2)
    assert clock.now() == noon + timedelta(days=2)


def test_queries_are_counted(session: "Session", queries: Queries) -> None:
    session.scalar(text(BEATS))
    assert queries.count == 1, queries.statements


def _refuses(url: str) -> bool:
    """Whether nothing listens any more; a dying process still cuts a caller off."""
    try:
        httpx.get(url + "/healthz")
    except httpx.ConnectError:
        return True
    except httpx.TransportError:
        return False
    return False


def test_the_server_runs_and_starts_again_after_a_crash(live_server: LiveServer) -> None:
    live_server.stop_web(how=9)
    eventually(lambda: _refuses(live_server.url), 10)
    with pytest.raises(httpx.ConnectError):
        httpx.get(live_server.url + "/healthz")
    live_server.start()
    assert httpx.get(live_server.url + "/healthz").status_code == 200


@pytest.mark.browser
@pytest.mark.engine("sqlite")
def test_the_browser_reaches_loopback_only(start_server: StartServer, new_page: NewPage) -> None:
    from playwright.sync_api import Error

    page = new_page()
    response = page.goto(start_server().url + "/healthz")
    assert response
    assert response.ok
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
