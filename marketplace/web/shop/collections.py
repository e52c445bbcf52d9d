"""A collection that the office put together."""

from flask import render_template, request

from marketplace.discovery.front import collections as found
from marketplace.web.access import VISITOR, may
from marketplace.web.forms.whole import PAGE_DIGITS, whole
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.pages import page_links
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import collection_path
from marketplace.web.shop.showing import cards, photo


@bp.get("/collections/<slug>")
@may(VISITOR, public=True)
def collection(slug: str) -> str:
    """Its words and its pieces for sale."""
    key, shown = found.at(slug, locale())
    wanted = whole(request.args.get("page", ""), PAGE_DIGITS) or 1
    page = found.page(key, wanted, locale())
    address = collection_path(shown.slug)

    def at(number: int) -> str:
        return f"{address}?page={number}" if number > 1 else address

    return render_template(
        "shop/collections/show.html", shown=shown, photo=photo(shown.picture), page=page,
        pieces=cards(page.pieces), pages=page_links(page.number, page.last, at),
        canonical_url=absolute(at(page.number)),
    )  # fmt: skip
