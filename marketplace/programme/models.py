"""A certificate of training in one craft."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class Certificate(Base):
    """Given to a person for a craft (a top category); valid until it expires or is revoked."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("expires_on IS NULL OR expires_on > issued_on", name="dates"),
    )
    id: Mapped[Key]
    public_code: Mapped[Code] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    craft_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    issued_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str | None]
