"""Paying back after the window for reversing: ZarinPal's other interface, with its own token."""

from typing import Any

from marketplace.kernel import calls
from marketplace.payments.gateways.gateway import Attempt, Failed, Refused, Repayment, Unknown
from marketplace.payments.gateways.zarinpal.client import UNREADABLE, post
from marketplace.payments.gateways.zarinpal.config import Config

FIND = """query Sessions($terminal_id: ID!, $reference_id: String) {
  Session(terminal_id: $terminal_id, reference_id: $reference_id) { id amount }
}"""
GIVE = """mutation AddRefund($session_id: ID!, $amount: BigInteger!, $description: String,
    $method: InstantPayoutActionTypeEnum, $reason: RefundReasonEnum) {
  resource: AddRefund(session_id: $session_id, amount: $amount, description: $description,
    method: $method, reason: $reason) { id terminal_id amount }
}"""


def refund(config: Config, attempt: Attempt, repayment: Repayment) -> str:
    """Pay back so many rial to the card that paid; the refund's number there.

    Raises Failed, Refused, or Unknown when nobody knows whether it happened."""
    asked = {"terminal_id": config.terminal, "reference_id": attempt.trace}
    try:
        found = _ask(config, FIND, asked).get("Session") or []
    except Unknown as error:  # only looking: nothing was given
        raise Failed(str(error)) from error
    amount = attempt.charged.amount
    sessions = [str(one["id"]) for one in found if int(one.get("amount") or 0) == amount]
    if not sessions:
        raise Refused("zarinpal.no_session")
    wanted = {
        "session_id": sessions[0], "amount": repayment.charged.amount,
        "description": repayment.words, "method": "PAYA", "reason": "CUSTOMER_REQUEST",
    }  # fmt: skip
    given = _ask(config, GIVE, wanted).get("resource") or {}
    if not given.get("id"):
        raise Unknown(UNREADABLE)
    return str(given["id"])


def _ask(config: Config, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    answer = post(config.refund_url, {"query": query, "variables": variables}, config.token)
    if answer.status in (401, 403):
        raise Refused(f"zarinpal.refund.{answer.status}")
    return _read(answer)


def _read(answer: calls.Answer) -> dict[str, Any]:
    try:
        content: dict[str, Any] = answer.json()
        if content.get("errors"):
            raise Refused("zarinpal.refund." + str(content["errors"][0].get("message", ""))[:60])
        data: dict[str, Any] = content["data"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unknown(UNREADABLE) from error
    return data
