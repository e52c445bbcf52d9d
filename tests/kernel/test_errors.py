"""What an operator reads of an error that came from below."""

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from marketplace.kernel.errors import cause


def raised(beneath: Exception) -> Exception:
    try:
        raise ValueError("above") from beneath
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OperationalError("SELECT 1", {}, Exception("refused\nIs it running?")), "refused"),
        (SQLAlchemyError("no line"), "no line"),
        (raised(OSError("read-only\n")), "read-only"),
        (raised(TimeoutError()), "TimeoutError"),
        (OSError(), "OSError"),
    ],
)
def test_the_first_line_of_what_lies_beneath_or_its_kind(error: Exception, line: str) -> None:
    assert cause(error) == line
