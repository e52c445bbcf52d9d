"""What a way to pay answers where no machine takes part: people take, confirm and give back."""

from collections.abc import Mapping, Sequence

from marketplace.kernel.money import Money
from marketplace.payments.gateways.gateway import (
    Attempt,
    Charge,
    Given,
    Incoming,
    NotOffered,
    Outcome,
    Repayment,
    Return,
    Started,
)


class ByHand:
    """Every question that only a machine could answer raises NotOffered."""

    __slots__ = ()
    can: frozenset[str] = frozenset()

    def problems(self) -> list[str]:
        """Nothing to set."""
        return []

    def origins(self) -> tuple[str, ...]:
        """No pages elsewhere."""
        return ()

    def quote(self, amount: Money) -> Money:
        """The amount itself."""
        return amount

    def start(self, charge: Charge) -> Started:
        """Raises NotOffered, as everything below."""
        raise NotOffered

    def returned(self, query: Mapping[str, str]) -> Return:
        """Nobody comes back."""
        raise NotOffered

    def verify(self, attempt: Attempt) -> Outcome:
        """Nobody to ask."""
        raise NotOffered

    def inquire(self, attempt: Attempt) -> Outcome:
        """Nobody to ask."""
        raise NotOffered

    def refund(self, attempt: Attempt, repayment: Repayment) -> Given:
        """People give it back (payments.refunds)."""
        raise NotOffered

    def incoming(self, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        """Nobody calls."""
        raise NotOffered

    def unsettled(self) -> Sequence[str]:
        """Nobody to ask."""
        raise NotOffered
