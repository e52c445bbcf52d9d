"""Asking the gateway what became of an intent, outside any transaction; the answer is kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.ids import same
from marketplace.kernel.unit import unit_of_work
from marketplace.payments import gateways
from marketplace.payments.gateways.gateway import Attempt, Failed, Outcome, Refused, Unknown
from marketplace.payments.intents import moving
from marketplace.payments.intents.models import PAID, Intent

Question = Callable[[Attempt], Outcome]


def came_back(intent: Intent, query: Mapping[str, str]) -> Intent:
    """The buyer is here again, by an address that proves nothing: ask, and keep the answer. An
    address that names another attempt changes nothing; the secret in it is enough without."""
    said = gateways.called(intent.gateway).returned(query)
    if intent.reference and same(said.reference or intent.reference, intent.reference):
        return look(intent, gave_up=said.gave_up)
    return intent


def look(intent: Intent, *, gave_up: bool = False) -> Intent:
    """Ask now, because the buyer wants to know; `gave_up` when she says that she did not pay."""
    key, way = intent.id, gateways.called(intent.gateway)
    if intent.reference and intent.state not in PAID:
        ask(intent, lambda sent: way.verify(replace(sent, gave_up=gave_up)), here=True)
    return session.get_one(Intent, key)


def ask(intent: Intent, question: Question, *, here: bool = False) -> bool:
    """Ask one question and keep the answer; `here` while the buyer waits for it. When the gateway
    cannot be reached, her outcome is unknown until the poller reaches it. True when it answered."""
    key, sent = intent.id, moving.attempt(intent)
    session.rollback()
    answer = _answer(question, sent, here=here)
    with unit_of_work():
        kept = moving.hold(key)
        if here:
            kept.came_back_at = kept.came_back_at or clock.now()
        if answer:
            moving.move(kept, answer)
        if not here:
            moving.asked_once_more(kept)
    return answer is not None and answer.state != "unknown"


def _answer(question: Question, sent: Attempt, *, here: bool) -> Outcome | None:
    try:
        return question(sent)
    except (Failed, Refused, Unknown) as error:
        return Outcome("unknown", problem=str(error)) if here else None
