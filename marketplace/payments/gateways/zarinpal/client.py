"""One call to ZarinPal: JSON there, JSON back, and what it means when no answer comes."""

from dataclasses import dataclass, field
from typing import Any

from marketplace.kernel import calls
from marketplace.payments.gateways.gateway import Failed, Unknown

CONNECT, NO_ANSWER, UNREADABLE = "gateway.connect", "gateway.no_answer", "gateway.unreadable"


class Codes:
    """The codes of ZarinPal's answers that mean something to us."""

    DONE, AGAIN = 100, 101
    OTHER_AMOUNT, NOT_PAID, ODD = -50, -51, -52
    NOT_OURS, NO_AUTHORITY, NO_SESSION = -53, -54, -55


@dataclass(frozen=True, slots=True)
class Answer:
    """A code, and what came with it."""

    code: int
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Client:
    """Calls in the name of one merchant."""

    url: str
    merchant: str

    def call(self, method: str, fields: dict[str, Any]) -> Answer:
        """POST to a method of v4. Raises Failed or Unknown."""
        address = f"{self.url}/pg/v4/payment/{method}.json"
        return read(post(address, {"merchant_id": self.merchant, **fields}))


def post(address: str, body: dict[str, Any], token: str = "") -> calls.Answer:
    """One POST with explicit time limits. Raises Failed when it surely did not arrive, else
    Unknown."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        return calls.post_json(address, body, headers)
    except calls.NotSent as error:
        raise Failed(CONNECT) from error
    except calls.NoAnswer as error:
        raise Unknown(NO_ANSWER) from error


def read(answer: calls.Answer) -> Answer:
    """The answer's code. Raises Unknown when it is none of ZarinPal's."""
    try:
        content: dict[str, Any] = answer.json()
        found = content["errors"] or content["data"]
        return Answer(int(found["code"]), found)
    except (ValueError, KeyError, TypeError) as error:
        raise Unknown(UNREADABLE) from error
