"""Cards from abroad, paid on Stripe's own pages: off until its keys are set, and not for Iran,
which Stripe's terms exclude together with goods from it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.payments.gateways.by_hand import ByHand
from marketplace.payments.gateways.gateway import (
    EVENTS,
    ONLINE,
    PART_REFUND,
    REFUND,
    SAME_REFUND,
    Attempt,
    Charge,
    Gateway,
    Given,
    Incoming,
    Outcome,
    Refused,
    Repayment,
    Return,
    Started,
)
from marketplace.payments.gateways.stripe import currencies
from marketplace.payments.gateways.stripe.config import Config
from marketplace.settings import Settings

if TYPE_CHECKING:
    from stripe import StripeClient


class Stripe(ByHand):
    """Open when its keys are set and it can take the shop's currency. Stripe's library is imported
    by the first question only: a shop without Stripe does without it."""

    name, method, holder, ahead = "stripe", "stripe", "gateway", True
    can = frozenset({ONLINE, REFUND, PART_REFUND, SAME_REFUND, EVENTS})
    _config = Config()

    def bind(self, settings: Settings) -> None:
        """Take what the environment says."""
        self._config = Config.of(settings)

    def open(self, office: Preferences) -> bool:
        """Whether it is set up and takes what the shop sells in."""
        return self._config.on and not self.problems()

    def problems(self) -> list[str]:
        """What of the settings cannot be."""
        return self._config.problems()

    def origins(self) -> tuple[str, ...]:
        """Where its pages are."""
        return (self._config.pages,) if self._config.on else ()

    def quote(self, amount: Money) -> Money:
        """The amount itself. Raises DomainError when Stripe cannot take it exactly."""
        currencies.to_stripe(amount)
        return amount

    def start(self, charge: Charge) -> Started:
        """Open a Checkout Session."""
        from marketplace.payments.gateways.stripe import sessions
        from marketplace.payments.gateways.stripe.client import ask

        account, sent = self._account(), sessions.asking(charge)
        return sessions.started(
            ask(lambda: account.v1.checkout.sessions.create(sent, {"idempotency_key": charge.key}))
        )

    def returned(self, query: Mapping[str, str]) -> Return:
        """The session stands in the address only when it was paid; that proves nothing."""
        return Return(query.get("session", ""), "gave_up" in query)

    def verify(self, attempt: Attempt) -> Outcome:
        """Ask how the session stands; one that the buyer gave up is closed, so that she cannot pay
        there too."""
        from marketplace.payments.gateways.stripe.client import ask

        found = self.inquire(attempt)
        if not attempt.gave_up or found.state != "pending":
            return found
        account = self._account()
        try:
            ask(lambda: account.v1.checkout.sessions.expire(attempt.reference))
        except Refused:  # paid or expired this very moment
            return self.inquire(attempt)
        return Outcome("failed", problem="stripe.gave_up")

    def inquire(self, attempt: Attempt) -> Outcome:
        """Ask how the session stands."""
        from marketplace.payments.gateways.stripe import sessions

        return sessions.outcome(sessions.fetch(self._account(), attempt.reference))

    def refund(self, attempt: Attempt, repayment: Repayment) -> Given:
        """Send it, or a part of it, back to the card."""
        from marketplace.payments.gateways.stripe import giving

        return giving.give(self._account(), attempt, repayment)

    def incoming(self, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        """Read a webhook. Raises Forged unless it is signed within the last five minutes."""
        from marketplace.payments.gateways.stripe import letters

        return letters.read(self._account(), self._config.secret, headers, body)

    def _account(self) -> "StripeClient":
        from marketplace.payments.gateways.stripe.client import client

        return client(self._config.key, self._config.url)


STRIPE = Stripe()
GATEWAY: Gateway = STRIPE
