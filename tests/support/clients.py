"""A test client whose requests share nothing with the test around them."""

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

CODE = 6  # digits of a one-time code


class Client(FlaskClient):
    """Runs each request in a context of its own, as a server does.

    A test may hold an app context and a session; the request gets its own, and afterwards the
    test's session reads afresh. Unsafe requests say that they come from our own pages. The page
    of an error of ours may not repeat what somebody typed.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        end_reading()
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs["buffered"] = True
        typed = _typed(kwargs.get("data"))
        answer = Context().run(super().open, *args, headers=headers, **kwargs)
        if answer.status_code >= 500:
            assert not [value for value in typed if value in answer.text], answer.text
        return answer


def _typed(form: Any) -> list[str]:
    """Values of a form that are long enough to be somebody's."""
    values = form.values() if isinstance(form, dict) else ()
    return [value for value in values if isinstance(value, str) and len(value) >= CODE]


def end_reading() -> None:
    """Let the test's own session see what others commit from now on."""
    from marketplace.kernel.db import session

    if has_app_context():
        session.rollback()
        session.expire_all()
