"""Structured logs: one line a request with its id, and nothing personal."""

import logging
import sys
import time
import traceback
import uuid
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

PLACE = "/marketplace/"
log: structlog.stdlib.BoundLogger = structlog.get_logger("caravanserai")


def _places_only(
    _logger: Any, _name: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception becomes its type and code lines; its message may hold people's data."""
    error = line.pop("exc_info", None)
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        line["trace"] = [
            f"{f.filename.rpartition(PLACE)[2]}:{f.lineno}" for f in frames if PLACE in f.filename
        ]
    return line


class _Others(logging.Handler):
    """What libraries say, in our own lines: their sentence without what they would put into it."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log.log(
            record.levelno,
            str(record.msg) if record.args else "said by a library",
            logger=record.name,
            error=type(error).__name__ if error else None,
            exc_info=error,
        )


def init_logs(app: Flask) -> None:
    """JSON lines on stderr, those of libraries among them."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _places_only,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    everybody = logging.getLogger()
    if not any(isinstance(one, _Others) for one in everybody.handlers):
        everybody.addHandler(_Others())
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = uuid.uuid4().hex[:16]


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request",
        id=g.request_id,
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
    )
    return response
