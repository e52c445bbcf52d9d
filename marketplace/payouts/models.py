"""A run of payments to makers, each maker's payment in it, and the earnings that it claims."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text as sql,
)
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

CLAIMED = sql("released_at IS NULL")
HELD = sql("lifted_at IS NULL")


class PayoutRun(Base):
    """draft → approved → sent → settled; or dropped. `second`: somebody else must approve it."""

    __tablename__ = "payout_run"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("total >= 0", name="total"),
        CheckConstraint("NOT second OR approved_by IS NULL OR approved_by <> made_by",
                        name="second"),
        CheckConstraint("state NOT IN ('approved', 'sent', 'settled') OR approved_by IS NOT NULL",
                        name="approved"),
        Index("ix_payout_run_state", "state", "id"),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    year: Mapped[int]  # Jalali
    number: Mapped[int]
    state: Mapped[Code]
    currency: Mapped[Code]
    until: Mapped[datetime]  # what rested by then is in it
    total: Mapped[int]
    second: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    file_at: Mapped[datetime | None]  # when the file for the bank was taken last
    sent_at: Mapped[datetime | None]
    reference: Mapped[str] = mapped_column(default="")  # the bank's, of the whole order


class RunCounter(Base):
    """The last run of a Jalali year; locked while one is made, so that runs queue."""

    __tablename__ = "payout_run_counter"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Payout(Base):
    """draft → approved → sent → settled | returned; or dropped. `amount` is what goes out:
    `earned` less `taken_off`, refunds that came after an earlier payment."""

    __tablename__ = "payout"
    __table_args__ = (
        UniqueConstraint("run_id", "vendor_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("earned >= 0 AND taken_off >= 0", name="parts"),
        CheckConstraint("amount = earned - taken_off", name="sum"),
        CheckConstraint("method IN ('bank', 'cash')", name="method"),
        CheckConstraint("(method = 'bank') = (account_id IS NOT NULL)", name="account"),
        CheckConstraint("(state = 'returned') = (returned_at IS NOT NULL)", name="returned"),
        Index("ix_payout_vendor", "vendor_id", "id"),
        Index("ix_payout_state", "state", "id"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("payout_run.id"))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    state: Mapped[Code]
    method: Mapped[Code]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("bank_account.id"))
    currency: Mapped[Code]
    earned: Mapped[int]
    taken_off: Mapped[int]
    amount: Mapped[int]
    lines: Mapped[int]
    paid_at: Mapped[datetime | None]
    paid_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # why it came back, or was taken out


class PayoutLine(Base):
    """One posting on a maker's account, claimed by a run; free again once `released_at` is set."""

    __tablename__ = "payout_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["run_id", "vendor_id"], ["payout.run_id", "payout.vendor_id"],
            deferrable=True, initially="DEFERRED",
        ),
        ForeignKeyConstraint(
            ["entry_id", "place"], ["ledger_posting.entry_id", "ledger_posting.place"]
        ),
        Index("uq_payout_line_claim", "entry_id", "place", unique=True,
              sqlite_where=CLAIMED, postgresql_where=CLAIMED),
        Index("ix_payout_line_payout", "run_id", "vendor_id"),
    )  # fmt: skip
    run_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    vendor_id: Mapped[int]
    amount: Mapped[int]  # hers above nothing, taken back below
    released_at: Mapped[datetime | None]


class PayoutHold(Base):
    """A maker who is not paid for now, and why."""

    __tablename__ = "payout_hold"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        Index("uq_payout_hold_open", "vendor_id", unique=True,
              sqlite_where=HELD, postgresql_where=HELD),
    )  # fmt: skip
    id: Mapped[Key]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    reason: Mapped[str]
    held_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_at: Mapped[datetime] = mapped_column(default=clock.now)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]


class EarningTotal(Base):
    """What was kept of a maker's sales, the office's share and tax, up to one entry of the books;
    can be rebuilt."""

    __tablename__ = "earning_total"
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), primary_key=True)
    currency: Mapped[Code] = mapped_column(primary_key=True)
    kept: Mapped[int]
    upto: Mapped[int]
