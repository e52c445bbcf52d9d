"""The doubles of the outside world as a test sees them: a process, its messages, its faults."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]


class Double:
    """A process of tests/services on loopback, on ports known before it starts.

    Until it starts, and after it stops, its ports refuse connections; it ends when we do.
    """

    module: str

    def __init__(self) -> None:
        self.window_port, self.port = free_port(), free_port()
        self._window = httpx.Client(base_url=f"http://127.0.0.1:{self.window_port}", timeout=10)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process unless it runs, and wait until it answers."""
        if self._process:
            return
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                f"tests.services.{self.module}",
                str(self.window_port),
                str(self.port),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n", f"{self.module} did not start"

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return self._process is not None

    def stop(self) -> None:
        """End the process, so that its ports refuse connections."""
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Everything accepted so far, oldest first."""
        rows: list[dict[str, Any]] = self._window.get("/_messages").json()
        return rows

    def fail(self, mode: str, **how: float) -> None:
        """From now on behave so: see the module's docstring for modes; code, seconds, times."""
        self._window.post("/_faults", json={"mode": mode, **how})

    def recover(self) -> None:
        """Work again."""
        self.fail("none")

    def reset(self) -> None:
        """Forget every message and fault."""
        self._window.delete("/_messages")


class Telephone(Double):
    """Kavenegar's double: SMS as the phones would show them."""

    module = "sms_server"
    key = "test-key"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.window_port}"

    def to(self, mobile: str) -> list[str]:
        """The texts sent to this mobile (any spelling), oldest first."""
        return [row["message"] for row in self._rows(mobile)]

    def code(self, mobile: str, seconds: float = 10) -> str:
        """The newest one-time code sent to this mobile; waits for it. Raises AssertionError."""
        rows = eventually(lambda: [r for r in self._rows(mobile) if r.get("token")], seconds)
        return str(rows[-1]["token"])

    def _rows(self, mobile: str) -> list[dict[str, Any]]:
        return [row for row in self.messages if _same(row["receptor"], mobile)]


class PostOffice(Double):
    """The SMTP double: mail as it arrived."""

    module = "smtp_server"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[dict[str, Any]]:
        """The mails to this address, oldest first."""
        return [mail for mail in self.messages if address in mail["to"]]


def _same(one: str, other: str) -> bool:
    return one.lstrip("+0")[-10:] == other.lstrip("+0")[-10:]


@pytest.fixture(scope="session")
def _telephone() -> Iterator[Telephone]:
    double = Telephone()
    yield double
    double.stop()


@pytest.fixture(scope="session")
def _post_office() -> Iterator[PostOffice]:
    double = PostOffice()
    yield double
    double.stop()


@pytest.fixture
def sms(_telephone: Telephone) -> Iterator[Telephone]:
    """The telephone company: what it was sent, and how it fails."""
    _telephone.start()
    _telephone.reset()
    yield _telephone
    if _telephone.running:
        _telephone.reset()


@pytest.fixture
def smtp(_post_office: PostOffice) -> Iterator[PostOffice]:
    """The post office: what it was sent, and how it fails."""
    _post_office.start()
    _post_office.reset()
    yield _post_office
    if _post_office.running:
        _post_office.reset()
