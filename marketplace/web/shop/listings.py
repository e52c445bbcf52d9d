"""Lists of pieces: all, of one category, or with the words of a search."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from marketplace.discovery import makers, search, traits
from marketplace.discovery.categories import Tree
from marketplace.discovery.search import Page
from marketplace.kernel.errors import NotFound
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.pages import page_links
from marketplace.web.shop import bp, choosing, linked
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import Asked, address, asked
from marketplace.web.shop.choosing import MOST_MAKERS, Choices
from marketplace.web.shop.crafts import tree
from marketplace.web.shop.options import Chip, counted
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
    chosen = request.args.get("maker", "")[:40]
    people = makers.choices(MOST_MAKERS + 1, chosen, language)  # whom an address names is first
    places = makers.places(language)
    known_traits = traits.filterable(language)
    here = asked(within, everything, people, places, known_traits)
    page = search.find(here.query, here.filters, here.page, language, known_traits)
    if not page.total and here.query:
        return nothing_found(here, page)
    full = everything.counted(page.facets.categories)
    return show(here, page, full, choosing.choices(here, page, full, people, places))


def show(here: Asked, page: Page, full: Tree, options: Choices) -> str:
    """The list with its filters, its order and its page numbers."""
    kept = here.searched + here.chosen + here.ordered
    return render_template(
        "shop/listings/list.html",
        here=here,
        page=page,
        pieces=cards(page.pieces),
        choices=options,
        total=counted(page.total),
        chips=choosing.chips(here),
        kinds=choosing.kinds(here, full),
        pages=page_links(page.number, page.last, lambda number: address(kept, number)),
        canonical_url=absolute(address(here.searched + here.chosen, page.number)),
        robots=None if here.plain else "noindex, follow",
        linked=linked.script(linked.path(_way(full, here))) if here.category else None,
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
