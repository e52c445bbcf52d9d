"""Why a process does not start, in sentences instead of a trace."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from marketplace.settings import UnsafeSettings

SETTINGS = "Not started, because of the settings:\n{}"
DATABASE_AWAY = "The database does not answer:\n{}"
CLOSED = "The user {} may not look at {}, or not write there."


@contextmanager
def in_sentences() -> Iterator[None]:
    """End the process with 1 and a sentence where settings, the database or a closed folder stop
    it."""
    try:
        yield
    except UnsafeSettings as unsafe:
        sys.exit(SETTINGS.format(unsafe))
    except OperationalError as away:
        sys.exit(DATABASE_AWAY.format(away.orig))
    except PermissionError as closed:
        sys.exit(CLOSED.format(getpass.getuser(), closed.filename))
