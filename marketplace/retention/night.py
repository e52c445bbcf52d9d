"""The nightly erasing: in small parts, so that nobody who buys waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.kernel import eventlog, heartbeat, preferences, traces
from marketplace.kernel.calendar import local_day
from marketplace.kernel.unit import after_commit
from marketplace.retention.kinds import KINDS

JOB, SUBJECT = "retention", ("retention", 1)
PART = 300  # of each kind in one transaction; the next minute goes on


@dataclass(frozen=True, slots=True)
class Night:
    """How many of each kind were erased on one day."""

    day: date
    counts: dict[str, int]


def erase() -> None:
    """Once a night erase what is older than its period; records how many, never what."""
    if heartbeat.ran_tonight(JOB):
        return
    office = preferences.load()
    counts = {kind.name: kind.erase(kind.before(office), PART) for kind in KINDS}
    if any(counts.values()):
        told = {name: [None, count] for name, count in counts.items() if count}
        eventlog.record(*SUBJECT, "erased", changes=told)
    if all(count < PART for count in counts.values()):
        heartbeat.beat(JOB)
        after_commit(traces.wipe)


def nights(limit: int = 30) -> Sequence[Night]:
    """What was erased in the latest nights, newest first."""
    found: dict[date, dict[str, int]] = {}
    for event in eventlog.history(*SUBJECT, limit=limit * 10):
        counts = found.setdefault(local_day(event.at), {})
        for name, (_old, count) in event.changes.items():
            counts[name] = counts.get(name, 0) + count
    return [Night(day, counts) for day, counts in list(found.items())[:limit]]
