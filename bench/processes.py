"""CPU seconds and memory of a process and everything below it, from /proc."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> set[int]:
    """The process and all its descendants."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (fields := _stat(int(name))):
            children.setdefault(int(fields[1]), []).append(int(name))
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


def cpu(pids: Iterable[int]) -> float:
    """Seconds that these families used so far, ended children included."""
    members = {one for pid in pids for one in family(pid)}
    return sum(_used(fields) for one in members if (fields := _stat(one)))


def memory(pids: Iterable[int]) -> float:
    """Megabytes of these families; what several share is counted once."""
    members = {one for pid in pids for one in family(pid)}
    return sum(map(_proportional, members)) / 1024


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _used(fields: list[str]) -> float:
    return sum(int(value) for value in fields[11:15]) / TICK  # own and reaped children's


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/<pid>/stat after the name: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
