"""What makes the run shorter and changes nothing that it says."""

import gc
from collections.abc import Iterator

import coverage
import pytest

YOUNG = 50_000  # allocations between two collections: SQLAlchemy makes many objects that live on

LONG = ("journeys", "machines", "faults")


def pytest_configure() -> None:
    gc.set_threshold(YOUNG, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long walks first: begun last, one of them would go on alone when all else is done."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Count covered lines once: a test of both engines does so on SQLite."""
    counting = coverage.Coverage.current() if _said_already(item) else None
    if counting:
        counting.stop()
    try:
        return (yield)
    finally:
        if counting:
            counting.start()


def _said_already(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    engine = callspec.params.get("engine_name") if callspec else None
    both = item.get_closest_marker("engine") is None and item.config.getoption("--engine") is None
    return both and engine == "postgresql"
