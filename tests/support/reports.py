"""No test is skipped in silence: only those that read ../shared may stay out, and are counted."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), help="only this engine")
    parser.addoption("--soak", action="store_true", help="run the long tests marked soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long tests aside unless asked for, and the other engine's when one is named; let
    tests of ../shared stay out without it."""
    aside: list[pytest.Item] = []
    wanted: list[pytest.Item] = []
    for item in items:
        (wanted if _asked_for(config, item) else aside).append(item)
    items[:] = wanted
    if aside:
        config.hook.pytest_deselected(items=aside)
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("reads_shared"):
                item.add_marker(pytest.mark.skip("../shared is not here"))


def _asked_for(config: pytest.Config, item: pytest.Item) -> bool:
    """Whether this run wants it: long or short, on the engine that was named."""
    if item.get_closest_marker("soak") and not config.getoption("--soak"):
        return False
    only, callspec = config.getoption("--engine"), getattr(item, "callspec", None)
    engine = callspec.params.get("engine_name") if callspec else None
    return only is None or engine is None or engine == only


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> "pytest.TestReport":
    """Turn any other skip into a failure."""
    report: pytest.TestReport = yield
    if report.skipped and not hasattr(report, "wasxfail") and "reads_shared" not in item.keywords:
        report.outcome = "failed"
        report.longrepr = f"skipped, which only tests that read ../shared may be: {report.longrepr}"
    return report


@pytest.fixture
def shared() -> Path:
    """The folder of real texts beside the project; only for tests marked reads_shared."""
    return SHARED
