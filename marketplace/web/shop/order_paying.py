"""Paying card to card on the order's page: the office's card, the proof, what went back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import wtforms
from flask import url_for
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.calendar import TEHRAN, local_day
from marketplace.kernel.cards import show_card
from marketplace.kernel.money import Money
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, online, payday
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import proofs, refunds
from marketplace.payments.intents import finding
from marketplace.payments.intents.models import Intent
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import Refund, RefundDue
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField, MoneyField
from marketplace.web.frame import preferences
from marketplace.web.money import pay_words
from marketplace.web.settings.fields import TimeField


class ProofForm(Form):
    """What the bank's receipt says."""

    amount = MoneyField(_l("How much you sent"))
    last4 = CleanStringField(_l("Last four digits of your card"), limit=8)
    paid_on = JalaliDateField(_l("Day of the transfer"))
    paid_time = TimeField(_l("Hour, for example 14:30"))
    number = CleanStringField(_l("Tracking number"), limit=40)
    photo = wtforms.FileField(_l("Picture of the bank’s receipt"))

    @property
    def moment(self) -> datetime:
        """When the money was sent."""
        hour, minute = self.paid_time.data.split(":")
        there = datetime.combine(self.paid_on.data, time(int(hour), int(minute)), TEHRAN)
        return there.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Way:
    """A gateway whose page the buyer can go to now; `action` takes its `name`."""

    name: str
    label: str
    action: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pay:
    """What the page shows of the money. `open`: a proof may come; `late`: the time has passed;
    `asked`: the newest attempt at a gateway."""

    open: bool
    late: bool
    due: Money
    paid: Money
    until: datetime | None
    card: str
    plain: str
    holder: str
    bank: str
    last: Proof | None
    refusal: str
    form: ProofForm
    action: str
    dues: list[tuple[Money, str]]
    given: list[Refund]
    ways: list[Way]
    asked: Intent | None

    @property
    def unsure(self) -> bool:
        """Whether nobody knows what became of her money at the gateway."""
        return self.asked is not None and self.asked.state == "unknown"

    @property
    def waiting(self) -> bool:
        """Whether the office is looking at a proof."""
        return self.last is not None and self.last.state == "waiting"


def pay(order: Order, form: ProofForm | None = None) -> Pay | None:
    """The money's part of the page; nothing, and nothing read, for an order without any."""
    came = order.paid or order.returned or order.state == "cancelled"
    if not payday.ahead(order) and not came:
        return None
    office, subject = preferences(), (SUBJECT, order.id)
    sent = proofs.of_subject(subject)
    due = ahead.due(order)
    return Pay(
        open=ahead.provable(order) and not _answered(order, sent),
        late=order.state in GONE, due=due, paid=Money(order.paid, order.currency),
        until=order.pay_by, card=show_card(office.card_number, formatters.locale()),
        plain=office.card_number, holder=office.card_holder, bank=office.card_bank,
        last=sent[0] if sent else None, refusal=_refusal(sent), form=form or _blank(due),
        action=url_for("shop.order_proof", token=links.token(order.code)),
        dues=[_due(one) for one in refunds.open_of(subject)], given=list(refunds.given(subject)),
        ways=ways(order), asked=next(iter(finding.of_subject(subject)), None),
    )  # fmt: skip


def ways(order: Order) -> list[Way]:
    """The gateways that are open for what is due."""
    action = url_for("shop.order_payment", token=links.token(order.code))
    return [
        Way(way.name, pay_words.button(way.name), action, way.origins())
        for way in online.ways(order, preferences())
    ]


def origins(found: Sequence[Way]) -> set[str]:
    """Where forms that lead to them end."""
    return {origin for way in found for origin in way.origins}


def _answered(order: Order, sent: Sequence[Proof]) -> bool:
    """A proof waits, or an order that has ended got its money before."""
    states = {one.state for one in sent}
    return "waiting" in states or (order.state in GONE and "confirmed" in states)


def _refusal(sent: Sequence[Proof]) -> str:
    """Why the newest was refused."""
    newest = next(iter(sent), None)
    return str(_(proofs.REFUSALS[newest.refusal])) if newest and newest.refusal else ""


def _due(due: RefundDue) -> tuple[Money, str]:
    return Money(due.amount, due.currency), pay_words.reason(due.reason)


def _blank(due: Money) -> ProofForm:
    typed: dict[str, Any] = {"paid_on": local_day(clock.now())}
    if due.amount:
        typed["amount"] = due
    return ProofForm(data=typed)
