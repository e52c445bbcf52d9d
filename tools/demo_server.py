"""The demo in a throw-away folder, served on a free port: for pictures of its pages."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running(var: Path, port: int | None = None) -> Iterator[str]:
    """Make and serve the demo under this folder; gives its address."""
    port = port or _free_port()
    os.environ.update({
        "MODE": "demo", "HOST": "127.0.0.1", "PORT": str(port), "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{var / 'demo.db'}", "PUBLIC_URL": f"http://127.0.0.1:{port}",
    })  # fmt: skip
    var.mkdir(parents=True, exist_ok=True)
    with (var / "server.log").open("ab") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "marketplace", "run"], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=2):
            return
        time.sleep(0.2)
    raise SystemExit("the demo did not start; see server.log in its folder")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
