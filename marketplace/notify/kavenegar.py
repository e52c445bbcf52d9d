"""Kavenegar's HTTP API: texts by sms/send, codes by verify/lookup."""

from functools import cache
from typing import Any

import httpx

from marketplace.kernel.outbox import Failed, Refused, Unknown
from marketplace.notify import reasons

TIMEOUT = httpx.Timeout(10, connect=5)  # seconds
ONE_CALL = httpx.Limits(max_keepalive_connections=0)  # a kept one may die in mid-call: unknown
OK = 200
LATER = {402, 409, 418, 429}  # may pass by itself or when staff pay
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def text(url: str, key: str, to: str, body: str, number: int) -> str:
    """Send a text; `number` is ours and lets Kavenegar drop a repetition. Returns its id.

    Raises Failed, Refused or Unknown.
    """
    fields = {"receptor": dialled(to), "message": body, "localid": str(number)}
    return _post(url, key, "sms/send", fields)


def code(url: str, key: str, to: str, template: str, code: str) -> str:
    """Send a code by the template registered there. Returns Kavenegar's id.

    Raises Failed, Refused or Unknown.
    """
    fields = {"receptor": dialled(to), "token": code, "template": template}
    return _post(url, key, "verify/lookup", fields)


def template_name(template: str, locale: str) -> str:
    """Our template as it is registered at Kavenegar: sign-in-code, sign-in-code-en."""
    return template.replace("_", "-") + ("-en" if locale == "en" else "")


def dialled(mobile: str) -> str:
    """+989121234567 as 09121234567; other countries with 00."""
    home = mobile.removeprefix("+98")
    return f"0{home}" if home != mobile else f"00{mobile.removeprefix('+')}"


def _post(url: str, key: str, method: str, fields: dict[str, str]) -> str:
    try:
        answer = _client().post(f"{url}/v1/{key}/{method}.json", data=fields)
    except NOT_SENT as error:
        raise Failed(reasons.CONNECT) from error
    except httpx.HTTPError as error:
        raise Unknown(reasons.NO_ANSWER) from error
    return _read(answer)


@cache
def _client() -> httpx.Client:
    """One for the process: reading the certificates costs more than a message."""
    return httpx.Client(timeout=TIMEOUT, limits=ONE_CALL)


def _read(answer: httpx.Response) -> str:
    try:
        content: dict[str, Any] = answer.json()
        status = int(content["return"]["status"])
        if status == OK:
            return str(content["entries"][0]["messageid"])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        if answer.status_code >= 500:
            raise Failed(f"kavenegar.{answer.status_code}") from error
        raise Unknown(reasons.UNREADABLE) from error
    reason = f"kavenegar.{status}"
    raise Failed(reason) if status in LATER or status >= 500 else Refused(reason)
