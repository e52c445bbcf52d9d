"""What search reads: a narrow projection of the listings' words, rebuilt at will."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base


class SearchEntry(Base):
    """Folded words of one published listing in both languages; `words` holds the title's too."""

    __tablename__ = "search_entry"
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    title: Mapped[str]
    words: Mapped[str]
