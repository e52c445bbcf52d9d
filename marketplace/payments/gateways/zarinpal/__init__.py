"""ZarinPal v4: the buyer pays with an Iranian bank card on ZarinPal's page. Amounts go out in rial,
named so, and are compared in rial."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.payments.gateways.by_hand import ByHand
from marketplace.payments.gateways.gateway import (
    ONLINE,
    PART_REFUND,
    REFUND,
    SWEEP,
    Attempt,
    Charge,
    Gateway,
    Given,
    Outcome,
    Refused,
    Repayment,
    Return,
    Started,
)
from marketplace.payments.gateways.zarinpal import answers, refunding
from marketplace.payments.gateways.zarinpal.client import Client, Codes
from marketplace.payments.gateways.zarinpal.config import Config
from marketplace.settings import Settings

LIFE = timedelta(minutes=30)  # of an authority nobody pays with
REVERSE_WITHIN = timedelta(minutes=28)  # ZarinPal's window is 30 minutes; ours closes before
SMALLEST = 10_000  # rial
TOO_SMALL = N_("This is too little to be paid online. Please pay it in another way.")
ONLY_RIAL = N_("This gateway takes rial only.")


class ZarinPal(ByHand):
    """Open when the settings name a merchant."""

    name, method, holder, ahead = "zarinpal", "zarinpal", "gateway", True
    _config = Config()

    def bind(self, settings: Settings) -> None:
        """Take what the environment says."""
        self._config = Config.of(settings)

    @property
    def can(self) -> frozenset[str]:  # type: ignore[override]
        """Parts go back only with credentials of their own."""
        if not self._config.merchant:
            return frozenset()
        parts = {PART_REFUND} if self._config.refunds else set()
        return frozenset({ONLINE, REFUND, SWEEP} | parts)

    def open(self, office: Preferences) -> bool:
        """Whether a merchant is set."""
        return bool(self._config.merchant) and not self.problems()

    def problems(self) -> list[str]:
        """What of the settings cannot be."""
        return self._config.problems()

    def origins(self) -> tuple[str, ...]:
        """Where the buyer is sent."""
        return self._config.origins() if self._config.merchant else ()

    def quote(self, amount: Money) -> Money:
        """The amount itself. Raises DomainError when it is too small or not rial."""
        if amount.currency != "IRR":
            raise DomainError(ONLY_RIAL)
        if amount.amount < SMALLEST:
            raise DomainError(TOO_SMALL)
        return amount

    def start(self, charge: Charge) -> Started:
        """Ask for an authority."""
        fields = {
            "amount": charge.charged.amount, "currency": "IRR", "description": charge.words,
            "callback_url": charge.back_url, "metadata": answers.metadata(charge),
        }  # fmt: skip
        authority = answers.authority(self._client().call("request", fields))
        page = f"{self._config.url}/pg/StartPay/{authority}"
        return Started(authority, page, clock.now() + LIFE)

    def returned(self, query: Mapping[str, str]) -> Return:
        """`Status=OK` proves nothing; the authority must be the one we know."""
        return Return(query.get("Authority", ""), query.get("Status") != "OK")

    def verify(self, attempt: Attempt) -> Outcome:
        """Take the money if it was paid: 100 the first time, 101 ever after. Nothing else counts:
        what was paid between the question and the look that follows it is asked for again."""
        if found := self._taken(attempt):
            return found
        seen = self._status(attempt)
        if seen.state != "paid":
            return seen
        return self._taken(attempt) or Outcome("pending")

    def _taken(self, attempt: Attempt) -> Outcome | None:
        asked = {"authority": attempt.reference, "amount": attempt.charged.amount}
        return answers.verified(self._client().call("verify", asked), attempt)

    def inquire(self, attempt: Attempt) -> Outcome:
        """Look first; what is paid and not taken yet is taken."""
        found = self._status(attempt)
        return self.verify(attempt) if found.state == "paid" else found

    def _status(self, attempt: Attempt) -> Outcome:
        return answers.status(self._client().call("inquiry", {"authority": attempt.reference}))

    def refund(self, attempt: Attempt, repayment: Repayment) -> Given:
        """Reverse the whole while ZarinPal still lets us, else pay back by its other interface."""
        fresh = attempt.paid_at and clock.now() < attempt.paid_at + REVERSE_WITHIN
        if repayment.whole and fresh:
            code = self._client().call("reverse", {"authority": attempt.reference}).code
            if code == Codes.DONE:
                return Given(f"reverse {attempt.trace}")
            if not self._config.refunds:
                raise Refused(f"zarinpal.{code}")
        if not self._config.refunds:
            raise Refused("zarinpal.no_refunds")
        return Given(refunding.refund(self._config, attempt, repayment))

    def unsettled(self) -> Sequence[str]:
        """Authorities that were paid and never verified, a hundred at most."""
        return answers.authorities(self._client().call("unVerified", {}))

    def _client(self) -> Client:
        return Client(self._config.url, self._config.merchant)


ZARINPAL = ZarinPal()
GATEWAY: Gateway = ZARINPAL
