"""One row: so many seconds of one walk by a few clients at once."""

import statistics
import threading
import time
from dataclasses import dataclass

from bench import processes
from bench.client import Client
from bench.walks.scene import Scene, Walk

AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds; rates a second."""

    app_cpu_ms: float
    db_cpu_ms: float
    rps: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


def measure(
    walk: Walk, scene: Scene, url: str, app: list[int], database: tuple[int, ...], seconds: float
) -> Measured:
    """Warm up, then walk for so long; CPU is that of the processes' whole families."""
    _run(walk, scene, url, min(seconds / 3, 2))
    before = processes.cpu(app), processes.cpu(database)
    started = time.monotonic()
    times = _run(walk, scene, url, seconds)
    took = time.monotonic() - started
    used = processes.cpu(app) - before[0], processes.cpu(database) - before[1]
    count, ordered = len(times), sorted(times)
    ranks = statistics.quantiles(ordered, n=100, method="inclusive") if count > 1 else ordered * 99
    return Measured(
        round(used[0] * 1000 / count, 2), round(used[1] * 1000 / count, 2), round(count / took, 1),
        *(round(ranks[place] * 1000, 1) for place in (49, 94, 98)),
    )  # fmt: skip


def _run(walk: Walk, scene: Scene, url: str, seconds: float) -> list[float]:
    """The seconds that each walk took; the first error ends the run."""
    end, times, errors = time.monotonic() + seconds, [], []

    def one() -> None:
        client = Client(url)
        try:
            while time.monotonic() < end and not errors:
                started = time.monotonic()
                walk(client, scene)
                times.append(time.monotonic() - started)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return times
