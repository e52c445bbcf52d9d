"""What was asked of gateways, what they told us, and what they were asked to give back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

PAID = ("paid", "disputed", "lost")  # an intent whose money came
OPEN = ("initiated", "pending", "unknown")  # one that may still bring money by itself
SECRET = text("reference IS NOT NULL")
STANDING = text("state <> 'failed'")


class Intent(Base):
    """initiated → pending → paid | failed | expired | unknown; see payments.intents.states.

    `public_id` stands in the address that the buyer comes back by and is the idempotency key at
    the gateway; `amount` is in the subject's currency, `charged` the same in the gateway's."""

    __tablename__ = "payment_intent"
    __table_args__ = (
        CheckConstraint("amount > 0 AND charged > 0", name="amount"),
        CheckConstraint(
            "state IN ('initiated', 'pending', 'paid', 'failed', 'expired', 'unknown',"
            " 'disputed', 'lost')", name="state",
        ),
        CheckConstraint(
            "(state IN ('paid', 'disputed', 'lost')) = (payment_id IS NOT NULL)", name="payment"
        ),
        CheckConstraint("returned >= 0 AND returned <= charged", name="returned"),
        Index("uq_payment_intent_reference", "gateway", "reference", unique=True,
              sqlite_where=SECRET, postgresql_where=SECRET),
        Index("ix_payment_intent_subject", "subject_kind", "subject_id"),
        Index("ix_payment_intent_queue", "state", "ask_at"),
        Index("ix_payment_intent_trace", "gateway", "trace"),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    gateway: Mapped[Code]
    amount: Mapped[int]
    currency: Mapped[Code]
    charged: Mapped[int]
    charged_currency: Mapped[Code]
    state: Mapped[Code]
    reference: Mapped[str | None]  # the gateway's: an authority, a session
    url: Mapped[str | None]  # where the buyer pays
    trace: Mapped[str | None]  # the gateway's number of the money, once it is paid
    last4: Mapped[Code | None]  # of the card that it came from
    fee: Mapped[int | None]  # what the gateway keeps, in its currency
    returned: Mapped[int] = mapped_column(default=0)  # through the gateway, in its currency
    problem: Mapped[str | None]  # a short key for staff, when something is odd
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime | None]  # until when she can pay there
    ask_at: Mapped[datetime | None]  # when the poller asks next
    asked: Mapped[int] = mapped_column(default=0)  # how often it did
    came_back_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)


class GatewayEvent(Base):
    """One thing that a gateway told us, kept once; append-only."""

    __tablename__ = "gateway_event"
    __table_args__ = (UniqueConstraint("gateway", "reference", "kind"),)
    id: Mapped[Key]
    gateway: Mapped[Code]
    reference: Mapped[str]
    kind: Mapped[str]
    intent_id: Mapped[int | None] = mapped_column(ForeignKey("payment_intent.id"), index=True)
    came_at: Mapped[datetime] = mapped_column(default=clock.now)


class Dispute(Base):
    """opened → won | lost: money of an intent that the buyer's bank asks back. Amounts in the
    gateway's currency; `reason` is its own word, `fee` what it keeps for the trouble."""

    __tablename__ = "payment_dispute"
    __table_args__ = (
        UniqueConstraint("intent_id", "reference"),
        CheckConstraint("amount > 0 AND fee >= 0", name="amount"),
        CheckConstraint("state IN ('opened', 'won', 'lost')", name="state"),
        CheckConstraint("(state = 'opened') = (ended_at IS NULL)", name="ended"),
        Index("ix_payment_dispute_queue", "state", "answer_by"),
    )
    id: Mapped[Key]
    intent_id: Mapped[int] = mapped_column(ForeignKey("payment_intent.id"))
    reference: Mapped[str]
    amount: Mapped[int]
    reason: Mapped[str]
    state: Mapped[Code]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer_by: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    fee: Mapped[int] = mapped_column(default=0)


class GatewayRefund(Base):
    """asked → done | failed | unknown: money that a gateway was asked to give back, of one intent
    for one thing that is owed. Its `public_id` is the idempotency key there."""

    __tablename__ = "gateway_refund"
    __table_args__ = (
        CheckConstraint("amount > 0 AND charged > 0", name="amount"),
        CheckConstraint("state IN ('asked', 'done', 'failed', 'unknown')", name="state"),
        Index("uq_gateway_refund_due", "due_id", unique=True,
              sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_gateway_refund_queue", "state", "asked_at"),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    intent_id: Mapped[int] = mapped_column(ForeignKey("payment_intent.id"), index=True)
    due_id: Mapped[int] = mapped_column(ForeignKey("refund_due.id"))
    amount: Mapped[int]  # in the subject's currency
    charged: Mapped[int]  # in the gateway's
    state: Mapped[Code]
    reference: Mapped[str | None]  # the gateway's
    problem: Mapped[str | None]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), unique=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # nobody: the house
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
