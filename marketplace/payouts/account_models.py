"""The bank account that a maker is paid into, sealed; only its last four digits are plain."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

WAITING, LIVE = text("state = 'waiting'"), text("state = 'live'")


class BankAccount(Base):
    """waiting → live → replaced | closed, or cancelled. `sealed` holds the Sheba and is never
    shown without being written down; once erased it is empty, like the name beside it."""

    __tablename__ = "bank_account"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'live', 'replaced', 'closed', 'cancelled')", name="state"
        ),
        CheckConstraint("length(last4) = 4", name="last4"),
        Index("uq_bank_account_waiting", "vendor_id", unique=True,
              sqlite_where=WAITING, postgresql_where=WAITING),
        Index("uq_bank_account_live", "vendor_id", unique=True,
              sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_bank_account_due", "state", "begins_at"),
    )  # fmt: skip
    id: Mapped[Key]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    state: Mapped[Code]
    sealed: Mapped[str]
    iban_hash: Mapped[str] = mapped_column(index=True)  # keyed: the same account of two makers
    bank: Mapped[Code]  # its three digits
    last4: Mapped[Code]
    holder: Mapped[str]  # as the bank knows her
    begins_at: Mapped[datetime]  # when the waiting ends
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    erased_at: Mapped[datetime | None]  # payouts.forgetting
