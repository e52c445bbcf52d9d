"""Pieces of work measured once, each in a process of its own: `python -m bench --rows NAME …`.

A new one is a module here with a docstring, `LISTINGS` (of the shop it works in) and
`measure()`, which yields what `timed` returns; and its name in NAMES.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import processes

NAMES: tuple[str, ...] = ("photo", "relevance", "table")


def timed(row: str, count: int, act: Callable[[], object]) -> dict[str, Any]:
    """Do it; the seconds, this process's CPU seconds and the most memory it has had so far."""
    began, used = time.monotonic(), time.process_time()
    act()
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {"seconds": round(seconds, 2), "app_cpu_s": round(cpu, 2), "most_mb": most}
    return {"row": row, "of": count} | figures


def measure(name: str, environ: dict[str, str], database: tuple[int, ...]) -> list[dict[str, Any]]:
    """What the work of this name reports, and the CPU seconds of PostgreSQL meanwhile."""
    before = processes.cpu(database)
    done = subprocess.run(
        [sys.executable, "-m", "bench.works", name], env=os.environ | environ, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    used = round(processes.cpu(database) - before, 2)
    return [json.loads(line) | {"db_cpu_s": used} for line in done.stdout.splitlines()]
