"""Four web processes and two workers, each with a disk of its own, as on six machines."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import httpx

from tests.machines.balancer import Balancer
from tests.support.buckets import BucketServer
from tests.support.databases import Database
from tests.support.live import LiveServer
from tests.support.outside import PostOffice, Telephone
from tests.support.ports import free_port
from tests.support.waiting import eventually
from tools.redis_server import RedisServer

WEBS, WORKERS = 4, 2


class House(LiveServer):
    """All of them behind one address. What they share is PostgreSQL, Redis and the bucket."""

    def __init__(
        self, database: Database, var: Path, sms: Telephone, smtp: PostOffice,
        redis: RedisServer, bucket: BucketServer,
    ) -> None:  # fmt: skip
        ports = [free_port() for _ in range(WEBS)]
        self.balancer = Balancer(ports)
        self.bucket = bucket
        super().__init__(
            database, var, sms, smtp, REDIS_URL=redis.url, MEDIA_URL=bucket.url, WEB_WORKERS="1"
        )
        self.port, self.url = self.balancer.port, f"http://127.0.0.1:{self.balancer.port}"
        self.environ["PUBLIC_URL"] = self.url
        machines = [("web", port) for port in ports] + [("worker", self.balancer.port)] * WORKERS
        self.machines = [
            self.environ | {"KIND": kind, "PORT": str(port), "VAR_DIR": str(var / str(number))}
            for number, (kind, port) in enumerate(machines)
        ]
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self) -> "House":
        """Start whatever does not run, and wait until each web process answers."""
        self.var.mkdir(parents=True, exist_ok=True)
        for number, environ in enumerate(self.machines):
            if number not in self.running:
                self.running[number] = self._begin(environ)
        for environ in self.machines[:WEBS]:
            eventually(lambda url=f"http://127.0.0.1:{environ['PORT']}": _answers(url), 120)
        return self

    def kill(self, number: int) -> None:
        """End one machine's process as a power cut does."""
        process = self.running.pop(number)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        """End all of them."""
        for number in list(self.running):
            self.kill(number)
        self.balancer.close()

    def pictures(self) -> list[bytes]:
        """Every file of pictures that is kept."""
        return [self.bucket.get(path).content for path in self.bucket.names("media/")]

    def _begin(self, environ: dict[str, str]) -> subprocess.Popen[bytes]:
        from marketplace.cli.serve import web_command, worker_command
        from marketplace.settings import Settings

        is_web = environ["KIND"] == "web"
        command: Sequence[str] = (
            web_command(Settings.from_environ(environ)) if is_web else worker_command()
        )
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=Path(__file__).parents[2], env=os.environ | environ,
                start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
