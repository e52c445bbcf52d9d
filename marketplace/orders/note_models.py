"""What staff write beside an order for one another."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Key


class Note(Base):
    """One note; nobody changes it, and it goes with the order's contact data."""

    __tablename__ = "order_note"
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
