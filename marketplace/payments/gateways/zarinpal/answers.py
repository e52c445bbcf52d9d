"""ZarinPal's answers in our words."""

import re
from typing import Any

from marketplace.kernel.money import Money
from marketplace.payments.gateways.gateway import Attempt, Charge, Outcome, Refused, Unknown
from marketplace.payments.gateways.zarinpal.client import UNREADABLE, Answer, Codes

AUTHORITY = re.compile(r"[AS][0-9A-Za-z]{35}")
STATUS = {
    "PAID": "paid", "VERIFIED": "paid", "IN_BANK": "pending", "FAILED": "failed",
    "REVERSED": "failed",
}  # fmt: skip
PUZZLING = (Codes.OTHER_AMOUNT, Codes.NOT_OURS)
NOBODY_S = (Codes.NO_AUTHORITY, Codes.NO_SESSION)


def metadata(charge: Charge) -> dict[str, str]:
    """What ZarinPal shows beside the payment; a mobile only when it is Iranian."""
    home = charge.mobile.removeprefix("+98")
    mobile = {"mobile": f"0{home}"} if home != charge.mobile else {}
    return {"order_id": charge.key, **mobile}


def authority(answer: Answer) -> str:
    """Of a new request. Raises Refused with ZarinPal's code, Unknown for nonsense."""
    if answer.code != Codes.DONE:
        raise Refused(f"zarinpal.{answer.code}")
    found = str(answer.data.get("authority", ""))
    if not AUTHORITY.fullmatch(found):
        raise Unknown(UNREADABLE)
    return found


def verified(answer: Answer, attempt: Attempt) -> Outcome | None:
    """What verifying said; None when the inquiry knows more."""
    if answer.code in (Codes.DONE, Codes.AGAIN):
        return _paid(answer.data, attempt)
    problem = f"zarinpal.{answer.code}"
    if answer.code in PUZZLING:
        return Outcome("puzzling", problem=problem)
    if answer.code in NOBODY_S:
        return Outcome("failed", problem=problem)
    return None if answer.code == Codes.NOT_PAID else Outcome("unknown", problem=problem)


def _paid(data: dict[str, Any], attempt: Attempt) -> Outcome:
    """ZarinPal says no amount here: it has refused to verify any other than ours."""
    fee = int(data.get("fee") or 0) if data.get("fee_type") == "Merchant" else 0
    return Outcome(
        "paid", charged=attempt.charged, trace=str(data.get("ref_id", "")),
        last4=str(data.get("card_pan") or "")[-4:], fee=Money(fee) if fee else None,
    )  # fmt: skip


def status(answer: Answer) -> Outcome:
    """What the inquiry said. Raises Unknown for a word that we do not know."""
    if answer.code != Codes.DONE:
        failed = answer.code in (*NOBODY_S, Codes.NOT_PAID)
        return Outcome("failed" if failed else "unknown", problem=f"zarinpal.{answer.code}")
    word = str(answer.data.get("status", ""))
    if word not in STATUS:
        raise Unknown(UNREADABLE)
    failed = STATUS[word] == "failed"
    return Outcome(STATUS[word], problem=f"zarinpal.{word.lower()}" if failed else "")


def authorities(answer: Answer) -> list[str]:
    """Of the list of what nobody verified. Raises Refused."""
    if answer.code != Codes.DONE:
        raise Refused(f"zarinpal.{answer.code}")
    rows = answer.data.get("authorities") or []
    return [str(row["authority"]) for row in rows if row.get("authority")]
