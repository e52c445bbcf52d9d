"""What a person of the office must look after; opened and closed by the house where it can."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

OPEN = text("done_at IS NULL")
KINDS = (
    "late_answer", "late_promise", "unclaimed", "cancel_request", "maker_withdrew", "question",
    "late_money", "puzzling_money", "dispute",
)  # fmt: skip


class Task(Base):
    """One open task of a kind for one subject: an order, or a maker's part of it."""

    __tablename__ = "staff_task"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("subject_kind IN ('order', 'vendor_order')", name="subject_kind"),
        Index("uq_staff_task_open", "kind", "subject_kind", "subject_id", unique=True,
              sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_staff_task_queue", "done_at", "opened_at"),
    )  # fmt: skip
    id: Mapped[Key]
    kind: Mapped[Code]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(default="")
