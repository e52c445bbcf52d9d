"""Paying ahead, card to card: asked for once every maker has answered, proved by the buyer,
confirmed or refused by a person."""

from datetime import datetime, timedelta

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying import messages as pay_messages, reviving
from marketplace.orders.paying.settling import SUBJECT, owing
from marketplace.orders.states import GONE
from marketplace.payments import gateways, proofs, refunds
from marketplace.payments.intents import claimed, repaying
from marketplace.payments.intents.models import GatewayRefund
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import Refund, RefundDue

CLOSED = N_("This way to pay is closed now. Please choose another.")
NOT_NOW = N_("Nothing is to be paid for this order now.")
BAD_TIME = N_("Write when you sent the money; it cannot be in the future or before the order.")
CLAIMED = N_("Her bank claims this order’s money. Tick that she is to have it all the same.")
NOT_KEPT = N_("Her bank has not kept anything of this order that is still to be counted.")
KNOWN = N_("What became of it is known meanwhile. Here is how it stands now.")
SLOW_CLOCK = timedelta(minutes=10)


def chosen(name: str, office: Preferences, *, travels: bool = False) -> str:
    """A way to pay that stands open for this order. Raises DomainError."""
    if name not in [one.name for one in gateways.offered(office, travels=travels)]:
        raise DomainError(CLOSED, field="pay_method")
    return name


def due(order: Order) -> Money:
    """What the buyer still has to send."""
    return Money(max(0, owing(order) - order.paid), order.currency)


def provable(order: Order) -> bool:
    """Whether a proof may come: the amount is certain and open, or its time has passed and the
    money may already be on its way."""
    return order.pay_by is not None and (order.state in GONE or due(order).amount > 0)


def prove(
    order: Order, *, amount: Money, last4: str, paid_at: datetime, number: str,
    document_id: int | None = None,
) -> Proof:  # fmt: skip
    """Keep the buyer's proof; while it waits the order does not expire. Raises DomainError."""
    order = lock(order.id)
    if not provable(order):
        raise DomainError(NOT_NOW)
    if not order.placed_at - timedelta(days=1) < paid_at < clock.now() + SLOW_CLOCK:
        raise DomainError(BAD_TIME, field="paid_on")
    return proofs.send(
        (SUBJECT, order.id), amount, last4=last4, paid_at=paid_at, number=number,
        document_id=document_id,
    )  # fmt: skip


def confirm(proof: Proof, amount: Money, by: int, *, restore: bool = False) -> Payment:
    """The money came. For an order whose time has passed it is to be given back, unless `restore`
    keeps what is still free for the buyer. Raises WrongState, DomainError when nothing is."""
    order = lock(proof.subject_id)
    if restore:
        reviving.revive(order)
    payment = proofs.confirm(proof, amount, by)
    if order.state in GONE:
        pay_messages.came_late(order, payment)
    return payment


def refuse(proof: Proof, refusal: str, words: str, by: int) -> None:
    """It is no proof; the buyer is told why. Raises WrongState, DomainError without words."""
    lock(proof.subject_id)
    proofs.refuse(proof, refusal, words, by)


def give_back(
    due: RefundDue, by: int, *, last4: str = "", reference: str = "", sure: bool = False
) -> Refund:
    """Record money given back; see payments.refunds.give. Money of an order that the buyer's bank
    claims goes back only if its giver is `sure`; else it raises DomainError."""
    _not_twice(due, sure=sure)
    return refunds.give(due, by=by, last4=last4, reference=reference)


def ask_gateway(due: RefundDue, by: int, *, sure: bool = False) -> GatewayRefund:
    """Let the gateway that took it give it back; see payments.intents.repaying.begin. `sure` as in
    `give_back`."""
    _not_twice(due, sure=sure)
    return repaying.begin(due, by)


def _not_twice(due: RefundDue, *, sure: bool) -> None:
    lock(due.subject_id)
    if not sure and claimed.of((due.subject_kind, due.subject_id)) != claimed.Claimed():
        raise DomainError(CLAIMED, field="sure")


def bank_gave(due: RefundDue, by: int) -> Refund:
    """The buyer's bank has given it to her: what it kept by a dispute ends what is owed, or that
    part of it. Raises WrongState when nothing of that is left, DomainError while a gateway is
    asked."""
    lock(due.subject_id)
    claim = claimed.of((due.subject_kind, due.subject_id))
    if not claim.kept:
        raise WrongState(NOT_KEPT)
    part = due if due.amount <= claim.kept else refunds.split(due, claim.kept)
    return refunds.given_by_bank(part, claim.reference[:40], by)


def gateway_gave(due: RefundDue, reference: str) -> None:
    """Nobody knew the end of it; a person found it on the gateway's own pages. Raises DomainError
    for a bad reference, WrongState when it is known."""
    repaying.finish(_puzzling(due), proofs.fold(reference, "gateway_reference"))


def gateway_gave_nothing(due: RefundDue, reason: str) -> None:
    """Nobody knew the end of it; a person found that nothing went back. Raises WrongState."""
    repaying.fail(_puzzling(due), reason)


def _puzzling(due: RefundDue) -> GatewayRefund:
    lock(due.subject_id)
    row = repaying.of_due(due)
    if row is None or row.state != "unknown":
        raise WrongState(KNOWN)
    return row


def subject(proof: Proof) -> Order:
    """The order that a proof is for."""
    return session.get_one(Order, proof.subject_id)
