"""What the catalogue tells the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListingPublished:
    """A listing went live for the first time; its content columns say how many there are."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class PieceEnded:
    """A piece that was never published: the office refused it, or its draft was thrown away."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class QuantityChanged:
    """The maker says how many she has now: pieces, or slots when it is made to order."""

    listing_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """`search_text` of a listing was written anew."""

    listing_id: int
