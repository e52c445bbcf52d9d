"""One PostgreSQL for a whole run of pytest, kept by a process that ends when the run does."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.support import session
from tools.postgres import NoPostgres, Postgres

ROOT = Path(__file__).parents[2]


def maintenance_url() -> str:
    """The server's address, started by the first worker that asks. Raises NoPostgres."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        return named
    place = session.folder() / "postgres"
    with session.once("postgres") as first:
        if first:
            place.mkdir(mode=0o711)
            _start_keeper(place)
    return (place / "url").read_text()


def end() -> None:
    """Stop the server of this run, if there is one."""
    pid_file = session.folder() / "postgres/keeper"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text())
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        for _ in range(100):
            os.kill(pid, 0)
            time.sleep(0.05)


def _start_keeper(place: Path) -> None:
    subprocess.Popen(
        [sys.executable, "-m", "tests.support.postgres_server", str(place), str(session.owner())],
        cwd=ROOT,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(place / "keeper.log").open("wb"),
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (place / "failed").exists():
            raise NoPostgres((place / "failed").read_text())
        if (place / "url").exists():
            return
        time.sleep(0.05)
    raise NoPostgres("PostgreSQL did not start within a minute: see " + str(place / "keeper.log"))


def _keep(place: Path, owner: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    (place / "keeper").write_text(str(os.getpid()))
    try:
        server = Postgres(place).start()
    except NoPostgres as error:
        (place / "failed").write_text(str(error))
        return
    part = place / "url.part"
    part.write_text(server.url)
    part.rename(place / "url")
    try:
        while _alive(owner):
            time.sleep(0.5)
    finally:
        server.stop(kill=True)
    shutil.rmtree(place.parent, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
