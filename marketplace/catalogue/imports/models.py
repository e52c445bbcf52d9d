"""A table of pieces on its way in, its lines as they were typed, and the photos they name."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class Import(Base):
    """uploaded (something is to be mended) ⇄ ready → taken_over; or abandoned.

    `columns` are keys of columns.COLUMNS in the file's order; `unknown` the names of columns that
    nobody understood."""

    __tablename__ = "import"
    __table_args__ = (Index("ix_import_vendor", "vendor_id", "created_at"),)
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    state: Mapped[Code]
    file_name: Mapped[str]
    columns: Mapped[list[Any]]
    unknown: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    applied_at: Mapped[datetime | None]


class ImportLine(Base):
    """One line: `typed` by column, what came of it, and the piece it is about or became.

    `change` is wrong, new, changed or unchanged; `problems` are [{column, sentence, facts}];
    `differences` {column: [old, new]} as they would be typed; `lacking` what review still needs;
    `outcome` at_once, office or draft (what is to be, then what was); `doubt` the price that was
    probably meant where the one written is ten times off."""

    __tablename__ = "import_line"
    __table_args__ = (Index("ix_import_line", "import_id", "change", "number"),)
    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id", ondelete="CASCADE"))
    number: Mapped[int]
    typed: Mapped[dict[str, Any]]
    change: Mapped[Code]
    problems: Mapped[list[Any]] = mapped_column(default=list)
    differences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lacking: Mapped[list[Any]] = mapped_column(default=list)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    outcome: Mapped[Code | None]
    doubt: Mapped[int | None]


class ImportPhoto(Base):
    """A photo that came in a ZIP, by its folded name; without a line's word for it it is unused."""

    __tablename__ = "import_photo"
    __table_args__ = (UniqueConstraint("import_id", "name"),)
    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id", ondelete="CASCADE"))
    name: Mapped[str]
    picture_id: Mapped[int] = mapped_column(ForeignKey("picture.id"), index=True)
