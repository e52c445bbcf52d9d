"""How many statements each row sends to the database, counted in this process."""

import io
from collections.abc import Collection
from contextlib import redirect_stderr
from typing import Any

from bench import walks
from bench.client import Client
from bench.online import accept
from bench.shop import Sms
from bench.walks.scene import Places, Scene


class _Inside(Client):
    """The same walks against the application itself."""

    def __init__(self, app: Any) -> None:
        self._client = app.test_client()
        self._seated = False

    def forget(self) -> None:
        for cookie in list(self._client._cookies.values()):
            self._client.delete_cookie(cookie.key, domain=cookie.domain, path=cookie.path)

    def sign_in(self, path: str, **who: str) -> None:
        if not self._seated:
            self.post(path, **who)
        self._seated = True

    def leave(self, path: str, **fields: str) -> str:
        answer = self._client.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.location, f"{path}: {answer.status}"
        return str(answer.location)

    def _follow(self, method: str, path: str, body: bytes | None) -> bytes:
        answer = self._client.open(
            path, method=method, data=body, follow_redirects=True,
            content_type="application/x-www-form-urlencoded" if body is not None else None,
            headers={"Sec-Fetch-Site": "same-origin"},
        )  # fmt: skip
        assert answer.status_code < 400, f"{method} {path}: {answer.status}"
        data: bytes = answer.data
        return data


def count(places: Places, sms: Sms, names: Collection[str]) -> dict[str, int]:
    """Statements by row; BEGIN and COMMIT are not counted, nor is what the worker sends."""
    from sqlalchemy import event

    from marketplace import create_app
    from marketplace.kernel import outbox
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import db

    with redirect_stderr(io.StringIO()):  # one line a request would hide the table
        app = create_app()
    seen: list[str] = []
    paused: list[bool] = []

    def add(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if not paused and not statement.startswith("BEGIN"):
            seen.append(statement)

    def codes(mobile: str) -> str:
        paused.append(True)
        with app.app_context(), acting(SYSTEM):
            outbox.drain()
        paused.clear()
        return sms.code(mobile)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", add)
    found = {}
    client = _Inside(app)

    def answer(token: str) -> None:
        paused.append(True)
        accept(token)
        paused.clear()

    scene = Scene(places, codes, answer)
    for name in names:
        walk = walks.EVERY[name]
        walk(client, scene)
        seen.clear()
        walk(client, scene)
        found[name] = 0 if name == "bare" else len(seen)
    with app.app_context():
        db.engine.dispose()
    return found
