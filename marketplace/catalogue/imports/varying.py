"""Families and their variants, as a table that is taken over makes them."""

from collections.abc import Sequence

from marketplace.catalogue import photos, variants
from marketplace.catalogue.imports.wanted import Family, Known, Wanted
from marketplace.catalogue.models import Revision
from marketplace.kernel import eventlog
from marketplace.kernel.db import session


def firsts(wanted: Sequence[Wanted]) -> list[Family]:
    """The families that lines add to, each once."""
    return list({id(one.family): one.family for one in wanted if one.family}.values())


def begin(families: Sequence[Family]) -> None:
    """Pieces that are there and have variants now become the first of them. The caller holds
    them."""
    for family in families:
        if family.listing is not None and family.begins:
            variants.begin_family(family.listing, family.options, family.own)


def join(drafted: Sequence[tuple[Wanted, Revision]], hers: Known) -> None:
    """New pieces find their places in their families; those without photos of their own begin
    with those of the piece that was there."""
    places = {id(one): draft.listing for one, draft in drafted}
    for one, draft in drafted:
        family = one.family
        if family is None:
            continue
        listing, new = draft.listing, family.listing is None
        listing.family_id = (family.listing or places[id(family.line)]).id
        listing.combination = variants.combination(one.chosen)
        what = "family_begun" if new and family.line is one else "variant_added"
        eventlog.record("listing", listing.id, what, changes={"title_fa": [None, draft.title_fa]})
        if family.listing is not None and not one.photos:
            photos.copy_from(draft, hers.present(family.listing))
            for photo in draft.pictures:
                photo.alt_fa = photo.alt_en = ""
    session.flush()
