"""Which one of several was sold: the number on its tag."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base


class PieceNumber(Base):
    """The piece of a listing with this number went with this line; each number to one line."""

    __tablename__ = "piece_number"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
