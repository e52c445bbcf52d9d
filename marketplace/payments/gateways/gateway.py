"""What every way to pay says of itself and can do.

Whatever talks to a gateway is called outside any transaction: the intent is committed before, the
outcome after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from marketplace.kernel.money import Money
from marketplace.kernel.outbox import Failed, Refused, Unknown
from marketplace.kernel.preferences import Preferences

__all__ = [
    "Attempt",
    "Charge",
    "Failed",
    "Forged",
    "Gateway",
    "Given",
    "Incoming",
    "Item",
    "NotOffered",
    "Outcome",
    "Refused",
    "Repayment",
    "Return",
    "Started",
    "Unknown",
]  # fmt: skip

ONLINE = "online"  # the buyer pays on the gateway's own page: start, returned, verify, inquire
REFUND = "refund"  # the whole of a payment can be given back through it
PART_REFUND = "part_refund"  # and a part of one
SAME_REFUND = "same_refund"  # asked twice with one key, it gives back once
EVENTS = "events"  # it calls us: incoming
SWEEP = "sweep"  # it can say what was paid that nobody asked about: unsettled


class NotOffered(Exception):
    """This way to pay cannot do that; `can` says what it can."""


class Forged(Exception):
    """An incoming call is not the gateway's."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what is paid for, as a gateway's page may show it; in the subject's currency."""

    words: str
    unit_price: Money
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Charge:
    """What a gateway is asked to take. `key` is the intent's, the same however often it is asked;
    `amount` is what the subject owes, `charged` the same in the gateway's currency (`quote`)."""

    key: str
    amount: Money
    charged: Money
    words: str
    back_url: str
    locale: str = "fa"
    mobile: str = ""  # E.164
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """The gateway's own reference, the page where the buyer pays, and until when she can."""

    reference: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """An intent as a gateway needs it: from our own database, never from an address."""

    key: str
    reference: str
    charged: Money
    started_at: datetime
    trace: str = ""
    paid_at: datetime | None = None
    gave_up: bool = False  # the buyer is back and says that she did not pay


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway says of an attempt: pending, paid, failed, expired, unknown, or puzzling,
    which a person must look into.

    `charged` is what it says it took (compared with ours), `trace` its number of the money."""

    state: str
    charged: Money | None = None
    trace: str = ""
    last4: str = ""
    fee: Money | None = None  # what the gateway keeps of it, when it says so
    problem: str = ""  # a short key for staff: zarinpal.-51


@dataclass(frozen=True, slots=True)
class Return:
    """What the address says that the buyer came back by. It proves nothing."""

    reference: str
    gave_up: bool = False


@dataclass(frozen=True, slots=True)
class Repayment:
    """What a gateway is asked to give back: `key` is the same however often it is asked."""

    key: str
    charged: Money
    whole: bool  # all that was taken, of which nothing went back yet
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """The gateway gave it back under this reference."""

    reference: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """The buyer's bank takes money back for now (opened), gives it back (won) or keeps it (lost).

    `reason` is the gateway's own word, `answer_by` when the proof must be there, `fee` what the
    gateway keeps for it in the end."""

    how: str
    reference: str
    amount: Money
    reason: str = ""
    answer_by: datetime | None = None
    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a gateway tells us, once: `reference` (of what it tells of: a session, a refund, a
    dispute) and `kind` together are unique. `about` is the reference, trace or key of an intent.

    `kind` is the gateway's own word; `outcome` says what it means for the payment, `refunded`
    what was given back in all by now, `repayment` the key of the one that it tells of, when we
    asked for it, `problem` what a person must look into, by a short key: of a repayment, that it
    did not arrive."""

    kind: str
    reference: str
    about: str
    outcome: Outcome | None = None
    dispute: Disputed | None = None
    refunded: Money | None = None
    repayment: str = ""
    problem: str = ""


class Gateway(Protocol):
    """`name` is kept on orders and intents; `method` and `holder` on the payments that come this
    way. Methods that talk to it raise Failed (surely no effect), Refused (it will never work) or
    Unknown."""

    @property
    def name(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def holder(self) -> str:
        """Who has the money once it is paid: office, vendor or gateway."""
        ...

    @property
    def ahead(self) -> bool:
        """Whether the buyer pays within some days of the makers' answers, before the pieces
        leave; otherwise when they are handed over."""
        ...

    @property
    def can(self) -> frozenset[str]:
        """What it can do: the words at the head of this file."""
        ...

    def open(self, office: Preferences) -> bool:
        """Whether the office can be paid this way now."""
        ...

    def problems(self) -> list[str]:
        """One English sentence for each setting with which it cannot work, or may not."""
        ...

    def origins(self) -> tuple[str, ...]:
        """Where its pages are, https://host each, for the form-action of ours."""
        ...

    def quote(self, amount: Money) -> Money:
        """What it takes for this amount, in its own currency. Raises DomainError."""
        ...

    def start(self, charge: Charge) -> Started:
        """Ask it to take money."""
        ...

    def returned(self, query: Mapping[str, str]) -> Return:
        """What the address says that the buyer came back by."""
        ...

    def verify(self, attempt: Attempt) -> Outcome:
        """Ask after the buyer came back; takes the money where the gateway wants that said."""
        ...

    def inquire(self, attempt: Attempt) -> Outcome:
        """Ask without her: the poller's question."""
        ...

    def refund(self, attempt: Attempt, repayment: Repayment) -> Given:
        """Give money back to where it came from."""
        ...

    def incoming(self, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        """What it tells us by itself. Raises Forged."""
        ...

    def unsettled(self) -> Sequence[str]:
        """References of what was paid there and nobody asked about yet."""
        ...
