"""Kavenegar's HTTP API: texts by sms/send, codes by verify/lookup."""

from typing import Any

from marketplace.kernel import calls
from marketplace.kernel.outbox import Failed, Refused, Unknown
from marketplace.notify import reasons

OK = 200
LATER = {402, 409, 418, 429}  # may pass by itself or when staff pay


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
        answer = calls.post_form(f"{url}/v1/{key}/{method}.json", fields)
    except calls.NotSent as error:
        raise Failed(reasons.CONNECT) from error
    except calls.NoAnswer as error:
        raise Unknown(reasons.NO_ANSWER) from error
    return _read(answer)


def _read(answer: calls.Answer) -> str:
    try:
        content: dict[str, Any] = answer.json()
        status = int(content["return"]["status"])
        if status == OK:
            return str(content["entries"][0]["messageid"])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        if answer.status >= 500:
            raise Failed(f"kavenegar.{answer.status}") from error
        raise Unknown(reasons.UNREADABLE) from error
    reason = f"kavenegar.{status}"
    raise Failed(reason) if status in LATER or status >= 500 else Refused(reason)
