"""The makers, each as she chose to be seen."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from marketplace.discovery import certificates, makers, products
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import ends_rightly, maker_path
from marketplace.web.shop.crafts import tree
from marketplace.web.shop.options import Chip
from marketplace.web.shop.showing import cards, face, first_words

FOR_SALE, SOLD = 12, 12


@bp.get("/makers", endpoint="makers")
@may(VISITOR, public=True)
def index() -> str:
    """Everybody who sells, by name; one craft's makers when the address names it."""
    everybody = makers.index(locale())
    practised = {craft for maker in everybody for craft in maker.crafts}
    crafts = [craft for craft in tree().crafts if craft.name in practised]
    here = next((craft for craft in crafts if craft.slug == request.args.get("craft")), None)
    everyone = Chip(_("All"), url_for("shop.makers"), here is None)
    chips = [
        everyone,
        *(Chip(one.name, url_for("shop.makers", craft=one.slug), one == here) for one in crafts),
    ]
    return render_template(
        "shop/makers/makers.html",
        chips=chips,
        craft=here,
        people=[face(one) for one in everybody if not here or here.name in one.crafts],
        robots="noindex, follow" if here else None,
    )


@bp.get("/makers/<public_id>", defaults={"slug": None})
@bp.get("/makers/<public_id>/<slug>")
@may(VISITOR, public=True)
def maker(public_id: str, slug: str | None) -> str | Response:
    """Her face or motif, her words, what the office knows of her, her pieces."""
    found = makers.by_public_id(public_id, locale())
    path = maker_path(public_id, found.name_fa)
    if not ends_rightly(slug, found.name_fa):
        return redirect(path, 301)
    hers = products.others(found.id, 0, FOR_SALE, locale())
    gone = products.sold(found.id, SOLD, locale())
    return render_template(
        "shop/maker/maker.html",
        maker=face(found, found.story),
        alias=found.alias,
        trained=certificates.of(found.id, locale()),
        summary=first_words(found.story, 155),
        pieces=cards(hers.pieces),
        total=hers.total,
        all_url=url_for("shop.listings", maker=public_id),
        follow_url=url_for("shop.follow", kind="makers", public_id=public_id),
        gone=cards(gone.pieces),
        gone_total=gone.total,
        canonical_url=absolute(path),
    )
