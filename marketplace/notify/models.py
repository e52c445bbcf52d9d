"""A message to one person, and the demo phone's screen."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.kernel.outbox import Outbox


class Message(Base):
    """What somebody must know. Its outbox row says whether it went out.

    A secret one (a code) keeps its text sealed and loses it once sent or expired."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_subject", "subject_kind", "subject_id"),)
    id: Mapped[Key]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)
    channel: Mapped[Code]  # sms | email
    template: Mapped[Code]
    locale: Mapped[Code]
    recipient: Mapped[str]  # E.164 or e-mail address
    facts: Mapped[dict[str, Any]]
    sealed: Mapped[bytes | None]  # a secret one's code
    secret: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None]
    subject_kind: Mapped[Code | None]
    subject_id: Mapped[int | None]
    provider_id: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    outbox: Mapped[Outbox | None] = relationship()


class DemoText(Base):
    """What the demo phone shows; written in demo mode only."""

    __tablename__ = "demo_text"
    id: Mapped[Key]
    mobile: Mapped[str] = mapped_column(index=True)  # or an e-mail address
    body: Mapped[str]
    code: Mapped[Code | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)
