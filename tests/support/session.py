"""What one run of pytest shares among its workers: a folder, locks, and its end."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.postgres import scratch_folder

FOLDER = "CARAVANSERAI_TESTS"
OWNER = "CARAVANSERAI_TESTS_OWNER"


def folder() -> Path:
    """The run's own folder, in memory where there is room."""
    return Path(os.environ[FOLDER])


def place(name: str) -> Path:
    """A folder of the run that all workers share."""
    path = folder() / name
    path.mkdir(exist_ok=True)
    return path


def owner() -> int:
    """The process id of the run: when it is gone, so must be what serves it."""
    return int(os.environ[OWNER])


@contextmanager
def once(name: str) -> Iterator[bool]:
    """Among all workers one at a time; True for the first that finishes, False afterwards."""
    done = folder() / f"{name}.done"
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    os.environ[FOLDER] = str(scratch_folder("caravanserai-tests-"))
    os.environ[OWNER] = str(os.getpid())
    folder().chmod(0o711)
    if config.option.basetemp is None:
        config.option.basetemp = str(folder() / "each")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or FOLDER not in os.environ:
        return
    from tests.support import databases, postgres_server

    databases.drop_from_named_server()
    postgres_server.end()
    shutil.rmtree(folder(), ignore_errors=True)
    del os.environ[FOLDER], os.environ[OWNER]
