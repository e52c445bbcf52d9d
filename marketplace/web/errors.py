"""Errors as pages in the person's language: what happened and what to do."""

from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound, TooMany
from marketplace.web import frame
from marketplace.web.forms import say
from marketplace.web.logs import log
from marketplace.web.origin import SAFE

PAGES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
RETRY_SECONDS = 5


def page(status: int, words: str | None = None, retry_after: int | None = None) -> Response:
    """The error page with this status; without a database it is the 503 one."""
    shown = status if status in PAGES else 500 if status >= 500 else 400
    if status >= 500:
        frame.without_database()
    try:
        body = render_template("errors/error.html", status=shown, words=words)
    except (OperationalError, TimeoutError):
        session.rollback()
        return page(503, retry_after=RETRY_SECONDS)
    response = make_response(body, status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def init_errors(app: Flask) -> None:
    """Register one handler a family of errors."""

    @app.errorhandler(DomainError)
    def domain(error: DomainError) -> Response:
        wait = error.retry_after if isinstance(error, TooMany) else None
        words = None if isinstance(error, NotFound) else say(error)
        return page(error.status, words, wait)

    @app.errorhandler(Unauthorized)
    def unauthorized(_error: Unauthorized) -> BaseResponse:
        staff = request.path.startswith(("/office", "/desk"))
        where = "account.staff_sign_in" if staff else "account.sign_in"
        here = request.script_root + request.full_path.rstrip("?")
        return redirect(url_for(where, next=here if request.method in SAFE else None))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        if error.response is not None or (error.code or 500) < 400:
            return error
        foreign = error.description == "foreign-origin"
        return page(
            error.code or 500,
            _(
                "This form was not sent from our own page. "
                "Open the page again and send it from there."
            )
            if foreign
            else None,
        )

    @app.errorhandler(TimeoutError)
    def busy(_error: TimeoutError) -> Response:
        return page(503, retry_after=RETRY_SECONDS)

    @app.errorhandler(OperationalError)
    def unavailable(error: OperationalError) -> Response:
        log.error("database unavailable", error=type(error.orig).__name__)
        session.rollback()
        return page(503, retry_after=RETRY_SECONDS)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        log.error("unforeseen error", error=type(error).__name__, exc_info=error)
        session.rollback()
        return page(500)
