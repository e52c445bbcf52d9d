"""Lists of pieces: all, of one category, or with the words of a search."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from marketplace.discovery import makers, search
from marketplace.discovery.categories import Tree
from marketplace.discovery.search import Page
from marketplace.kernel.errors import NotFound
from marketplace.web.access import VISITOR, may
from marketplace.web.edition_facts import known
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.pages import page_links
from marketplace.web.shop import bp, choosing, linked
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import Asked, address, asked
from marketplace.web.shop.choosing import MOST_MAKERS, Chip, Choices
from marketplace.web.shop.crafts import tree
from marketplace.web.shop.showing import cards

NEAR = 8


@bp.get("/pieces", defaults={"category": None})
@bp.get("/pieces/<category>")
@may(VISITOR, public=True)
def listings(category: str | None) -> str:
    """Show one page of the list that the address asks for."""
    language = locale()
    everything = tree()
    within = everything.at(category) if category else None
    if category and within is None:
        raise NotFound
    people = _makers(request.args.get("maker", "")[:40], language)
    places = known("places", makers.places, language)
    here = asked(within, everything, people, places)
    page = search.find(here.query, here.filters, here.page, language)
    if not page.total and here.query:
        return nothing_found(here, page)
    options = choosing.choices(
        here, page.facets, everything.counted(page.facets.categories), people, places
    )
    return show(here, page, everything.counted(page.facets.categories), options)


def _makers(chosen: str, language: str) -> list[makers.Choice]:
    """Those to choose from; whom an address names comes first."""
    if chosen:
        return makers.choices(MOST_MAKERS + 1, chosen, language)
    return known("makers", makers.choices, MOST_MAKERS + 1, "", language)


def show(here: Asked, page: Page, counted: Tree, options: Choices) -> str:
    """The list with its filters, its order and its page numbers."""
    kept = here.searched + here.chosen + here.ordered
    return render_template(
        "shop/listings/list.html",
        here=here,
        page=page,
        pieces=cards(page.pieces),
        choices=options,
        total=choosing.counted(page.total),
        chips=choosing.chips(here),
        kinds=choosing.kinds(here, counted),
        pages=page_links(page.number, page.last, lambda number: address(kept, number)),
        canonical_url=absolute(address(here.searched + here.chosen, page.number)),
        robots=None if here.plain else "noindex, follow",
        linked=linked.script(linked.path(_way(counted, here))) if here.category else None,
    )


def _way(everything: Tree, here: Asked) -> list[tuple[str, str]]:
    """The list of all pieces, and the categories down to this one."""
    down = everything.path(here.category.id if here.category else None)
    steps = [(one.name, category_path(one.slug)) for one in down]
    return [(_("All pieces"), url_for("shop.listings")), *steps]


def nothing_found(here: Asked, page: Page) -> str:
    """The query kept in its field, and the pieces nearest to it."""
    near = search.nearest(page.asked, NEAR, locale())
    chips = [Chip(word, address([("q", word)])) for word in search.telling(page.asked)]
    chips += choosing.chips(here)
    return render_template(
        "shop/listings/nothing.html", here=here, near=cards(near), chips=chips, robots="noindex"
    )
