"""Entries and their postings, append-only by trigger, and a snapshot of the balances."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code, Key


class Entry(Base):
    """One fact about money. Written after its postings: a trigger counts and sums them, and from
    then on nothing is added. `turn` counts facts that one source may tell again."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("kind", "source_kind", "source_id", "turn"),
        CheckConstraint("size >= 2", name="size"),
        CheckConstraint("turn >= 0", name="turn"),
        Index("ix_ledger_entry_subject", "subject_kind", "subject_id", "id"),
        Index("ix_ledger_entry_source", "source_kind", "source_id"),
        Index("ix_ledger_entry_at", "at"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    source_kind: Mapped[Code]  # the row that tells the fact: payment, refund, order, …
    source_id: Mapped[int]
    turn: Mapped[int] = mapped_column(default=0)
    subject_kind: Mapped[Code]  # what the money is for: order, till, …
    subject_id: Mapped[int]
    currency: Mapped[Code]
    size: Mapped[int]  # how many postings
    at: Mapped[datetime]


class Posting(Base):
    """An amount on an account: a debit above nothing, a credit below, in the smallest unit."""

    __tablename__ = "ledger_posting"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_ledger_posting_account", "account", "entry_id"),
        {"sqlite_with_rowid": False},
    )
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("ledger_entry.id", deferrable=True, initially="DEFERRED"),
        primary_key=True, autoincrement=False,
    )  # fmt: skip
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[Code]
    amount: Mapped[int]
    currency: Mapped[Code]
    line_id: Mapped[int | None]  # the part of the subject that it is for


class Snapshot(Base):
    """What an account held after the entry `upto`, the same for all rows; can be rebuilt."""

    __tablename__ = "ledger_snapshot"
    account: Mapped[Code] = mapped_column(primary_key=True)
    currency: Mapped[Code] = mapped_column(primary_key=True)
    amount: Mapped[int]
    upto: Mapped[int]
