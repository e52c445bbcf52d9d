"""Versions of the program, each run from a folder of its own as the guide's commands run it."""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.deploy.units import ROOT
from tests.support.waiting import eventually


class Release:
    """One version in the environment of a shop."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder, self.environ = folder, os.environ | environ
        self.url = environ["PUBLIC_URL"]

    def run(self, *command: str, module: str = "marketplace") -> str:
        """`caravanserai ‹command›`, which must end well; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *command], cwd=self.folder, env=self.environ,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def open(self) -> Iterator[httpx.Client]:
        """Web and worker running, and ready by their own word; then told to end."""
        log = Path(self.environ["VAR_DIR"]) / "release.log"
        with log.open("ab") as file:
            both = [
                subprocess.Popen(
                    [sys.executable, "-m", "marketplace", name], cwd=self.folder, stdout=file,
                    stderr=file, stdin=subprocess.DEVNULL, env=self.environ,
                )
                for name in ("web", "worker")
            ]  # fmt: skip
        try:
            eventually(self._is_ready, 120)
            with httpx.Client(base_url=self.url, timeout=60) as browser:
                yield browser
            said = log.read_text().splitlines()
            wrong = [line for line in said if '"level": "error"' in line]
            assert not wrong, wrong[0]
        finally:
            for process in both:
                process.terminate()
            for process in both:
                process.wait(40)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


def of_migration(name: str, folder: Path, environ: dict[str, str]) -> Release:
    """The program as it was when this migration was its newest, out of the repository's history."""
    path = f"migrations/versions/{name}"
    found = _git("log", "--diff-filter=A", "--format=%H", "--", path).decode().split()
    assert found, f"the history does not reach back to {path}: git fetch --unshallow"
    with tarfile.open(fileobj=io.BytesIO(_git("archive", found[-1]))) as packed:
        packed.extractall(folder, filter="data")
    release = Release(folder, environ)
    release.run(module="tools.catalogue")
    return release


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
