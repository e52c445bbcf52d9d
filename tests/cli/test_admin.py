"""The first administrator, made from the command line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.clients import Client

ROOT = Path(__file__).parents[2]
SECRET = "سه سیب سرخ در باغ"
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(app: Any, settings: Any) -> Run:
    """Run `marketplace admin create …` on the test's database, a password on its input."""
    environ = os.environ | {
        "DATABASE_URL": settings.database_url,
        "VAR_DIR": str(settings.var_dir),
        "SECRET_KEY": settings.secret_key,
    }

    def create(*options: str, password: str = SECRET) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "marketplace", "admin", "create", "--name", "مدیر", *options],
            cwd=ROOT,
            env=environ,
            input=f"{password}\n",
            capture_output=True,
            text=True,
            check=False,
        )

    return create


def sign_in(client: Client, login: str, password: str) -> int:
    form = {"login": login, "password": password}
    return int(client.post("/account/staff", data=form).status_code)


def test_she_can_sign_in_at_once(run: Run, client: Client) -> None:
    done = run("--email", "Admin@example.org", "--mobile", "0900 000 0021")
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert sign_in(client, "admin@example.org", SECRET) == 303
    assert client.get("/office/users").status_code == 200
    assert sign_in(client, "09000000021", SECRET) == 303


def test_a_password_can_be_made(run: Run, client: Client) -> None:
    done = run("--email", "admin@example.org", "--generate")
    password = done.stdout.rsplit(": ", 1)[1].strip()
    assert sign_in(client, "admin@example.org", password) == 303


@pytest.mark.engine("sqlite")  # nothing of it reaches a table
@pytest.mark.parametrize(
    ("options", "password"),
    [((), SECRET), (("--email", "nobody"), SECRET), (("--mobile", "12"), SECRET),
     (("--email", "admin@example.org"), "short")],
)  # fmt: skip
def test_what_is_wrong_is_said_without_a_trace(run: Run, options: Any, password: str) -> None:
    done = run(*options, password=password)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "%(" not in done.stderr
