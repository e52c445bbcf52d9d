"""Trying something on a row that somebody else may have changed meanwhile."""

from collections.abc import Callable

from flask import flash

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.forms.form import say


def attempt(action: Callable[[], object], done: str) -> None:
    """Do it and say so; when a rule says no, undo everything and say why on the next page."""
    try:
        action()
        session.flush()
    except NotFound:
        raise
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
    else:
        flash(done, "done")
