"""What search reads: the words of each listing, a projection that is rebuilt at will."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base

LONGEST = 40  # characters; a longer word is nobody's query
WORD = String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql")


class SearchWord(Base):
    """One folded word of a listing, by code point so that a range finds a beginning.

    `title` is 1 where the word stands in a title, else 0; in the key so that one index tells all.
    """

    __tablename__ = "search_word"
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"),
        primary_key=True, autoincrement=False, index=True,
    )  # fmt: skip
    title: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
