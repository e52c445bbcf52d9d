"""A shop with so many listings on one engine, with its two workers, and the bare page beside it."""

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path

from tests.services import sms_server
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parent.parent


class Sms:
    """The telephone company on loopback, in this process, so that codes are read at once."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), sms_server.Kavenegar)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def code(self, mobile: str, seconds: float = 20) -> str:
        """The newest code that reached this mobile."""
        end, tail = time.monotonic() + seconds, mobile[-10:]
        while time.monotonic() < end:
            for row in reversed(sms_server.Kavenegar.messages):
                if row["receptor"][-10:] == tail and row.get("token"):
                    return str(row["token"])
            time.sleep(0.01)
        raise TimeoutError("no code came")


@dataclass(frozen=True, slots=True)
class Shop:
    """Addresses and process ids."""

    url: str
    bare: str
    web: int
    bare_web: int
    worker: int
    database: tuple[int, ...]  # PostgreSQL's; empty on SQLite


def settings(database_url: str, var: Path, port: int, sms: Sms) -> dict[str, str]:
    """The environment of a shop that sends its SMS to us and never says that it was enough."""
    return {
        "MODE": "demo", "HOST": "127.0.0.1", "PORT": str(port), "VAR_DIR": str(var),
        "PUBLIC_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": database_url,
        "SECRET_KEY": "a secret for measuring, 32 letters", "SMS_URL": sms.url,
        "SMS_KEY": sms_server.KEY, "CODES_PER_ADDRESS": "1000000", "CODES_PER_DAY": "1000000",
        "WEB_WORKERS": "2",
    }  # fmt: skip


def prepare(environ: dict[str, str], listings: int, orders: int = 0) -> float:
    """Migrate and fill the database; returns the seconds that filling took."""
    _marketplace(environ, "migrate")
    started = time.monotonic()
    quiet = {key: value for key, value in environ.items() if key not in ("SMS_URL", "SMS_KEY")}
    more = ("--orders", str(orders)) if orders else ()
    _marketplace(quiet, "seed", "--listings", str(listings), *more)
    return time.monotonic() - started


def _marketplace(environ: dict[str, str], *command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "marketplace", *command], cwd=ROOT, env=os.environ | environ,
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def serving(environ: dict[str, str], size: int, database: tuple[int, ...] = ()) -> Iterator[Shop]:
    """Shop, worker and bare page of `size` bytes, until the block ends."""
    from marketplace.cli.serve import web_command, worker_command
    from marketplace.settings import Settings

    ours = Settings.from_environ(environ)
    bare_port = free_port()
    command = web_command(ours)
    bare = [bare_port_of(part, ours.port, bare_port) for part in command]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for one in (command, bare, worker_command()):
            running.append(_start(one, environ | {"BENCH_BYTES": str(size)}))
        shop = Shop(
            environ["PUBLIC_URL"], f"http://127.0.0.1:{bare_port}", running[0].pid, running[1].pid,
            running[2].pid, database,
        )  # fmt: skip
        _wait(f"{shop.url}/healthz")
        _wait(shop.bare)
        yield shop
    finally:
        for process in running:
            process.terminate()
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def bare_port_of(part: str, port: int, bare_port: int) -> str:
    """The same command line, for the bare page on its own port."""
    return {"marketplace.wsgi:app": "bench.bare:app", str(port): str(bare_port)}.get(part, part)


def _start(command: list[str], environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environ, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _wait(url: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")
