"""The processes as the units start them, in the example's environment."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.deploy.units import ROOT, command, environ
from tests.support import databases, quiet
from tests.support.ports import free_port
from tests.support.waiting import eventually
from tools.postgres import find_binaries

HEADERS = {"Host": "shop.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


@pytest.fixture
def surroundings(engine_name: str, tmp_path: Path):
    database = databases.new_database(engine_name, "deployed")
    told = environ(database.url, tmp_path, free_port())
    yield told | {"PATH": f"{find_binaries()}:{told['PATH']}"}
    database.drop()


def run(words: list[str], told: dict[str, str]) -> str:
    done = subprocess.run(words, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_web_worker_and_backup_start_and_end_as_the_units_say(surroundings, tmp_path) -> None:
    told, log = surroundings, quiet.listen(tmp_path / "log")
    assert "files are in" in run(command("caravanserai-web.service", "ExecStartPre"), told)
    with log.open("wb") as output:
        web, worker = (
            subprocess.Popen(
                command(f"caravanserai-{name}.service"), cwd=ROOT, env=told, stdout=output,
                stderr=output, stdin=subprocess.DEVNULL,
            )
            for name in ("web", "worker")
        )  # fmt: skip
    base = f"http://127.0.0.1:{told['PORT']}"

    def ready() -> bool:
        assert web.poll() is None, log.read_text()
        assert worker.poll() is None, log.read_text()
        try:
            return httpx.get(f"{base}/readyz", headers=HEADERS, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    try:
        eventually(ready, 60)
        page = httpx.get(f"{base}/", headers=HEADERS)
        assert page.status_code == 200
        assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
        sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
        written = Path(told["VAR_DIR"], sheet.lstrip("/"))
        assert written.read_bytes() == httpx.get(base + sheet, headers=HEADERS).content
        assert written.with_name(f"{written.name}.br").exists()
        assert httpx.get(f"{base}/", headers={"Host": "elsewhere.example"}).status_code == 400
        run([sys.executable, "-m", "marketplace", "answers"], told)

        made = run(command("caravanserai-backup.service"), told)
        assert "Encrypted." in made
        (copy,) = Path(told["BACKUP_TO"]).iterdir()
        assert copy.stat().st_mode & 0o077 == 0
        worker.terminate()
        web.terminate()
        assert web.wait(30) == 0, log.read_text()
        assert worker.wait(30) == 0, log.read_text()
        silent = [sys.executable, "-m", "marketplace", "answers"]
        done = subprocess.run(silent, cwd=ROOT, env=told, capture_output=True, check=False)
        assert done.returncode == 1
        assert b"No answer on port" in done.stderr
    finally:
        for process in (web, worker):
            process.kill()
            process.wait()
