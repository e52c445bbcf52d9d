"""Is the process up; may it be given requests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from marketplace.kernel.db import session as database


def test_a_process_that_answers_is_up(client: Any, make_app: Any, tmp_path: Path) -> None:
    assert client.get("/healthz").json == {"ok": True}
    away = make_app(database_url=f"sqlite:///{tmp_path}").test_client()  # no database
    assert away.get("/healthz").status_code == 200
    assert away.get("/readyz").status_code == 503


def test_ready_means_database_migrations_and_a_living_worker(
    client: Any, session: Any, worker: Callable[[], None], clock: Any
) -> None:
    assert client.get("/readyz").json["checks"]["worker"] is False
    worker()
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json
    assert all(answer.json["checks"].values())
    clock.advance(hours=1)
    assert client.get("/readyz").status_code == 503


def test_a_database_behind_its_migrations_is_not_ready(
    client: Any, session: Any, worker: Callable[[], None], monkeypatch: Any
) -> None:
    worker()
    from marketplace.web import health

    monkeypatch.setattr(health, "_at_head", lambda: False)
    assert client.get("/readyz").status_code == 503
    database.rollback()
