"""Errors as pages in the person's language: what happened and what to do."""

from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, SecurityError, Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound, TooMany
from marketplace.web import frame
from marketplace.web.forms.form import say
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

    @app.errorhandler(SecurityError)
    def forged(_error: SecurityError) -> Response:
        """A host that is not ours: no address of a page can be made for it."""
        return Response("400 Bad Request\n", 400, content_type="text/plain; charset=utf-8")

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

    @app.errorhandler(DataError)
    def unthinkable(_error: DataError) -> Response:
        """What a column cannot hold, no row has: a NUL in an address, for one."""
        session.rollback()
        return page(404)

    @app.errorhandler(IntegrityError)
    def rival(error: IntegrityError) -> Response:
        """A constraint caught what two people did at the same moment; the second reads so."""
        log.warning("constraint refused", error=type(error.orig).__name__, exc_info=error)
        session.rollback()
        words = _("This was changed by someone else meanwhile. Here is how it stands now.")
        return page(409, words)

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
