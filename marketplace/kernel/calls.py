"""One POST to a company's server, and whether it arrived when no answer comes."""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

import certifi

CONNECT, ANSWER = 5, 10  # seconds
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class NotSent(Exception):
    """No connection came about: it surely had no effect."""


class NoAnswer(Exception):
    """Nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self) -> Any:
        """Raises ValueError."""
        return json.loads(self.body)


def post_form(address: str, fields: Mapping[str, str]) -> Answer:
    """Send a form. Raises NotSent, NoAnswer."""
    return _post(address, urlencode(fields).encode(), {"Content-Type": FORM})


def post_json(address: str, content: object, headers: Mapping[str, str]) -> Answer:
    """Send JSON. Raises NotSent, NoAnswer."""
    return _post(address, json.dumps(content).encode(), {"Content-Type": JSON, **headers})


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Over a connection of its own: a kept one may die in mid-call, and nobody would know."""
    parts = urlsplit(address)
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        try:
            line.connect()
        except OSError as error:
            raise NotSent from error
        line.sock.settimeout(ANSWER)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        line.request("POST", path, body, {"Connection": "close", **headers})
        answer = line.getresponse()
        return Answer(answer.status, answer.read())
    except (OSError, HTTPException) as error:
        raise NoAnswer from error
    finally:
        line.close()


def _line(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=CONNECT, context=_trust())
    return HTTPConnection(host, port, timeout=CONNECT)


@cache
def _trust() -> ssl.SSLContext:
    """Once for the process: reading the certificates costs more than a call."""
    return ssl.create_default_context(cafile=certifi.where())
