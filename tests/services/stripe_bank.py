"""What a Stripe account does: sessions are paid or expire, money goes back, buyers dispute."""

from tests.services import stripe_shapes as shapes
from tests.services.stripe_memory import Memory, Shape
from tests.services.stripe_refusals import Refusal, amounts, moment, refundable

NOT_OPEN = (
    'Only Checkout Sessions with a status in ["open"] can be expired. '
    "This Checkout Session has a status of {}."
)


class Bank(Memory):
    """The endpoints that change something, and what happens at the card's bank."""

    def session(self, key: str) -> Shape:
        """A session as it stands now: past its end it has expired. Raises Refusal."""
        row = self.get("cs", key)
        if row["status"] == "open" and row["expires_at"] <= self.now():
            self.expire(key)
        return row

    def open_session(self, wish: Shape) -> Shape:
        """checkout/sessions. Raises Refusal."""
        total, currency = amounts(wish.get("line_items", []))
        moment(wish, self.now())
        key = self.key("cs")
        wishes, now = wish["line_items"], self.now()
        self.lines[key] = [shapes.line(self.key("li"), now, one) for one in wishes]
        self.metadata[key] = wish.get("payment_intent_data", {}).get("metadata", {})
        url = f"{self.url}/c/pay/{key}"
        return self.keep(shapes.session(key, self.now(), wish, total, currency, url))

    def expire(self, key: str) -> Shape:
        """Nobody can pay it any more. Raises Refusal unless it is open."""
        row = self.get("cs", key)
        if row["status"] != "open":
            raise Refusal(400, "", NOT_OPEN.format(row["status"]))
        row.update(status="expired", url=None)
        self.say("checkout.session.expired", row)
        return row

    def pay(self, key: str, *, amount: int | None = None, card: str = "good") -> Shape:
        """A card on the pay page: good, declined, or one whose money comes days later (slow).

        Another `amount` than asked is what no real account does; a test may want to see it."""
        bought = self.session(key)
        if bought["status"] != "open":
            raise Refusal(400, "", f"The session is {bought['status']}.")
        paid = self._intent(bought)
        if card == "declined":
            paid["last_payment_error"] = {
                "type": "card_error", "code": "card_declined", "decline_code": "generic_decline",
                "message": "Your card was declined.",
            }  # fmt: skip
            self.say("payment_intent.payment_failed", paid)
            return bought
        if amount is not None:
            paid["amount"] = bought["amount_total"] = bought["amount_subtotal"] = amount
        bought.update(status="complete", url=None)
        bought["customer_details"] = shapes.NOBODY | {"tax_exempt": "none", "tax_ids": []}
        if card == "slow":
            paid["status"] = "processing"
            self.say("checkout.session.completed", bought)
            return bought
        self._charge(paid)
        bought["payment_status"] = "paid"
        self.say("checkout.session.completed", bought)
        return bought

    def _intent(self, bought: Shape) -> Shape:
        if bought["payment_intent"]:
            return self.rows[bought["payment_intent"]]
        metadata = self.metadata[bought["id"]]
        paid = self.keep(shapes.intent(self.key("pi"), self.now(), bought, metadata))
        bought["payment_intent"] = paid["id"]
        return paid

    def _charge(self, paid: Shape) -> None:
        key, amount = self.key("ch"), paid["amount"]
        fee = (amount * 29 + 500) // 1000 + 30
        moved = self.move(key, "charge", amount, fee, paid["currency"])
        known = None if self.slow else moved["id"]
        charged = self.keep(shapes.charge(key, self.now(), paid, known))
        paid.update(status="succeeded", amount_received=amount, latest_charge=key,
                    payment_method="pm_card_visa", last_payment_error=None)  # fmt: skip
        self.say("charge.succeeded", charged)
        self.say("payment_intent.succeeded", paid)

    def slow_balance(self) -> None:
        """From now on a charge names its movement on the balance only some time later."""
        self.slow = True

    def charge_changes(self, payment_intent: str) -> Shape:
        """Something of a charge is another now; its money has not moved yet."""
        charged = self.rows[self.rows[payment_intent]["latest_charge"]]
        self.say("charge.updated", charged)
        return charged

    def balance_moves(self, payment_intent: str) -> Shape:
        """That time has come."""
        charged = self.rows[self.rows[payment_intent]["latest_charge"]]
        moved = (one for one in self.rows.values() if one.get("source") == charged["id"])
        charged["balance_transaction"] = next(moved)["id"]
        self.say("charge.updated", charged)
        return charged

    def arrive(self, key: str, *, came: bool = True) -> Shape:
        """The money of a slow payment came at last, or did not."""
        bought = self.session(key)
        paid = self.rows[bought["payment_intent"]]
        if came:
            self._charge(paid)
            bought["payment_status"] = "paid"
        else:
            paid["status"] = "requires_payment_method"
        word = "succeeded" if came else "failed"
        self.say(f"checkout.session.async_payment_{word}", bought)
        return bought

    def move(self, source: str, kind: str, amount: int, fee: int, currency: str) -> Shape:
        """Write a movement on the balance, in `settles` when that is another currency."""
        key = self.key("txn")
        settles = self.settles or currency
        row = shapes.transaction(key, self.now(), source, kind, amount, fee, settles)
        row["exchange_rate"] = 1.0 if self.settles else None
        return self.keep(row)

    def refund(self, wish: Shape) -> Shape:
        """refunds. Raises Refusal."""
        paid = self.get("pi", wish.get("payment_intent", ""))
        charged = self.get("ch", paid["latest_charge"] or "")
        disputes = [row for row in self.rows.values() if row["object"] == "dispute"]
        mine = [row for row in disputes if row["charge"] == charged["id"]]
        amount = refundable(charged, wish, mine)
        key = self.key("re")
        moved = self.move(key, "refund", -amount, 0, charged["currency"])
        row = self.keep(shapes.refund(key, self.now(), charged, amount, wish, moved["id"]))
        charged["amount_refunded"] += amount
        charged["refunded"] = charged["amount_refunded"] == charged["amount"]
        self.say("refund.created", row)
        self.say("charge.refunded", charged)
        return row

    def refund_fails(self, key: str) -> Shape:
        """The card's bank sent it back: the money is on the balance again."""
        row = self.get("re", key)
        charged = self.rows[row["charge"]]
        charged["amount_refunded"] -= row["amount"]
        charged["refunded"] = False
        moved = self.move(key, "refund_failure", row["amount"], 0, row["currency"])
        row.update(status="failed", failure_reason="lost_or_stolen_card",
                   failure_balance_transaction=moved["id"])  # fmt: skip
        self.say("refund.failed", row)
        return row

    def dispute(self, payment_intent: str, *, amount: int | None = None,
                reason: str = "product_not_received") -> Shape:  # fmt: skip
        """The card's owner disputes; the money and a fee leave the balance at once."""
        charged = self.get("ch", self.get("pi", payment_intent)["latest_charge"] or "")
        amount = charged["amount"] - charged["amount_refunded"] if amount is None else amount
        charged["disputed"] = True
        key = self.key("du")
        moved = self.move(key, "adjustment", -amount, 1500, charged["currency"])
        row = shapes.dispute(key, self.now(), charged, amount, reason, moved)
        self.say("charge.dispute.created", self.keep(row))
        self.say("charge.dispute.funds_withdrawn", row)
        return row

    def decide(self, key: str, status: str) -> Shape:
        """The card's bank decides a dispute: won, lost or warning_closed."""
        row = self.get("du", key)
        row["status"] = status
        self.say("charge.dispute.closed", row)
        if status == "won":
            moved = self.move(key, "adjustment", row["amount"], 0, row["currency"])
            row["balance_transactions"].append(moved)
            self.say("charge.dispute.funds_reinstated", row)
        return row
