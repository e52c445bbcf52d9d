"""The filters of a list, as options and as chips that take one away."""

from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.discovery.categories import Tree
from marketplace.discovery.facets import Facets
from marketplace.discovery.filters import BEST
from marketplace.discovery.makers import Choice, Place
from marketplace.discovery.search import Page
from marketplace.kernel.money import home
from marketplace.kernel.text import N_, collation_key
from marketplace.web.shop import answers
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import Asked, address, parameter
from marketplace.web.shop.options import Chip, Option, count, some

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
class Choices:
    """Every filter of the panel."""

    crafts: list[Option]
    answers: list[answers.Group]
    bands: list[Option]
    places: list[Option]
    times: list[tuple[str, Option]]
    makers: list[Option]
    orders: list[Option]


def choices(
    here: Asked, page: Page, tree: Tree, makers: list[Choice], places: list[Place]
) -> Choices:
    """The panel's options; what would show nothing is left out unless chosen. Where pieces are not
    counted all options stand there, without numbers."""
    facets, told = page.facets, page.facets.told
    crafts = [] if here.category else tree.crafts
    orders = [(key, name) for key, name in ORDER_NAMES.items() if here.query or key != BEST]
    return Choices(
        crafts=some((c.slug, c.name, c in here.crafts, told(tree.counts[c.id])) for c in crafts),
        answers=answers.groups(here, page),
        bands=_bands(here, facets),
        places=_places(here, facets, places),
        times=[
            *_yes("ready", _("Ready now"), here.ready, told(facets.ready)),
            *_yes("unique", _("One of a kind"), here.unique, told(facets.unique)),
        ],
        makers=_makers(here, makers),
        orders=[Option(key, _(name), here.order == key) for key, name in orders],
    )


def _yes(name: str, label: str, on: bool, pieces: int | None) -> list[tuple[str, Option]]:
    """A filter that is there or not."""
    return [(name, option) for option in some([("1", label, on, pieces)])]


def _bands(here: Asked, facets: Facets) -> list[Option]:
    """The bands are in Toman: a shop that sells in another currency has none."""
    names = BAND_NAMES if home() == "IRR" else {}
    return some(
        (k, _(name), k in here.bands, facets.told(facets.bands[k])) for k, name in names.items()
    )


def _places(here: Asked, facets: Facets, places: list[Place]) -> list[Option]:
    """Where makers live, when that is more than one place."""
    if len(places) < 2:
        return []
    told = facets.told
    key = sorted(places, key=lambda place: collation_key(place.name))
    return some((p.name_fa, p.name, p in here.places, told(facets.places[p.name_fa]))
                for p in key)  # fmt: skip


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
    for trait, values in here.traits:
        told = ((value, answers.label(trait, value)) for value in values)
        names |= {(parameter(trait), str(value)): f"{trait.name}: {word}" for value, word in told}
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
            *count(tree.counts[kind.id]),
        )
        for kind in tree.kinds(craft)
        if tree.counts[kind.id] or kind.id == here.category.id
    ]
