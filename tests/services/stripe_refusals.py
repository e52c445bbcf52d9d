"""What Stripe refuses, and in which words."""

from typing import Any
from urllib.parse import urlsplit

Shape = dict[str, Any]
CURRENCIES = frozenset(
    "aed aud bgn brl cad chf czk dkk egp eur gbp gel hkd huf idr ils inr jpy krw kzt mad mxn myr "  # noqa: SIM905
    "nok nzd pkr pln qar ron sar sek sgd thb try uah usd vnd xof zar".split()
)
LEAST = {"usd": 50, "eur": 50, "gbp": 30, "aed": 200, "jpy": 50}
LARGEST = 99_999_999
SOONEST, LATEST = 30 * 60, 24 * 3600


class Refusal(Exception):
    """An error as it is answered: the HTTP status, Stripe's code and sentence, the parameter."""

    def __init__(self, status: int, code: str, message: str, param: str = "",
                 kind: str = "invalid_request_error") -> None:  # fmt: skip
        super().__init__(message)
        self.status = status
        self.error = {"type": kind, "message": message}
        self.error |= {"code": code} if code else {}
        self.error |= {"param": param} if param else {}


def amounts(lines: list[Shape]) -> tuple[int, str]:
    """The total and the currency of the lines of a session. Raises Refusal."""
    if not lines:
        raise Refusal(400, "parameter_missing", "You must provide line_items.", "line_items")
    total, currencies = 0, set()
    for place, line in enumerate(lines):
        where = f"line_items[{place}]"
        price, quantity = line.get("price_data", {}), line.get("quantity", "")
        unit, name = price.get("unit_amount", ""), price.get("product_data", {}).get("name", "")
        if not unit.isdigit():
            param = f"{where}[price_data][unit_amount]"
            raise Refusal(400, "parameter_invalid_integer", f"Invalid integer: {unit}", param)
        if not quantity.isdigit() or int(quantity) < 1:
            raise Refusal(400, "parameter_invalid_integer", "Invalid quantity.", where)
        if not name:
            param = f"{where}[price_data][product_data][name]"
            raise Refusal(400, "parameter_invalid_empty", "You passed an empty string.", param)
        currencies.add(price["currency"].lower())
        total += int(unit) * int(quantity)
    return total, _currency(currencies, total)


def _currency(currencies: set[str], total: int) -> str:
    currency = currencies.pop()
    if currencies:
        raise Refusal(400, "", "All line_items must have the same currency.", "line_items")
    if currency not in CURRENCIES:
        raise Refusal(400, "", f"Invalid currency: {currency}.", "currency")
    if total < LEAST.get(currency, 50):
        raise Refusal(400, "amount_too_small", "The total amount is below the minimum.")
    if total > LARGEST:
        raise Refusal(400, "amount_too_large", "The total amount is above the maximum.")
    return currency


def moment(wish: Shape, now: int) -> None:
    """Refuse an end too near or too far, and addresses that a browser cannot be sent to."""
    wish.setdefault("expires_at", str(now + LATEST))
    if not SOONEST <= int(wish["expires_at"]) - now <= LATEST:
        raise Refusal(400, "", "The `expires_at` timestamp must be less than 24 hours and at least "
                      "30 minutes from Checkout Session creation.", "expires_at")  # fmt: skip
    for name in ("success_url", "cancel_url"):
        if (wish.get(name) or name == "success_url") and not urlsplit(wish.get(name, "")).netloc:
            raise Refusal(400, "url_invalid", "Not a valid URL", name)


ENDED = ("won", "lost", "warning_closed", "prevented")


def refundable(charged: Shape, wish: Shape, disputes: list[Shape]) -> int:
    """How much of a charge this refund takes. Raises Refusal for more than is left, and while one
    of its disputes is open or when it was lost as a whole."""
    lost = sum(one["amount"] for one in disputes if one["status"] == "lost")
    left = charged["amount"] - charged["amount_refunded"] - lost
    waits = any(one["status"] not in ENDED for one in disputes)
    if waits or (lost and not left):
        raise Refusal(400, "charge_disputed", "This charge has been charged back.")
    if left <= 0:
        message = f"Charge {charged['id']} has already been refunded."
        raise Refusal(400, "charge_already_refunded", message)
    amount = int(wish.get("amount", left))
    if not 0 < amount <= left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise Refusal(400, "", message, "amount")
    return amount
