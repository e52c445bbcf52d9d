"""What somebody wants to be told of: a maker's new pieces, or that one piece is back."""

from dataclasses import dataclass

from marketplace.discovery import makers, products
from marketplace.kernel.errors import NotFound
from marketplace.web.language import locale
from marketplace.web.shop.addresses import maker_path, piece_path
from marketplace.web.shop.describing import sheet

MAKER, PIECE = "makers", "pieces"


@dataclass(frozen=True, slots=True)
class Target:
    """`name` is the piece's or the maker's; `open`: the piece can be had now."""

    kind: str
    public_id: str
    name: str
    url: str
    vendor_id: int
    listing_id: int | None = None
    open: bool = False

    @property
    def key(self) -> str:
        """How a browser remembers it."""
        return f"{self.kind}/{self.public_id}"


def target(kind: str, public_id: str) -> Target:
    """What the public may see of it. Raises NotFound."""
    if kind == PIECE:
        found = products.by_public_id(public_id, locale())
        path = piece_path(public_id, found.piece.name)
        here = sheet(found).open
        return Target(kind, public_id, found.piece.title, path, found.vendor_id, found.id, here)
    if kind != MAKER:
        raise NotFound
    maker = makers.by_public_id(public_id, locale())
    return Target(kind, public_id, maker.name, maker_path(public_id, maker.name_fa), maker.id)


def at(key: str) -> Target:
    """What a browser remembered. Raises NotFound."""
    kind, _, public_id = key.partition("/")
    return target(kind, public_id)
