"""Beginning to pay: the intent is committed, then the gateway is asked where the buyer pays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from marketplace.kernel import clock, ids, preferences
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.keeping import keep
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.kernel.unit import unit_of_work
from marketplace.payments import gateways, subjects
from marketplace.payments.gateways.gateway import (
    Charge,
    Failed,
    Item,
    Outcome,
    Refused,
    Started,
    Unknown,
)
from marketplace.payments.intents import moving
from marketplace.payments.intents.models import Intent
from marketplace.payments.intents.states import INTENT

CLOSED = N_("This way to pay is closed now. Please choose another.")
AGAIN = timedelta(minutes=10)  # so long the same page of the gateway is used again
FIRST_QUESTION = timedelta(minutes=2)
SAME = (
    select(Intent)
    .where(
        *subjects.of_subject(Intent),
        Intent.gateway == bindparam("gateway"), Intent.amount == bindparam("amount"),
        Intent.charged == bindparam("charged"), Intent.came_back_at.is_(None),
        Intent.state.in_(("initiated", "pending")), Intent.created_at > bindparam("since"),
    )
    .order_by(Intent.id.desc())
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be paid and how; `back_url` makes an address of the intent's id."""

    subject: tuple[str, int]
    amount: Money
    gateway: str
    words: str
    back_url: Callable[[str], str]
    locale: str = "fa"
    mobile: str = ""
    items: Sequence[Item] = ()


def begin(wanted: Wanted) -> Intent:
    """An intent, in the caller's unit of work; she holds the subject locked. Asked twice within
    some minutes for the same, it is the same one. Raises DomainError when the way is closed."""
    way = gateways.called(wanted.gateway)
    if way not in gateways.online(preferences.load()):
        raise DomainError(CLOSED)
    charged = way.quote(wanted.amount)
    if same := _same(wanted, charged):
        return same
    intent = Intent(
        public_id=ids.link_token(), subject_kind=wanted.subject[0], subject_id=wanted.subject[1],
        gateway=wanted.gateway, amount=wanted.amount.amount, currency=wanted.amount.currency,
        charged=charged.amount, charged_currency=charged.currency,
        state=INTENT.initial, ask_at=clock.now() + FIRST_QUESTION,
    )  # fmt: skip
    changes = {"amount": [None, intent.amount], "gateway": [None, intent.gateway]}
    keep(intent)
    INTENT.born(intent, changes=changes)
    return intent


def _same(wanted: Wanted, charged: Money) -> Intent | None:
    """One that was begun just now for the same money and did not end."""
    return session.scalar(SAME, {
        "kind": wanted.subject[0], "subject": wanted.subject[1], "gateway": wanted.gateway,
        "amount": wanted.amount.amount, "charged": charged.amount, "since": clock.now() - AGAIN,
    })  # fmt: skip


def send(intent: Intent, wanted: Wanted) -> Intent:
    """Ask the gateway, outside any unit of work, and keep where the buyer pays. When it does not
    answer the intent has failed: nobody was sent there, so nobody can pay."""
    if intent.state != "initiated":
        return intent
    charge = Charge(
        key=intent.public_id, amount=wanted.amount, charged=moving.charged(intent),
        words=wanted.words, back_url=wanted.back_url(intent.public_id),
        locale=wanted.locale, mobile=wanted.mobile, items=tuple(wanted.items),
    )  # fmt: skip
    session.rollback()
    try:
        started = gateways.called(intent.gateway).start(charge)
    except (Failed, Refused, Unknown) as error:
        return _keep(intent.id, str(error))
    return _keep(intent.id, started)


def _keep(intent_id: int, answer: Started | str) -> Intent:
    with unit_of_work():
        intent = locked(Intent, intent_id)  # alone: nothing of its subject's changes here
        if isinstance(answer, str):
            moving.move(intent, Outcome("failed", problem=answer))
            return intent
        intent.reference, intent.url = answer.reference, answer.url
        intent.expires_at = answer.expires_at
        if intent.state == "initiated":  # its event may have been quicker
            INTENT.fire(intent, "send")
    return intent
