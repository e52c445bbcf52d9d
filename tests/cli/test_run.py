import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from marketplace.cli import main, run
from marketplace.settings import Settings
from tests.support import factories as make, quiet
from tests.support.ports import free_port
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]


@pytest.mark.engine("sqlite")
def test_one_command_opens_the_demo_and_ctrl_c_closes_it(tmp_path) -> None:
    port = free_port()
    environ = os.environ | {"PORT": str(port), "VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    log = quiet.listen(tmp_path / "log")

    def start() -> subprocess.Popen[bytes]:
        log.unlink(missing_ok=True)
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "marketplace", "run"], cwd=ROOT, env=environ,
                stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    for first in (True, False):
        shop = start()
        try:
            eventually(lambda: "Stop with Ctrl-C" in log.read_text(), 300)
            said = log.read_text()
            assert ("Making the demo shop" in said) is first
            assert f"http://127.0.0.1:{port}/demo/phone" in said
            assert "clerk@example.org" in said
            assert "Madder Loom" in said
            page = httpx.get(f"http://127.0.0.1:{port}/")
            assert "دار روناس" in page.text
            shop.send_signal(signal.SIGINT)
            assert shop.wait(30) == 0, log.read_text()[-2000:]
        finally:
            with_children_killed(shop)


def with_children_killed(shop: "subprocess.Popen[bytes]") -> None:
    if shop.poll() is None:
        os.killpg(shop.pid, signal.SIGKILL)
        shop.wait(10)


def test_a_taken_port_is_said_in_a_sentence(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        done = CliRunner().invoke(main, ["run"])
    assert done.exit_code == 1
    assert f"Port {port} on 127.0.0.1 is taken" in done.output
    assert f"PORT={port + 1} make run" in done.output


def test_ctrl_c_while_the_demo_is_made_is_no_error(monkeypatch, tmp_path) -> None:
    def interrupted(_settings: Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(run, "_prepare", interrupted)
    done = CliRunner().invoke(main, ["run"])
    assert done.exit_code == 0
    assert "Stopped" in done.output


def test_everybody_who_may_sign_in_is_named() -> None:
    told = "\n".join(run._welcome(Settings(port=8137, demo_phone=True)))
    for role in ("administrator", "moderator", "clerk", "treasurer", "trainer"):
        assert f"{role}@example.org" in told or "admin@example.org" in told
    assert "09000000001" in told
    assert "/demo/phone" in told


def test_a_database_of_today_with_people_needs_nothing(session, settings) -> None:
    assert not run._is_prepared(settings)
    assert run._is_prepared(replace(settings, mode="production"))
    make.a_user()
    assert run._is_prepared(settings)


def test_an_older_or_empty_database_is_prepared_first(tmp_path) -> None:
    file = tmp_path / "shop.db"
    settings = Settings(database_url=f"sqlite:///{file}")
    assert not run._is_prepared(settings)
    with closing(sqlite3.connect(file)) as line:
        line.execute("CREATE TABLE alembic_version (version_num TEXT)")
        line.execute("INSERT INTO alembic_version VALUES ('0001')")
        line.commit()
    assert not run._is_prepared(settings)


def test_a_closed_demo_phone_is_said() -> None:
    told = "\n".join(run._welcome(Settings(demo_phone=False)))
    assert "DEMO_PHONE=1" in told


def test_production_names_nobody() -> None:
    told = "\n".join(run._welcome(Settings(mode="production", public_url="https://shop.example")))
    assert "https://shop.example/" in told
    assert "example.org" not in told
