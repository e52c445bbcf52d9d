"""Backup while people buy, and restore: `python -m bench.backup [--orders N] [--megabytes N]`."""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import online, shop, walks
from bench.__main__ import database
from bench.client import Client
from bench.walks.scene import Scene
from tests.support.ports import free_port
from tools.postgres import find_binaries

KEY = "a key for measuring, 32 letters .."
BACKUP, RESTORE = 90, 120  # seconds at 100,000 orders and 2 GB


def main() -> None:
    """Print, for each engine, how long each took and what buyers felt meanwhile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--megabytes", type=int, default=2_000)
    parser.add_argument("--plain", action="store_true", help="without encryption")
    wanted = parser.parse_args()
    os.environ["PATH"] = f"{find_binaries()}:{os.environ['PATH']}"
    for engine in wanted.engines:
        scratch = Path(tempfile.mkdtemp(prefix="caravanserai-bench-", dir="/tmp"))
        try:
            _one(engine, scratch, wanted)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _one(engine: str, scratch: Path, wanted: argparse.Namespace) -> None:
    sms = shop.Sms()
    with database(engine, scratch) as (url, _pids):
        environ = shop.settings(url, scratch / "var", free_port(), sms)
        environ |= {} if wanted.plain else {"BACKUP_KEY": KEY}
        shop.prepare(environ, 500, wanted.orders)
        _fill(environ, wanted)
        file = scratch / "shop.backup"
        with shop.serving(environ, 20_000):
            buyers = _Buyers(environ, sms)
            calm = buyers.buy_until(time.monotonic() + 8)
            took = _timed(environ, "backup", str(file), meanwhile=buyers)
            busy = buyers.times
        size = file.stat().st_size / 1e6
        print(
            f"{engine}: {wanted.orders} orders, {size:.0f} MB: backup {took:.1f} s"
            f" (at most {BACKUP} at full size); {len(busy)} orders were placed meanwhile,"
            f" slowest {max(busy, default=0):.2f} s (before: {max(calm):.2f} s)",
            flush=True,
        )
        took = _timed(environ, "backup", "verify", str(file))
        print(f"{engine}: verify {took:.1f} s", flush=True)
        took = _timed(environ, "restore", str(file), "--replace")
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(
            f"{engine}: restore {took:.1f} s (at most {RESTORE} at full size); the largest"
            f" process so far took {memory} MB",
            flush=True,
        )


def _fill(environ: dict[str, str], wanted: argparse.Namespace) -> None:
    program = f"from bench import pictures; from marketplace import create_app\n\
with create_app().app_context(): pictures.add_pictures({wanted.megabytes})"
    subprocess.run([sys.executable, "-c", program], env=os.environ | environ, check=True)


class _Buyers:
    """One buyer after the other, until told to stop; `times` are the seconds of each order."""

    def __init__(self, environ: dict[str, str], sms: shop.Sms) -> None:
        self._url = environ["PUBLIC_URL"]
        places = walks.look_around(Client(self._url), 4)
        self._scene = Scene(places, sms.code, online.accept)
        self.times: list[float] = []
        self.stop = threading.Event()

    def buy_until(self, end: float) -> list[float]:
        """Order until this moment of the monotonic clock, or `stop`."""
        times: list[float] = []
        while time.monotonic() < end and not self.stop.is_set():
            started = time.monotonic()
            walks.EVERY["order"](Client(self._url), self._scene)
            times.append(time.monotonic() - started)
        return times

    def run(self) -> None:
        self.times = self.buy_until(float("inf"))


def _timed(environ: dict[str, str], *command: str, meanwhile: _Buyers | None = None) -> float:
    buying = threading.Thread(target=meanwhile.run) if meanwhile else None
    if buying:
        buying.start()
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "marketplace", *command], cwd=shop.ROOT, check=False,
        env=os.environ | environ, capture_output=True, text=True,
    )  # fmt: skip
    took = time.monotonic() - started
    if meanwhile and buying:
        meanwhile.stop.set()
        buying.join()
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout, end="")
    return took


if __name__ == "__main__":
    main()
