"""The web server's memory: loaded once, and only what every visitor needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench import processes
from marketplace import ROOT

SELDOM = ("openpyxl", "obstore", "alembic", "stripe", "httpx")
LOADED = f"import sys, marketplace.wsgi; print([one for one in {SELDOM} if one in sys.modules])"


def test_what_few_need_is_loaded_when_it_is_needed(tmp_path):
    environ = os.environ | {"VAR_DIR": str(tmp_path), "MODE": "demo"}
    for name in ("DATABASE_URL", "MEDIA_URL", "STRIPE_KEY"):
        environ.pop(name, None)
    told = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environ, capture_output=True, check=True,
        text=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are not forked")
def test_workers_share_what_they_do_not_change(start_server):
    server = start_server()
    parent = server.web.pid
    workers = processes.family(parent) - {parent}
    assert len(workers) == 2
    own = [_private(pid) for pid in workers]
    assert max(own) < 70, own  # megabytes; loaded by itself each has more than a hundred


def _private(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
