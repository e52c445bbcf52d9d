"""The shop as people run it: granian with two workers and the worker process, on loopback."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support import databases, quiet
from tests.support.databases import Database
from tests.support.outside import PostOffice, Telephone
from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]
_numbers = itertools.count(1)
StartServer = Callable[..., "LiveServer"]


class LiveServer:
    """Two processes on a database of their own; `url` has no slash at its end."""

    def __init__(
        self, database: Database, var: Path, sms: Telephone, smtp: PostOffice, **environ: str
    ) -> None:
        self.database = database
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = quiet.listen(var / "server.log")
        self.environ = {
            "MODE": "demo", "HOST": "127.0.0.1", "PORT": str(self.port), "PUBLIC_URL": self.url,
            "DATABASE_URL": database.url, "VAR_DIR": str(var), "DEMO_PHONE": "1",
            "WEB_WORKERS": "2",
            "SECRET_KEY": "a secret for tests, 32 letters or more", "SMS_URL": sms.url,
            "SMS_KEY": sms.key, "SMTP_URL": smtp.url, "MAIL_FROM": "office@example.org",
        } | environ  # fmt: skip
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self) -> "LiveServer":
        """Start what does not run, and wait until pages are answered."""
        from marketplace.cli.serve import web_command, worker_command
        from marketplace.settings import Settings

        self.var.mkdir(parents=True, exist_ok=True)
        self.web = self.web or self._spawn(web_command(Settings.from_environ(self.environ)))
        self.worker = self.worker or self._spawn(worker_command())
        eventually(self._answers, 60)
        return self

    def stop_web(self, how: int = signal.SIGTERM) -> None:
        """End the web processes: politely, or with SIGKILL as a crash does."""
        self.web = _end(self.web, how)

    def stop_worker(self, how: int = signal.SIGTERM) -> None:
        """End the worker process: politely, or with SIGKILL as a crash does."""
        self.worker = _end(self.worker, how)

    def stop(self) -> None:
        """End both at once."""
        self.stop_web(signal.SIGKILL)
        self.stop_worker(signal.SIGKILL)

    def run(self, *command: str) -> str:
        """Run `python -m marketplace …` beside the server; returns what it printed."""
        return self.play("marketplace", *command)

    def play(self, module: str, *arguments: str) -> str:
        """Run another module in the server's environment; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True,
            text=True, env=os.environ | self.environ, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def pictures(self) -> list[bytes]:
        """Every file of pictures that is kept."""
        return [path.read_bytes() for path in (self.var / "media").rglob("*") if path.is_file()]

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=os.environ | self.environ, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def _answers(self) -> bool:
        assert self.web
        assert self.web.poll() is None, f"the server ended: {self.log.read_text()[-3000:]}"
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


def _end(process: subprocess.Popen[bytes] | None, how: int) -> None:
    if process is None:
        return
    for signal_number in (how, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
            process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


@pytest.fixture
def start_server(
    engine_name: str, sms: Telephone, smtp: PostOffice, tmp_path: Path
) -> Iterator[StartServer]:
    """Start a server on a new database: start_server(), start_server(MEDIA_QUOTA="1000")."""
    started: list[LiveServer] = []

    def start(**environ: str) -> LiveServer:
        name = f"live{next(_numbers)}"
        database = databases.new_database(engine_name, name)
        started.append(LiveServer(database, tmp_path / name, sms, smtp, **environ))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()
        server.database.drop()
    said = [(server.log.read_text("utf-8", "replace"), sms.messages) for server in started]
    assert not [secret for log, sent in said for secret in _secrets(sent) if secret in log]


def _secrets(sent: list[dict[str, Any]]) -> set[str]:
    """What no log may hold: every code that went out, and every number it went to."""
    codes = {str(row["token"]) for row in sent if row.get("token")}
    return {f'"{code}"' for code in codes} | {str(row["receptor"])[-10:] for row in sent}


@pytest.fixture
def live_server(start_server: StartServer) -> LiveServer:
    """A running shop on an empty, migrated database of its own."""
    return start_server()
