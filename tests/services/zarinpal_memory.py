"""What ZarinPal's double keeps: its payments and what it paid back, safe between threads."""

import random
import string
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Any

REVERSE_WITHIN = 30 * 60  # seconds
SMALLEST_REFUND = 20_000  # rial


class Refusal(Exception):
    """One of ZarinPal's codes."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass
class Payment:
    """One authority. `amount` in rial, `status` as the inquiry says it."""

    merchant_id: str
    authority: str
    amount: int
    callback_url: str
    description: str
    metadata: dict[str, Any]
    session: str
    status: str = "IN_BANK"
    ref_id: int = 0
    card_pan: str = "502229******5995"
    paid_at: float = 0
    verified: int = 0  # how often it was asked to verify
    refunds: list[dict[str, Any]] = field(default_factory=list)


class Memory:
    """Every payment by its authority."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._payments: dict[str, Payment] = {}
        self.fee_bp = 0

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._payments.clear()
            self.fee_bp = 0

    def rows(self) -> list[dict[str, Any]]:
        """All of it, oldest first."""
        with self._lock:
            return [asdict(one) for one in self._payments.values()]

    def request(self, merchant_id: str, fields: dict[str, Any]) -> Payment:
        """A new authority."""
        amount = fields.get("amount")
        currency = fields.get("currency", "IRR")
        texts = fields.get("description"), fields.get("callback_url")
        if not isinstance(amount, int) or currency not in ("IRR", "IRT") or not all(texts):
            raise Refusal(-9)
        rial = amount * 10 if currency == "IRT" else amount
        if rial < 10_000:
            raise Refusal(-9)
        with self._lock:
            letters = random.choices(string.ascii_letters + string.digits, k=10)
            authority = "S" + "0" * 25 + "".join(letters)
            session = str(580_000_000 + len(self._payments))
            self._payments[authority] = Payment(
                merchant_id, authority, rial, str(texts[1]), str(texts[0]),
                dict(fields.get("metadata") or {}), session,
            )  # fmt: skip
            return self._payments[authority]

    def find(self, merchant_id: str, authority: str) -> Payment:
        """One merchant's payment."""
        with self._lock:
            found = self._payments.get(authority)
            if found is None:
                raise Refusal(-54)
            if merchant_id and found.merchant_id != merchant_id:
                raise Refusal(-53)
            return found

    def pay(self, authority: str) -> Payment:
        """The buyer paid at her bank."""
        payment = self.find("", authority)
        with self._lock:
            if payment.status in ("IN_BANK", "FAILED"):
                payment.status, payment.paid_at = "PAID", time.time()
                payment.ref_id = 200_000_000 + random.randrange(10**8)
            return payment

    def cancel(self, authority: str) -> Payment:
        """The buyer pressed the button that leads back."""
        payment = self.find("", authority)
        with self._lock:
            if payment.status == "IN_BANK":
                payment.status = "FAILED"
            return payment

    def verify(self, merchant_id: str, authority: str, amount: Any) -> tuple[int, Payment]:
        """100 the first time, 101 afterwards."""
        payment = self.find(merchant_id, authority)
        with self._lock:
            if payment.status not in ("PAID", "VERIFIED"):
                raise Refusal(-51)
            if amount != payment.amount:
                raise Refusal(-50)
            code = 101 if payment.status == "VERIFIED" else 100
            payment.status, payment.verified = "VERIFIED", payment.verified + 1
            return code, payment

    def reverse(self, merchant_id: str, authority: str) -> None:
        """Everything back, within half an hour."""
        payment = self.find(merchant_id, authority)
        with self._lock:
            if payment.status not in ("PAID", "VERIFIED"):
                raise Refusal(-61)
            if time.time() > payment.paid_at + REVERSE_WITHIN:
                raise Refusal(-63)
            payment.status = "REVERSED"

    def unverified(self, merchant_id: str) -> list[Payment]:
        """Paid, and nobody said that she knows."""
        with self._lock:
            mine = [one for one in self._payments.values() if one.merchant_id == merchant_id]
            return [one for one in mine if one.status == "PAID"][-100:]

    def sessions(self, reference: str) -> list[dict[str, Any]]:
        """By the number of the money."""
        with self._lock:
            return [
                {"id": one.session, "amount": one.amount}
                for one in self._payments.values() if str(one.ref_id) == reference
            ]  # fmt: skip

    def refund(self, session: str, amount: int) -> dict[str, Any]:
        """A part or the whole to the card. Raises ValueError in ZarinPal's manner."""
        with self._lock:
            found = [one for one in self._payments.values() if one.session == session]
            if not found or found[0].status != "VERIFIED":
                raise ValueError("session is not refundable")
            payment = found[0]
            left = payment.amount - sum(row["amount"] for row in payment.refunds)
            if amount < SMALLEST_REFUND or amount > left:
                raise ValueError("amount is not valid")
            row = {"id": str(700_000 + random.randrange(10**5)), "amount": amount}
            payment.refunds.append(row)
            return row | {"terminal_id": "555"}
