"""What orders do while a gateway's money comes: room is made, what comes too late goes back."""

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.orders import tasks
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying import messages as pay_messages, reviving
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import refunds
from marketplace.payments.events import (
    IntentDisputed,
    IntentPaid,
    IntentPuzzles,
    MoneyArriving,
    SubjectWanted,
)
from marketplace.payments.intents import repaying
from marketplace.payments.intents.models import Intent
from marketplace.payments.models import Payment

LATE, PUZZLE, DISPUTE = "late_money", "puzzling_money", "dispute"


def hold(event: SubjectWanted) -> None:
    """Its money changes next: order and pieces are locked before anything of the money is."""
    if event.subject_kind == SUBJECT:
        lock(event.subject_id)


def make_room(event: MoneyArriving) -> None:
    """The time to pay had passed, and now the money is here: what is still free is the buyer's."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        if order.state == "lapsed" and order.pay_by:
            _revive(order)


def _revive(order: Order) -> None:
    try:
        with session.begin_nested():
            reviving.revive(order)
    except DomainError:  # nothing of it is free; the money goes back
        session.refresh(order)


def send_back(event: IntentPaid) -> None:
    """It came for an order that is over: the gateway gives it back, or a person must."""
    if event.subject_kind != SUBJECT:
        return
    order = session.get_one(Order, event.subject_id)
    if order.state not in GONE:
        return
    pay_messages.came_late(order, session.get_one(Payment, event.payment_id))
    for due in refunds.open_of((SUBJECT, order.id)):
        try:
            repaying.begin(due, None)
        except DomainError:
            tasks.open_(LATE, order, _facts(session.get_one(Intent, event.intent_id)))


def look_into(event: IntentPuzzles) -> None:
    """The gateway says something that does not fit: a person looks."""
    if event.subject_kind == SUBJECT:
        late = event.problem == repaying.REFUSED
        words = _facts(session.get_one(Intent, event.intent_id), event.problem)
        order = session.get_one(Order, event.subject_id)
        tasks.open_(LATE if late else PUZZLE, order, words)


def _facts(intent: Intent, problem: str = "") -> str:
    """What a person needs to find it in the gateway's own pages: names and numbers alone."""
    charged = f"{intent.charged:,} {intent.charged_currency}"
    known = (intent.gateway, intent.reference, intent.trace, charged, problem)
    return " · ".join(word for word in known if word)


def disputed(event: IntentDisputed) -> None:
    """The buyer's bank asks for the money: the treasurer answers it at the gateway."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        if event.how == "opened":
            tasks.open_(DISPUTE, order)
        else:
            tasks.settled(order, DISPUTE)
