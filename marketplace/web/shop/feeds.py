"""Every piece that can be had, for comparison sites: Google Merchant's RSS, in either language."""

from collections.abc import Iterator

from flask import Response, request
from markupsafe import escape

from marketplace.discovery import feeding
from marketplace.discovery.categories import Tree, tree
from marketplace.discovery.feeding import Shown
from marketplace.web import made
from marketplace.web.access import VISITOR, may
from marketplace.web.formatters import local
from marketplace.web.frame import absolute, preferences
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import piece_path
from marketplace.web.shop.linked import LARGE, plain, whole
from marketplace.web.shop.showing import photo

MOST_IMAGES = 10
LONGEST_TITLE, LONGEST_TEXT = 150, 5000
OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
)


@bp.get("/feeds/google.xml")
@may(VISITOR, public=True)
def google_feed() -> Response:
    """Drawn once an edition; what is sold or held is not in it."""
    return made.sent("feed-google", "text/xml; charset=utf-8", _rss)


def _rss() -> Iterator[str]:
    prefs, language = preferences(), locale()
    home = absolute(f"{request.script_root}/")
    yield OPENING
    yield _tags({"title": local(prefs, "bazaar_name"), "link": home,
                 "description": local(prefs, "tagline")})  # fmt: skip
    categories = tree(language)
    for piece in feeding.that_can_be_had(language):
        if images := images_of(piece):
            yield f"<item>\n{_item(piece, images, categories)}</item>\n"
    yield "</channel></rss>\n"


def _item(piece: Shown, images: list[str], categories: Tree) -> str:
    facts = {
        "g:id": piece.public_id, "title": piece.title[:LONGEST_TITLE],
        "description": described(piece)[:LONGEST_TEXT],
        "link": absolute(piece_path(piece.public_id, piece.name)), "g:image_link": images[0],
        "g:availability": "in_stock", "g:price": f"{plain(piece.price)} {piece.price.currency}",
        "g:condition": "new", "g:item_group_id": str(piece.family_id or ""),
        "g:brand": piece.maker[:70], "g:identifier_exists": "no",
        "g:product_type": " > ".join(one.name for one in categories.path(piece.category_id)),
        "g:material": piece.material[:200],
        "g:shipping_weight": f"{piece.weight_g} g" if piece.weight_g else "",
    }  # fmt: skip
    more = "".join(_tags({"g:additional_image_link": one}) for one in images[1:MOST_IMAGES])
    return _tags(facts) + more


def images_of(piece: Shown) -> list[str]:
    """Every photo's largest JPEG, whole addresses."""
    return [whole(one.src(LARGE, "jpeg")) for one in map(photo, piece.pictures) if one]


def described(piece: Shown) -> str:
    """The story, or what it is made of and how, or its name."""
    facts = " · ".join(part for part in (piece.material, piece.technique, piece.place) if part)
    return piece.story or facts or piece.title


def _tags(facts: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>\n" for name, text in facts.items() if text)
