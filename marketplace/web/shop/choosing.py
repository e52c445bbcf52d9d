"""The filters of a list, as options and as chips that take one away."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.discovery.categories import Tree
from marketplace.discovery.facets import EXACT, Facets
from marketplace.discovery.filters import BEST
from marketplace.discovery.makers import Choice, Place
from marketplace.kernel.money import home
from marketplace.kernel.text import N_, collation_key
from marketplace.web.formatters import number
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import Asked, address

BAND_NAMES = {
    "1": N_("Up to 1 million Toman"),
    "2": N_("1 to 5 million"),
    "3": N_("5 to 15 million"),
    "4": N_("More than 15 million"),
}
ORDER_NAMES = {
    "best": N_("Best match first"),
    "new": N_("Newest first"),
    "cheap": N_("Lowest price first"),
    "dear": N_("Highest price first"),
}
MOST_MAKERS = 12  # more are found through the makers' pages


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter; `more` pieces than `count`."""

    value: str
    label: str
    on: bool
    count: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to another list; `more` pieces than `count`."""

    label: str
    url: str
    on: bool = False
    count: int | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Every filter of the panel."""

    crafts: list[Option]
    bands: list[Option]
    places: list[Option]
    times: list[tuple[str, Option]]
    makers: list[Option]
    orders: list[Option]


def choices(
    here: Asked, facets: Facets, tree: Tree, makers: list[Choice], places: list[Place]
) -> Choices:
    """The panel's options; what would show nothing is left out unless chosen."""
    crafts = [] if here.category else tree.crafts
    orders = [(key, name) for key, name in ORDER_NAMES.items() if here.query or key != BEST]
    return Choices(
        crafts=_some((c.slug, c.name, c in here.crafts, tree.counts[c.id]) for c in crafts),
        bands=_bands(here, facets),
        places=_places(here, facets, places),
        times=[
            ("ready", Option("1", _("Ready now"), here.ready, *_count(facets.ready))),
            ("unique", Option("1", _("One of a kind"), here.unique, *_count(facets.unique))),
        ],
        makers=_makers(here, makers),
        orders=[Option(key, _(name), here.order == key) for key, name in orders],
    )


def counted(pieces: int) -> str:
    """How many a page says there are: exact up to a thousand."""
    if pieces > EXACT:
        return str(_("more than %(number)s", number=number(EXACT)))
    return number(pieces)


def _count(pieces: int) -> tuple[int, bool]:
    return min(pieces, EXACT), pieces > EXACT


def _some(values: Iterable[tuple[str, str, bool, int]]) -> list[Option]:
    """(value, label, on, pieces) as options, those that show something."""
    return [Option(value, label, on, *_count(many)) for value, label, on, many in values
            if on or many]  # fmt: skip


def _bands(here: Asked, facets: Facets) -> list[Option]:
    """The bands are in Toman: a shop that sells in another currency has none."""
    names = BAND_NAMES if home() == "IRR" else {}
    return _some((k, _(name), k in here.bands, facets.bands[k]) for k, name in names.items())


def _places(here: Asked, facets: Facets, places: list[Place]) -> list[Option]:
    """Where makers live, when that is more than one place."""
    if len(places) < 2:
        return []
    key = sorted(places, key=lambda place: collation_key(place.name))
    return _some((p.name_fa, p.name, p in here.places, facets.places[p.name_fa]) for p in key)


def _makers(here: Asked, makers: list[Choice]) -> list[Option]:
    if len(makers) > MOST_MAKERS:
        makers = [here.maker] if here.maker else []
    named = sorted(makers, key=lambda maker: collation_key(maker.name))
    options = [Option(maker.public_id, maker.name, maker == here.maker) for maker in named]
    return [Option("", _("All makers"), not here.maker), *options] if options else []


def chips(here: Asked) -> list[Chip]:
    """One for each filter that is set: following it takes the filter away."""
    names = {("craft", craft.slug): craft.name for craft in here.crafts}
    names |= {("price", key): _(name) for key, name in BAND_NAMES.items()}
    names |= {("ready", "1"): _("Ready now"), ("unique", "1"): _("One of a kind")}
    names |= {("place", place.name_fa): place.name for place in here.places}
    if here.maker:
        names["maker", here.maker.public_id] = here.maker.name
    everything = here.searched + here.chosen + here.ordered
    return [
        Chip(names[pair], address([other for other in everything if other != pair]), on=True)
        for pair in here.chosen
    ]


def kinds(here: Asked, tree: Tree) -> list[Chip]:
    """The kinds within the present craft that have pieces."""
    if not here.category:
        return []
    craft = tree.path(here.category.id)[0]
    return [
        Chip(
            kind.name,
            category_path(kind.slug),
            kind.id == here.category.id,
            *_count(tree.counts[kind.id]),
        )
        for kind in tree.kinds(craft)
        if tree.counts[kind.id] or kind.id == here.category.id
    ]
