"""What search reads: the words of each listing and the vocabulary they make, rebuilt at will."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Key

LONGEST = 40  # characters; a longer word is nobody's query
WORD = String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql")


class SearchWord(Base):
    """One folded word of a listing, by code point so that a range finds a beginning.

    `title` is 0, or what the word weighs in the title where it stands (`ranking.weight`). One index
    leads from a listing to its words, the other along a word's listings, best first backwards."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_walk", "word", "title", "listing_id"),
        {"sqlite_with_rowid": False},
    )
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    title: Mapped[int]


class SearchTerm(Base):
    """One word of the whole shop, without digits. `shown` is how makers write it; `listings` says
    in how many it stood when last counted: it chooses ways, it is never shown."""

    __tablename__ = "search_term"
    __table_args__ = ({"sqlite_with_rowid": False},)
    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    shown: Mapped[str]
    listings: Mapped[int]


class SearchShape(Base):
    """A word as it looks with one letter less, or by its consonants: where a slip is looked up."""

    __tablename__ = "search_shape"
    __table_args__ = ({"sqlite_with_rowid": False},)
    shape: Mapped[str] = mapped_column(WORD, primary_key=True)
    word: Mapped[str] = mapped_column(
        WORD, ForeignKey("search_term.word", ondelete="CASCADE"), primary_key=True, index=True
    )


class SearchSynonym(Base):
    """Folded words that visitors type, by spaces. `meant`: the words that answer them; empty when
    they answer one another."""

    __tablename__ = "search_synonym"
    id: Mapped[Key]
    typed: Mapped[str]
    meant: Mapped[str]


class SearchWish(Base):
    """What visitors asked for and did not find, told by a button: the words, how often, when.
    Of who asked nothing is kept."""

    __tablename__ = "search_wish"
    id: Mapped[Key]
    words: Mapped[str] = mapped_column(unique=True)  # folded
    shown: Mapped[str]  # as first typed
    times: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
