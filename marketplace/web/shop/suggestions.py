"""Finding words: what may be meant by the letters typed so far, and what there is at all."""

from flask import render_template, request, url_for

from marketplace.discovery.language import suggesting
from marketplace.kernel.text import TextError, clean
from marketplace.web.access import VISITOR, may
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import category_path
from marketplace.web.shop.asking import LONGEST
from marketplace.web.shop.crafts import tree
from marketplace.web.shop.options import Chip

MOST_CRAFTS = 3


@bp.get("/search")
@may(VISITOR, public=True)
def suggestions() -> str:
    """The list of suggestions; the page around it unless a script asks for the `part` alone."""
    query = _typed(request.args.get("q", ""))
    part = request.args.get("part") == "1"
    return render_template(
        "shop/suggestions/_list.html" if part else "shop/suggestions/search.html",
        query=query,
        crafts=[Chip(one.name, category_path(one.slug)) for one in tree().crafts],
        kinds=_kinds(query),
        words=[Chip(one, url_for("shop.listings", q=one)) for one in suggesting.words(query)],
        robots="noindex",
    )


def _kinds(query: str) -> list[Chip]:
    """Crafts and kinds whose name has what is typed."""
    named = [one for one in tree().all if suggesting.begins(query, one.name)]
    return [Chip(one.name, category_path(one.slug)) for one in named[:MOST_CRAFTS]]


def _typed(text: str) -> str:
    try:
        return clean(text[:LONGEST])
    except TextError:
        return ""
