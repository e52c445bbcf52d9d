"""What a bank card reader printed about a payment."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code

STANDS = text("undone_by IS NULL")


class ReaderSlip(Base):
    """The slip behind a payment; one trace number of a reader and a day stands on one payment,
    until a correction undoes that."""

    __tablename__ = "reader_slip"
    __table_args__ = (
        CheckConstraint("length(last4) = 4", name="last4"),
        CheckConstraint("trace <> ''", name="trace"),
        Index(
            "uq_reader_slip_trace", "day", "reader", "trace", unique=True,
            sqlite_where=STANDS, postgresql_where=STANDS,
        ),
    )  # fmt: skip
    payment_id: Mapped[int] = mapped_column(
        ForeignKey("payment.id"), primary_key=True, autoincrement=False
    )
    reader: Mapped[Code]  # which of the office's; empty while it has named none
    day: Mapped[date]  # in Tehran
    trace: Mapped[Code]  # digits without leading zeros
    last4: Mapped[Code]  # of the card
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
