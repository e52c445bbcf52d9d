"""What happens outside: parcels posted and lost, the post paid and asked, notes changed."""

from itertools import count
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session as database
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import fulfilments
from marketplace.orders.losses import claims, losing
from marketplace.orders.models import Order
from marketplace.orders.post import costs as post_costs, parcels, postage
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns.models import CreditNote
from marketplace.payments.foreign import exchanging
from marketplace.payments.foreign.exchange_models import NotesExchange
from marketplace.payments.postage_models import PostPayment
from tests.ledger.buyers import EURO, MOST
from tests.ledger.oracle import PARTIES, Line, Told
from tests.ledger.payers import Payers
from tests.support import factories as make

codes = count(1_000_000_000)


class Carriers(Payers):
    """The post and the exchange office."""

    @precondition(lambda self: len(self.world.orders) < MOST)
    @rule(place=some.integers(0, 2), many=some.integers(1, 3))
    def order_by_post(self, place: int, many: int) -> None:
        wanted = (one(Listing, public_id=self.shelf[place]), many)
        order = make.accepted(make.a_posted_order(wanted))
        self.world.orders[order.id] = Told(
            {line.id: Line(part.vendor_id, line.unit_price, line.quantity, self.tax)
             for part in order.vendor_orders for line in part.lines},
            postage=order.postage, posted=True,
        )  # fmt: skip

    @precondition(lambda self: self.any(postable))
    @rule(data=some.data())
    def give_it_to_the_post(self, data: Any) -> None:
        key, told = self.one(data, postable)

        def ship() -> bool:
            for part in database.get_one(Order, key).vendor_orders:
                for each in part.fulfilments:
                    if each.state == "expected":
                        fulfilments.arrive(each)
            parcels.ship(parcel_of(key), str(next(codes)))
            return True

        assert bool(self.tried(ship)) == told.sold
        told.away = told.sold

    @precondition(lambda self: self.any(lambda told: told.away and not told.left))
    @rule(data=some.data())
    def it_arrives(self, data: Any) -> None:
        key, told = self.one(data, lambda told: told.away and not told.left)
        with unit_of_work():
            parcels.deliver(parcel_of(key))
        told.left = True

    @precondition(lambda self: self.any(losable))
    @rule(data=some.data(), liable=some.sampled_from(PARTIES))
    def it_is_lost(self, data: Any, liable: str) -> None:
        key, told = self.one(data, losable)
        notes = self.tried(lambda: losing.lose(parcel_of(key), liable, "پیدا نشد", self.treasurer))
        assert (notes is not None) == told.sold
        if notes is not None:
            told.lose(liable)
            told.settle()

    @precondition(lambda self: self.any(claimed))
    @rule(data=some.data(), part=some.sampled_from((0, 0.4, 1)))
    def the_post_answers(self, data: Any, part: float) -> None:
        key, told = self.one(data, claimed)
        open_ = [one for one in claims.of_order(key) if not one.turn % 2 and one.amount.amount]
        over = sum(one.over.amount for one in claims.of_order(key))
        assert sum(one.amount.amount for one in open_) - over == told.claimed - told.answered
        claim = data.draw(some.sampled_from(open_))
        paid = int(claim.amount.amount * part)
        with unit_of_work():
            claims.settle(claim.note, paid, self.treasurer, seen=claim.turn, reference="7",
                          reason="تا سقف بیمه")  # fmt: skip
        told.answered += claim.amount.amount
        self.answers[claim.note.id] = (key, claim.turn + 1, paid, claim.amount.amount - paid)
        self.answered(paid, claim.amount.amount - paid)

    @precondition(lambda self: self.answers)
    @rule(data=some.data())
    def that_answer_was_wrong(self, data: Any) -> None:
        note_id = data.draw(some.sampled_from(sorted(self.answers)))
        key, turn, paid, borne = self.answers.pop(note_id)
        self.over.discard(note_id)
        with unit_of_work():
            claims.reopen(
                database.get_one(CreditNote, note_id), "اشتباه", self.treasurer, seen=turn
            )
        self.world.orders[key].answered -= paid + borne
        self.answered(-paid, -borne)

    def answered(self, paid: int, borne: int) -> None:
        """The post owes no longer what it paid and what the office bears."""
        self.world.places["bank"] += paid
        self.world.places["returns"] += borne
        self.world.places["claims:post"] -= paid + borne

    @precondition(lambda self: self.any(lambda told: told.away and not told.posting))
    @rule(data=some.data(), cost=some.integers(1, 900_000), drawer=some.booleans())
    def pay_the_post(self, data: Any, cost: int, drawer: bool) -> None:
        key, told = self.one(data, lambda told: told.away and not told.posting)
        clerk, money = self.clerks[0], "drawer" if drawer else "bank"
        with unit_of_work():
            payment = post_costs.pay(
                {parcel_of(key).public_id: None}, Money(cost), money=money, receipt="12",
                by=clerk,
            )  # fmt: skip
        told.posting = payment.id
        self.paid_the_post(cost, f"drawer:{clerk}" if drawer else "bank")

    @precondition(lambda self: self.any(lambda told: bool(told.posting)))
    @rule(data=some.data())
    def that_receipt_was_wrong(self, data: Any) -> None:
        _key, told = self.one(data, lambda told: bool(told.posting))
        payment = database.get_one(PostPayment, told.posting)
        with unit_of_work():
            post_costs.undo(payment, "اشتباه")
        told.posting = 0
        drawer = payment.money == "drawer"
        place = f"drawer:{payment.paid_by}" if drawer else "bank"
        self.paid_the_post(-payment.amount, place)

    def paid_the_post(self, cost: int, place: str) -> None:
        """It left one place for the post."""
        self.world.places["postage:paid"] += cost
        self.world.places[place] -= cost

    @rule(notes=some.integers(1, 30), off=some.integers(-200_000, 200_000), safe=some.booleans())
    def change_notes(self, notes: int, off: int, safe: bool) -> None:
        """What those that are left were taken for leaves with them."""
        lying = {row.notes.currency: row for row in exchanging.lying("IRR")}
        seen = lying["EUR"].seen if lying else 0
        money, brought = "safe" if safe else "bank", notes * (EURO + off)
        asked = exchanging.Asked(
            Money(notes * 100, "EUR"), Money(brought), money, "صرافی", "881",
            local_day(clock.now()), seen, self.treasurer, sure=True,
        )  # fmt: skip
        there = balances.balance("safe", "EUR")
        row = self.tried(lambda: exchanging.change(asked))
        assert (row is not None) == (there >= notes * 100)
        if row is not None:
            self.changed.append(row.id)
            self.notes_left(notes, self.cost_of(notes), brought, money)

    @precondition(lambda self: self.changed)
    @rule(data=some.data())
    def they_were_not_changed(self, data: Any) -> None:
        key = data.draw(some.sampled_from(self.changed))
        self.changed.remove(key)
        row = database.get_one(NotesExchange, key)
        with unit_of_work():
            exchanging.undo(row, "اشتباه", self.treasurer)
        self.notes_left(-row.given // 100, -row.cost, -row.received, row.money)

    def cost_of(self, notes: int) -> int:
        """Their part of what all that were not changed yet were taken for; none for notes whose
        payment was undone since."""
        left, worth = self.notes
        return worth * min(notes, left) // left if left > 0 else 0

    def notes_left(self, notes: int, cost: int, brought: int, money: str) -> None:
        """Out of the safe at what they were taken for; the rest is the difference."""
        places = self.world.places
        places["safe EUR"] -= notes * 100
        places["exchange EUR"] += notes * 100
        places[money] += brought
        places["exchange"] -= cost
        places["exchange:difference"] -= brought - cost
        self.notes = (self.notes[0] - notes, self.notes[1] - cost)


def parcel_of(order_id: int) -> Parcel:
    """The one parcel of an order."""
    (parcel,) = postage.of_order(database.get_one(Order, order_id))
    return parcel


def postable(told: Told) -> bool:
    """Whether it is still here and goes by post."""
    return told.posted and not told.away


def losable(told: Told) -> bool:
    """Whether the post has it, or says that it arrived."""
    return told.away and not told.lost


def claimed(told: Told) -> bool:
    """Whether the post owes something for it."""
    return told.claimed > told.answered
