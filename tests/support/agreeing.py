"""The books after a test: `pytestmark = pytest.mark.usefixtures("the_books_agree")`."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def the_books_agree(session: Any) -> Iterator[None]:
    """Whatever a test did, every rule of the books holds afterwards."""
    from marketplace import books

    yield
    session.rollback()
    assert books.check() == []
