"""Before the start: what the settings name is asked for, and what is not there is said."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from marketplace.kernel import schema
from tests.support import databases
from tests.support.buckets import BucketServer
from tests.support.outside import PostOffice
from tests.support.ports import free_port
from tools.postgres import find_binaries
from tools.redis_server import RedisServer

ROOT = Path(__file__).parents[2]
Check = Callable[..., "subprocess.CompletedProcess[str]"]


def told(environ: Mapping[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "marketplace", *(command or ["check"])], cwd=ROOT,
        capture_output=True, text=True, env=os.environ | environ, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def surroundings(engine_name: str, tmp_path: Path) -> Any:
    database = databases.new_database(engine_name, "checked")
    yield {
        "DATABASE_URL": database.url,
        "VAR_DIR": str(tmp_path / "var"),
        "BACKUP_TO": str(tmp_path / "backups"),
        "PATH": f"{find_binaries()}:{os.environ['PATH']}",
    }
    database.drop()


def test_where_all_is_there_each_is_named_and_nothing_is_left(
    surroundings: dict[str, str], bucket: BucketServer, redis_server: RedisServer, smtp: PostOffice
) -> None:
    smtp.start()
    done = told(surroundings | {
        "MEDIA_URL": bucket.url, "REDIS_URL": redis_server.url, "SMTP_URL": smtp.url,
        "SMS_KEY": "k",
    })  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[1] for line in lines] == [
        "database", "backups", "pictures", "Redis", "mail", "SMS",
    ]  # fmt: skip
    assert all(line.startswith("well ") for line in lines)
    assert f"migration {schema.newest()}" in done.stdout
    assert bucket.names("") == []
    assert not Path(surroundings["BACKUP_TO"]).exists()
    assert smtp.messages == []


def test_what_does_not_answer_is_said_without_a_trace(
    surroundings: dict[str, str], bucket: BucketServer
) -> None:
    bucket.stop()
    nowhere = free_port()
    done = told(surroundings | {
        "MEDIA_URL": bucket.url, "REDIS_URL": f"redis://:hidden@127.0.0.1:{nowhere}/0",
        "SMTP_URL": f"smtp://me:hidden@127.0.0.1:{nowhere}", "BACKUP_TO": __file__,
    })  # fmt: skip
    wrong = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert done.returncode == 1
    assert wrong == ["backups", "pictures", "Redis", "mail"]
    assert "hidden" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("number", "advice"), [("0044", "run `caravanserai migrate`"), ("9999", "the newer version")]
)
def test_tables_of_another_version_are_named(
    surroundings: dict[str, str], number: str, advice: str
) -> None:
    import sqlalchemy as sa

    url = surroundings["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(url)
    with engine.begin() as line:
        line.execute(sa.text("UPDATE alembic_version SET version_num = :n"), {"n": number})
    engine.dispose()
    done = told(surroundings)
    assert done.returncode == 1
    assert f"at migration {number}" in done.stdout
    assert advice in done.stdout


@pytest.mark.engine("sqlite")
def test_without_tables_it_says_which_command_makes_them(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": "", "VAR_DIR": str(tmp_path)}
    assert "has no tables yet: run `caravanserai migrate`" in told(environ).stdout
    made = told(environ, "migrate")
    assert made.stdout.splitlines()[-1].endswith(f"are at migration {schema.newest()}.")
    assert "well   database" in told(environ).stdout
