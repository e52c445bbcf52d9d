"""Commands without a database say so in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", [["migrate"], ["rebuild"], ["backup", "/tmp/shop.backup"]])
def test_a_database_that_is_away_is_said_without_a_trace(command: list[str], tmp_path) -> None:
    url = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/shop"
    done = subprocess.run(
        [sys.executable, "-m", "marketplace", *command], cwd=ROOT, capture_output=True, text=True,
        env=os.environ | {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)}, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "database does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
