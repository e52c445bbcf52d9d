"""Around every view: origin, access, actor, and one unit of work for an unsafe request."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, make_response, request
from sqlalchemy.exc import OperationalError

from marketplace.kernel.actor import acting
from marketplace.kernel.engines import lost_a_deadlock
from marketplace.kernel.unit import unit_of_work
from marketplace.web.access import Access, access_of
from marketplace.web.identity import authorise
from marketplace.web.origin import SAFE, refuse_foreign

View = Callable[..., Any]
TRIES = 3  # of a request whose transaction lost a deadlock; nothing of it was kept
BREATH = 0.05  # seconds before the next: who comes back at once takes the row from him that waits


def surround(app: Flask) -> None:
    """Wrap every view. Call once, after all routes are registered."""
    for name, view in app.view_functions.items():
        access = access_of(view)
        if access is not None:
            app.view_functions[name] = _surrounded(view, access)


def _surrounded(view: View, access: Access) -> View:
    def answer(arguments: dict[str, Any]) -> Response:
        with acting(authorise(access)):
            return make_response(view(**arguments))

    @wraps(view)
    def run(**arguments: Any) -> Response:
        if request.method in SAFE:
            return answer(arguments)
        if access.signed_by:
            request.get_data()  # as it came: the signature is over its bytes
            return answer(arguments)
        refuse_foreign()
        _ = request.form  # the whole body is in before any transaction opens
        if access.own_unit:
            return answer(arguments)
        for _again in range(TRIES - 1):
            try:
                return once(arguments)
            except OperationalError as error:
                if not lost_a_deadlock(error):
                    raise
                time.sleep(BREATH)
        return once(arguments)

    def once(arguments: dict[str, Any]) -> Response:
        with unit_of_work() as undo:
            response = answer(arguments)
            if response.status_code >= 400:
                undo()
        return response

    return run
