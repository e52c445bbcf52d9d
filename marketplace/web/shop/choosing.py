"""The filters of a list, as options and as chips that take one away."""

from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.discovery.categories import Tree
from marketplace.discovery.makers import Choice
from marketplace.kernel.money import home
from marketplace.kernel.text import N_, collation_key
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import Asked, address

BAND_NAMES = {
    "1": N_("Up to 1 million Toman"),
    "2": N_("1 to 5 million"),
    "3": N_("5 to 15 million"),
    "4": N_("More than 15 million"),
}
ORDER_NAMES = {
    "new": N_("Newest first"),
    "cheap": N_("Lowest price first"),
    "dear": N_("Highest price first"),
}
MOST_MAKERS = 12  # more are found through the makers' pages


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter."""

    value: str
    label: str
    on: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A way to another list."""

    label: str
    url: str
    on: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Every filter of the panel."""

    crafts: list[Option]
    bands: list[Option]
    times: list[tuple[str, Option]]
    makers: list[Option]
    orders: list[Option]


def _bands(here: Asked) -> list[Option]:
    """The bands are in Toman: a shop that sells in another currency has none."""
    names = BAND_NAMES if home() == "IRR" else {}
    bands = [Option(key, _(name), here.band == key) for key, name in names.items()]
    return [Option("", _("Any price"), not here.band), *bands]


def choices(here: Asked, tree: Tree, makers: list[Choice]) -> Choices:
    """The panel's options; crafts without pieces are left out unless chosen."""
    crafts = [
        Option(craft.slug, craft.name, craft in here.crafts, tree.counts[craft.id])
        for craft in tree.crafts
        if not here.category and (tree.counts[craft.id] or craft in here.crafts)
    ]
    return Choices(
        crafts=crafts,
        bands=_bands(here),
        times=[
            ("ready", Option("1", _("Ready now"), here.ready)),
            ("unique", Option("1", _("One of a kind"), here.unique)),
        ],
        makers=_makers(here, makers),
        orders=[Option(key, _(name), here.order == key) for key, name in ORDER_NAMES.items()],
    )


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
        Chip(kind.name, category_path(kind.slug), kind.id == here.category.id, tree.counts[kind.id])
        for kind in tree.kinds(craft)
        if tree.counts[kind.id] or kind.id == here.category.id
    ]
