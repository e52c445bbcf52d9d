"""One piece: what it is, who made it, what it costs, and how to have it kept."""

from typing import Any

from flask import redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from marketplace.discovery import beside, makers, products
from marketplace.discovery.rows import Product
from marketplace.orders import delivery
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute, preferences
from marketplace.web.language import locale
from marketplace.web.shop import bp, linked
from marketplace.web.shop.addresses import category_path, ends_rightly, photo_path, piece_path
from marketplace.web.shop.crafts import tree
from marketplace.web.shop.describing import sheet
from marketplace.web.shop.showing import cards, face, first_words


@bp.get("/i/<public_id>", defaults={"slug": None})
@bp.get("/i/<public_id>/<slug>")
@may(VISITOR, public=True)
def product(public_id: str, slug: str | None) -> str | Response:
    """Show a piece for sale or sold; any other ending of its address leads to the right one."""
    found = products.by_public_id(public_id, locale())
    path = piece_path(public_id, found.piece.name)
    if not ends_rightly(slug, found.piece.name):
        return redirect(path, 301)
    above = tree().path(found.category_id)
    crumbs = [(one.name, category_path(one.slug)) for one in above]
    shown, url = around(found), absolute(path)
    steps = [(_("Home"), f"{request.script_root}/"), *crumbs, (found.piece.title, path)]
    told = linked.piece(found, shown["piece"], shown["maker"], url)
    return render_template(
        "shop/product/product.html",
        crumbs=crumbs,
        canonical_url=url,
        photos_url=photo_path(public_id, ""),
        linked=linked.script(told, linked.path(steps)),
        **shown,
    )


def around(found: Product, excerpt: bool = True) -> dict[str, Any]:
    """The piece in words, its maker (with an excerpt of her story or none), her other pieces and
    ones like it."""
    maker = makers.by_id(found.vendor_id, locale())
    near = beside.beside(found, locale())
    piece, her = sheet(found), face(maker, first_words(maker.story) if excerpt else "")
    return {
        "piece": piece,
        "preview": linked.preview(found, piece, her),
        "og_type": "product",
        "maker": her,
        "story": maker.story,
        "others": cards(near.hers),
        "others_total": near.total,
        "alike": cards(near.alike),
        "translated": found.translated,
        "maker_id": maker.public_id,
        "posted": delivery.offered(preferences()),
    }
