"""The money walk: what buyers, clerk and treasurer do with rial, euro and a gateway."""

from collections.abc import Sequence
from typing import Any

from marketplace.kernel.db import session
from marketplace.kernel.money import toman
from marketplace.ledger import balances
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.payments import refunds
from marketplace.payments.foreign import rates
from marketplace.payments.proof_models import Proof
from marketplace.payouts.models import Payout
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from tests.journeys.saturday import Day
from tests.payouts.stage import done
from tests.support import factories as make
from tests.support.zarinpal import Gateway


class Money(Day):
    """A day at which money comes and goes in every way."""

    def pays_online(self, order: Order, gateway: Gateway) -> None:
        """The buyer presses the button, pays at ZarinPal, and is sent back."""
        self.send("buyer", f"/o/{links.token(order.code)}/payments", gateway="zarinpal")
        row = gateway.messages[-1]
        gateway.do("pay", row["authority"])
        back = f"{row['callback_url']}?Authority={row['authority']}&Status=OK"
        told = self.browser("buyer").get(back, follow_redirects=True)
        assert "پرداخت شد" in told.text, told.text[-1500:]
        session.expire_all()

    def pays_euro(self, order: Order, given: int, toman_each: int) -> None:
        """A tourist puts notes on the table; the treasurer has said what a euro is worth."""
        by = make.staff("treasurer").id
        rate = done(rates.set_, "EUR", toman(toman_each), by=by, source="صرافی", sure=True)
        path = f"/desk/orders/{order.code}/foreign-payment"
        self.send("clerk", path, currency="EUR", given=str(given), rate=rate.public_id)

    def refuses(self, order: Order, words: str) -> None:
        """The treasurer does not find the transfer."""
        proof = session.query(Proof).filter_by(subject_id=order.id, state="waiting").one()
        path = f"/office/transfers/{proof.public_id}/refusal"
        self.send("treasurer", path, refusal="not_found", words=words)
        session.expire_all()

    def brings_back(self, order: Order, line_id: int, **typed: Any) -> None:
        """One piece of a line comes back to the desk."""
        fields = {f"{line_id}-stock": "1", "seen": "0", "reason": "رنگش فرق داشت"}
        self.send("clerk", f"/office/orders/{order.code}/returns", **fields | typed)
        session.expire_all()

    def gives_back_online(self, order: Order) -> None:
        """The treasurer lets the gateway give back what it took."""
        (due,) = refunds.open_of(("order", order.id))
        self.send("treasurer", f"/office/refunds/{due.public_id}/gateway")

    def pays_makers(self, reference: str) -> str:
        """A run of all that is due: made, approved by another, sent; returns its address."""
        made = self.browser("treasurer").post("/office/payouts")
        assert made.status_code == 303
        run: str = made.location
        self.send("administrator", f"{run}/approval")
        self.send("treasurer", f"{run}/sending", reference=reference)
        session.expire_all()
        return run

    def bank_returns(self, vendor: Vendor, words: str) -> None:
        """The bank sends back what was under way to her."""
        (payout,) = paid(vendor, "sent")
        self.send("treasurer", f"/office/payouts/{payout.public_id}/return", reason=words)
        session.expire_all()


def paid(vendor: Vendor, *states: str) -> Sequence[Payout]:
    """Her payments in these states, the oldest first."""
    rows = session.query(Payout).filter_by(vendor_id=vendor.id).order_by(Payout.id)
    found: Sequence[Payout] = [one for one in rows.populate_existing() if one.state in states]
    return found


def person(vendor: Vendor) -> User:
    """Whose phone it is."""
    return session.get_one(User, vendor.members[0].user_id)


def books(currency: str = "IRR") -> dict[str, int]:
    """What every account holds that holds anything; Toman for rial."""
    unit = 10 if currency == "IRR" else 1
    return {
        one.account: one.amount // unit
        for one in balances.trial() if one.currency == currency and one.amount
    }  # fmt: skip
