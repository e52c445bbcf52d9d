"""The people of one Saturday, each in a browser of her own, doing what their pages let them."""

from typing import Any

from flask import Flask

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali, local
from marketplace.kernel.db import session
from marketplace.kernel.money import toman
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.orders.post import postage
from marketplace.payments import refunds
from marketplace.payments.proof_models import Proof
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from tests.support import factories as make


class Day:
    """Forms sent by people; every answer must be a page that goes on."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._browsers: dict[str, Any] = {}

    def send(self, who: User | str, path: str, **typed: Any) -> None:
        """One form by a staff role, a person, or `buyer`, who is nobody."""
        answer = self.browser(who).post(path, data=typed)
        assert answer.status_code == 303, (path, answer.status_code, answer.text[-1500:])

    def browser(self, who: User | str) -> Any:
        """Her browser, signed in when it is first used."""
        name = who if isinstance(who, str) else str(who.id)
        if name not in self._browsers:
            self._browsers[name] = self.app.test_client()
            if who != "buyer":
                make.sign_in_as(self._browsers[name], who)
        return self._browsers[name]

    def maker_says(self, order: Order, vendor: Vendor, what: str, **typed: Any) -> None:
        """acceptance, refusal, readiness, posting: of her part of the order."""
        person = session.get_one(User, vendor.members[0].user_id)
        self.send(person, f"/studio/orders/{part(order, vendor).public_id}/{what}", **typed)

    def all_accept(self, order: Order) -> None:
        """Every maker says yes."""
        for one in order.vendor_orders:
            self.maker_says(order, session.get_one(Vendor, one.vendor_id), "acceptance")
        session.expire_all()

    def all_accept_and_bring(self, order: Order) -> None:
        """Every maker says yes, and the clerk takes everything in."""
        self.all_accept(order)
        self.arrives(order)

    def arrives(self, order: Order) -> None:
        """What is expected comes to the desk."""
        session.expire_all()
        for one in order.vendor_orders:
            if one.fulfilment and one.fulfilment.state == "expected":
                self.send("clerk", f"/desk/fulfilments/{one.fulfilment.public_id}/arrival")
        session.expire_all()

    def pays_cash(self, order: Order, received: int) -> None:
        """At the desk, in Toman."""
        self.send("clerk", f"/desk/orders/{order.code}/payment", received=str(received))

    def sends_proof(self, order: Order, amount: int, number: str) -> None:
        """The buyer's transfer, in Toman, on the order's own page."""
        now = local(clock.now())
        year, month, day = jalali(now)
        self.send(
            "buyer", f"/o/{links.token(order.code)}/proof", amount=str(amount), last4="1234",
            paid_time=f"{now:%H:%M}", number=number,
            **{"paid_on-day": day, "paid_on-month": month, "paid_on-year": year},
        )  # fmt: skip

    def confirms(self, order: Order, amount: int) -> None:
        """The treasurer finds it on the account."""
        proof = session.query(Proof).filter_by(subject_id=order.id, state="waiting").one()
        path = f"/office/transfers/{proof.public_id}/confirmation"
        self.send("treasurer", path, amount=str(amount))

    def hands_over(self, order: Order, *places: int) -> None:
        """These lines of the order's first part, counted from nothing; all parts when unnamed."""
        session.expire_all()
        parts = order.vendor_orders[:1] if places else order.vendor_orders
        for one in parts:
            if one.fulfilment and one.fulfilment.state == "at_office":
                key = one.fulfilment.public_id
                lines = [one.kept[place].id for place in places] or [
                    line.line_id for line in one.fulfilment.lines
                ]
                self.send("clerk", f"/desk/fulfilments/{key}/hand-over", **{f"{key}-lines": lines})
        session.expire_all()

    def parcel(self, order: Order, what: str, **typed: Any) -> None:
        """posting, failure, return: of the order's one parcel."""
        (found,) = postage.of_order(order)
        self.send("clerk", f"/office/parcels/{found.public_id}/{what}", **typed)
        session.expire_all()

    def buyer_says(self, order: Order, what: str, **typed: Any) -> None:
        """cancellation, rest: on the order's page."""
        self.send("buyer", f"/o/{links.token(order.code)}/{what}", **typed)
        session.expire_all()

    def gives_back(self, order: Order) -> None:
        """The treasurer sends what is owed to the buyer's card."""
        for due in refunds.open_of(("order", order.id)):
            card = {"method": "card", "last4": "1234", "reference": "140509300001"}
            self.send("treasurer", f"/office/refunds/{due.public_id}", **card)
        session.expire_all()


def part(order: Order, vendor: Vendor) -> Any:
    """A maker's part of an order."""
    return next(one for one in order.vendor_orders if one.vendor_id == vendor.id)


def a_piece(vendor: Vendor, price: int, grams: int = 300) -> Listing:
    """A piece at this price in Toman."""
    return make.a_live_listing(vendor, price=toman(price).amount, weight_g=grams)


def a_posted_card_order(*pieces: Listing) -> Order:
    """An order by post that its buyer pays card to card."""
    method = make.tariff_book.methods()[0]
    return make.an_order(*pieces, pay_method="card", method_id=method.id, address=make.an_address())
