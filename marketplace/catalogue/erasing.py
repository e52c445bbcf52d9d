"""A maker's pieces after she left for good: gone from the shop, without words, pictures, sounds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from marketplace.catalogue import states
from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.imports import keeping, states as import_states
from marketplace.catalogue.imports.models import Import, ImportPhoto
from marketplace.catalogue.models import Listing, ListingPicture, Revision, RevisionPicture
from marketplace.catalogue.translation_models import Translation
from marketplace.catalogue.voices import speaking, states as voice_states
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.media import pictures, removal
from marketplace.media.models import Picture
from marketplace.people.erasing import forget_consents

TITLE = {"title_fa": "کاری که دیگر اینجا نیست", "title_en": "A piece that is no longer here"}
WORDS = ("material_fa", "material_en", "technique_fa", "technique_en", "care_fa", "care_en",
         "story_fa", "story_en")  # fmt: skip
BLANK: dict[str, Any] = dict.fromkeys(WORDS, "") | TITLE | {"attributes": {}}


def erase(vendor_id: int) -> list[int]:
    """Everything of her pieces but kinds, prices and numbers; the ids of her pieces. The caller
    holds her row and theirs, and her row is erased."""
    hers = session.scalars(select(Listing).filter_by(vendor_id=vendor_id).order_by(Listing.id))
    listings = hers.all()
    keys = [one.id for one in listings]
    drafts = session.scalars(select(Revision).where(Revision.listing_id.in_(keys))).all()
    tables = session.scalars(select(Import).filter_by(vendor_id=vendor_id)).all()
    shown = _pictures(keys, [one.id for one in drafts], [one.id for one in tables])
    for listing in listings:
        _empty(listing)
    for draft in drafts:
        _drop(draft)
    _translations(keys)
    _voices(VoiceNote.listing_id.in_(keys), whole=True)
    for table in tables:
        _forget(table)
    session.flush()
    _discard(shown, keys)
    eventlog.erase_words("listing", keys)
    eventlog.erase_words("revision", [one.id for one in drafts])
    eventlog.erase_words("import", [one.id for one in tables])
    return keys


def leave_sounds(vendor_ids: list[int], user_id: int) -> None:
    """What she spoke about pieces of booths which others go on with."""
    theirs = select(Listing.id).where(Listing.vendor_id.in_(vendor_ids))
    _voices(VoiceNote.sent_by == user_id, VoiceNote.listing_id.in_(theirs), whole=False)


def _empty(listing: Listing) -> None:
    states.listing.fire(listing, "erase")
    for name, value in BLANK.items():
        setattr(listing, name, value)
    listing.own_code, listing.search_text = None, ""
    if listing.share_key:
        removal.later("media", listing.share_key)
        listing.share_key = None


def _drop(draft: Revision) -> None:
    if states.revision.allows(draft, "erase"):
        states.revision.fire(draft, "erase")
    for name, value in BLANK.items():
        setattr(draft, name, value)
    draft.day_rate = draft.material_cost = None
    draft.asked = []


def _translations(keys: Sequence[int]) -> None:
    hers = session.scalars(select(Translation).where(Translation.listing_id.in_(keys))).all()
    for one in hers:
        one.words, one.source = {}, {}
    eventlog.erase_words("translation", [one.id for one in hers])


def _voices(*which: ColumnElement[bool], whole: bool) -> None:
    """Sounds go, and what was being written from them; `whole` when their pieces go, too."""
    hers = session.scalars(select(VoiceNote).where(*which).order_by(VoiceNote.id)).all()
    for note in hers:
        if voice_states.machine.allows(note, "end"):
            voice_states.machine.fire(note, "end" if whole else "take_back")
        if note.document_id is not None:
            speaking.erase(note)
        note.story = note.reason = note.sha256 = ""
    session.flush()
    keys = [note.id for note in hers]
    forget_consents(speaking.KIND, keys)
    if whole:
        eventlog.erase_words(speaking.KIND, keys)


def _forget(table: Import) -> None:
    if import_states.machine.allows(table, "abandon"):
        import_states.machine.fire(table, "abandon")
    keeping.clear(table)
    table.file_name, table.unknown = "", []


def _pictures(keys: Any, drafts: Any, tables: Any) -> list[int]:
    shown = select(Picture.id).where(or_(
        Picture.id.in_(select(ListingPicture.picture_id)
                       .where(ListingPicture.listing_id.in_(keys))),
        Picture.id.in_(select(RevisionPicture.picture_id)
                       .where(RevisionPicture.revision_id.in_(drafts))),
        Picture.id.in_(select(ImportPhoto.picture_id).where(ImportPhoto.import_id.in_(tables))),
    ))  # fmt: skip
    return list(session.scalars(shown.order_by(Picture.id)))


def _discard(shown: list[int], keys: list[int]) -> None:
    session.execute(delete(ListingAttribute).where(ListingAttribute.listing_id.in_(keys)))
    for place in (ListingPicture, RevisionPicture, ImportPhoto):
        session.execute(delete(place).where(place.picture_id.in_(shown)))
    session.execute(update(Category).where(Category.picture_id.in_(shown)).values(picture_id=None))
    session.expire_all()
    for picture in session.scalars(select(Picture).where(Picture.id.in_(shown))).all():
        pictures.discard(picture)
    session.flush()
