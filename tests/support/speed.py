"""What makes the run shorter and changes nothing that it says."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import coverage
import pytest

YOUNG = 50_000  # allocations between two collections: SQLAlchemy makes many objects that live on

_prepared: set[object] = set()  # functions of fixtures that were counted

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
    with _uncounted() if _said_already(item) else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[object]:
    """And what is prepared in the same way for hundreds of tests, the first time in each worker."""
    fixtures = _fixtures(item)
    with _uncounted() if fixtures <= _prepared else nullcontext():
        prepared = yield
    if coverage.Coverage.current():
        _prepared.update(fixtures)
    return prepared


@contextmanager
def _uncounted() -> Iterator[None]:
    counting = coverage.Coverage.current()
    if counting:
        counting.stop()
    try:
        yield
    finally:
        if counting:
            counting.start()


def _fixtures(item: pytest.Item) -> set[object]:
    known = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return {definition.func for found in known.values() for definition in found}


def _said_already(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    engine = callspec.params.get("engine_name") if callspec else None
    both = item.get_closest_marker("engine") is None and item.config.getoption("--engine") is None
    return both and engine == "postgresql"
