"""The front: one piece, seven bays, whose turn it is, who makes it, when the doors are open."""

from dataclasses import dataclass

from flask import render_template

from marketplace.discovery import makers
from marketplace.discovery.categories import MOST, crafts_with_pieces
from marketplace.discovery.front import collections, showing as front
from marketplace.discovery.opening import opening
from marketplace.discovery.rows import Category
from marketplace.kernel import clock
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.photos import Photo
from marketplace.web.shop import bp, linked
from marketplace.web.shop.addresses import category_path, collection_path
from marketplace.web.shop.showing import cards, face, first_words, photo

BAYS, NEW, MAKERS, QUOTE = 7, 6, 4, 190


@dataclass(frozen=True, slots=True)
class Bay:
    """A craft in the arcade; `more` pieces than `count`; without a picture the drawn bay."""

    url: str
    name: str
    count: int
    more: bool
    number: int
    photo: Photo | None


@bp.get("/")
@may(VISITOR, public=True)
def home() -> str:
    """Show that this is a real place with real goods today."""
    language = locale()
    crafts = crafts_with_pieces(language)
    people = makers.some(MAKERS, language)
    season, gathered = collections.on_front(language)
    speaker = next((maker for maker in people if maker.story), None)
    return render_template(
        "shop/home/home.html",
        pieces=cards(front.pieces(NEW, language)),
        bays=[bay(craft, count, place) for place, (craft, count) in enumerate(crafts[:BAYS], 1)],
        more_crafts=len(crafts) > BAYS,
        people=[face(maker) for maker in people],
        speaker=face(speaker) if speaker else None,
        season=shown(season) if season else None,
        gathered=[shown(one) for one in gathered],
        words=first_words(speaker.story, QUOTE) if speaker else "",
        linked=linked.script(linked.house(preferences())),
        today=opening(preferences(), clock.now()),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A season or a collection as the front shows it; without an address it leads nowhere."""

    url: str
    title: str
    words: str
    photo: Photo | None


def shown(found: collections.Shown) -> Shown:
    """Its address and picture."""
    url = collection_path(found.slug) if found.slug else ""
    return Shown(url, found.title, found.words, photo(found.picture))


def bay(craft: Category, count: int, place: int) -> Bay:
    """One of the seven, from the start side."""
    shown, more = min(count, MOST - 1), count >= MOST
    return Bay(category_path(craft.slug), craft.name, shown, more, place, photo(craft.picture))
