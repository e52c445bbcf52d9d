"""The Persian sentences, compiled before the first test reads them."""

import pytest

from tools import catalogue


def pytest_sessionstart(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        return
    sources = [path.stat().st_mtime for path in catalogue.SOURCES.glob("*.po")]
    compiled = catalogue.COMPILED
    if not compiled.exists() or compiled.stat().st_mtime < max(sources, default=0):
        catalogue.compile_to(compiled, catalogue.merged())
