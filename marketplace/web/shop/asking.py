"""What a list's address asks for; whatever it does not know, it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from marketplace.discovery import spans
from marketplace.discovery.categories import Tree
from marketplace.discovery.filters import BANDS, BEST, ORDERS, Chosen, Filters
from marketplace.discovery.makers import Choice, Place
from marketplace.discovery.rows import Category
from marketplace.discovery.traits import Trait
from marketplace.kernel.text import TextError, clean, to_ascii_digits
from marketplace.web.forms.whole import whole

Pairs = list[tuple[str, str]]
LONGEST = 200  # characters of a query that are kept
YES_NO = (1, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it was asked for."""

    query: str
    category: Category | None
    crafts: tuple[Category, ...]
    bands: tuple[str, ...]
    places: tuple[Place, ...]
    ready: bool
    unique: bool
    maker: Choice | None
    order: str
    page: int
    traits: tuple[tuple[Trait, tuple[int, ...]], ...] = ()  # each with the answers that will do

    @property
    def filters(self) -> Filters:
        """The same by ids."""
        return Filters(
            crafts=tuple(craft.id for craft in self.crafts),
            category=self.category.id if self.category else None,
            bands=self.bands, places=tuple(place.name_fa for place in self.places),
            ready=self.ready, unique=self.unique,
            vendor=self.maker.id if self.maker else None, order=self.order,
            traits=tuple(Chosen(one.id, one.kind == "number", of) for one, of in self.traits),
        )  # fmt: skip

    @property
    def chosen(self) -> Pairs:
        """The filters that are set."""
        pairs = [("craft", craft.slug) for craft in self.crafts]
        pairs += [("price", band) for band in self.bands]
        pairs += [("place", place.name_fa) for place in self.places]
        pairs += [("ready", "1")] if self.ready else []
        pairs += [("unique", "1")] if self.unique else []
        pairs += [("maker", self.maker.public_id)] if self.maker else []
        pairs += [(parameter(one), str(value)) for one, values in self.traits for value in values]
        return pairs

    @property
    def searched(self) -> Pairs:
        """The query, if there is one."""
        return [("q", self.query)] if self.query else []

    @property
    def ordered(self) -> Pairs:
        """The order, if it is not the usual one."""
        return [("sort", self.order)] if self.order != self.usual else []

    @property
    def usual(self) -> str:
        """The order of a list that asks for none: a search shows the best first."""
        return BEST if self.query else "new"

    @property
    def plain(self) -> bool:
        """Whether this is a list that search engines may keep."""
        return not (self.searched or self.chosen or self.ordered)


def parameter(trait: Trait) -> str:
    """What an address calls an attribute: its words may change, and may be anything."""
    return f"a{trait.id}"


def asked(
    category: Category | None, tree: Tree, makers: Sequence[Choice], places: Sequence[Place],
    traits: Sequence[Trait],
) -> Asked:  # fmt: skip
    """Read the address of the present request. Whatever its sequence, the same is asked."""
    args, query = request.args, _query(request.args.get("q", ""))
    named = set(args.getlist("craft"))
    return Asked(
        query=query,
        category=category,
        crafts=tuple(craft for craft in tree.crafts if craft.slug in named and not category),
        bands=tuple(band for band in BANDS if band in args.getlist("price")),
        places=tuple(place for place in places if place.name_fa in args.getlist("place")),
        ready=args.get("ready") == "1",
        unique=args.get("unique") == "1",
        maker=next((one for one in makers if one.public_id == args.get("maker")), None),
        order=_order(args.get("sort", ""), query),
        page=_page(args.get("page", "")),
        traits=tuple((one, given) for one in traits if (given := _given(one))),
    )


def address(pairs: Pairs, page: int = 1) -> str:
    """The present list with these pairs; the first page has no number."""
    pairs = [*pairs, ("page", str(page))] if page > 1 else pairs
    path = request.script_root + request.path
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _given(trait: Trait) -> tuple[int, ...]:
    """The answers to an attribute that the address names, in the panel's sequence."""
    texts = set(request.args.getlist(parameter(trait)))
    return tuple(value for value in answers_of(trait) if str(value) in texts) if texts else ()


def answers_of(trait: Trait) -> Sequence[int]:
    """All the answers that buyers may filter by."""
    if trait.kind == "choice":
        return [key for key, _name in trait.choices]
    return YES_NO if trait.kind == "yes_no" else spans.EDGES


def _order(asked: str, query: str) -> str:
    return asked if asked in ORDERS else BEST if query else "new"


def _query(text: str) -> str:
    try:
        return clean(text[:LONGEST])
    except TextError:
        return ""


def _page(text: str) -> int:
    return whole(to_ascii_digits(text[:12])) or 1
