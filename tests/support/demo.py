"""The demo as `make run` leaves it: seeded once a run, then started by the same command."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support import quiet, session
from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]
OPEN = "Stop with Ctrl-C."
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Demo:
    """A running demo, known only by what it printed."""

    printed: str
    environ: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return self._after("Caravanserai is open: ").rstrip("/")

    @property
    def phone(self) -> str:
        """The demo phone's address."""
        return self._after("demo phone: ")

    @property
    def password(self) -> str:
        """The password of all staff."""
        return self._after("with the password ")

    def staff(self, role: str) -> str:
        """The e-mail address that a role signs in by."""
        return self._line(role).split()[-1]

    def maker(self, alias: str) -> str:
        """The mobile that a maker signs in by."""
        return self._line(alias).split()[0]

    def play(self, module: str) -> str:
        """Run a module in its environment; returns what that printed."""
        return subprocess.run(
            [sys.executable, "-m", module], cwd=ROOT, env=self.environ, check=True,
            capture_output=True, text=True,
        ).stdout  # fmt: skip

    def _line(self, words: str) -> str:
        return next(line for line in self.printed.splitlines() if words in line).strip()

    def _after(self, words: str) -> str:
        return self.printed.split(words, 1)[1].split()[0]


def _environ(var: Path, port: int) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return clean | {"VAR_DIR": str(var), "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def _template() -> Path:
    """A folder with the seeded shop; made by the first who asks in this run."""
    var = session.folder() / "demo"
    with session.once("demo") as first:
        if first:
            for command in ("migrate", "seed"):
                subprocess.run(
                    [sys.executable, "-m", "marketplace", command], cwd=ROOT, check=True,
                    env=_environ(var, free_port()), capture_output=True,
                )  # fmt: skip
    return var


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    """Start a copy of the seeded shop by `marketplace run`, and end it afterwards."""
    shutil.copytree(_template(), folder / "var")
    log, environ = quiet.listen(folder / "printed.log"), _environ(folder / "var", free_port())
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "marketplace", "run"], cwd=ROOT, stdout=file, stderr=file,
            env=environ, start_new_session=True,
        )  # fmt: skip
    try:
        eventually(lambda: OPEN in log.read_text("utf-8") or process.poll() is not None, 120)
        assert process.poll() is None, log.read_text("utf-8")[-3000:]
        yield Demo(COLOURS.sub("", log.read_text("utf-8")), environ)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo shop, one for all tests of this worker: only look."""
    with running(tmp_path_factory.mktemp("demo")) as one:
        yield one


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[Demo]:
    """A demo shop of this test's own, to act in."""
    with running(tmp_path) as one:
        yield one
