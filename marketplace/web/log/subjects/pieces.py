"""What the events of the catalogue are about, and where staff read on."""

from flask import url_for
from sqlalchemy import select

from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.commission_models import CommissionRate
from marketplace.catalogue.imports.models import Import
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.discovery.models import SearchSynonym
from marketplace.kernel.db import session
from marketplace.web import formatters
from marketplace.web.log.subjects.subject import Pairs, Reader, Subject


def _listings(ids: set[int]) -> Pairs:
    for row in session.execute(select(Listing.id, Listing).where(Listing.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Listing, "title"))


def _imports(ids: set[int]) -> Pairs:
    for row in session.execute(select(Import.id, Import).where(Import.id.in_(ids))):
        yield row[0], Subject(row.Import.file_name)


def _revisions(ids: set[int]) -> Pairs:
    for row in session.execute(select(Revision.id, Revision).where(Revision.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Revision, "title"))


def _categories(ids: set[int]) -> Pairs:
    for row in session.execute(select(Category.id, Category).where(Category.id.in_(ids))):
        yield row[0], Subject(formatters.local(row.Category, "name"))


def _search_words(ids: set[int]) -> Pairs:
    rows = select(SearchSynonym.id, SearchSynonym.typed).where(SearchSynonym.id.in_(ids))
    for key, typed in session.execute(rows):
        yield key, Subject(typed, url_for("office.search_words_line", row_id=key))


def _attributes(ids: set[int]) -> Pairs:
    for row in session.execute(select(Attribute.id, Attribute).where(Attribute.id.in_(ids))):
        url = url_for("office.attribute", attribute_id=row[0])
        yield row[0], Subject(formatters.local(row.Attribute, "name"), url)


def _commission(ids: set[int]) -> Pairs:
    for row in session.scalars(select(CommissionRate).where(CommissionRate.id.in_(ids))):
        yield row.id, Subject(formatters.percent(row.rate_bp), url_for("office.commission"))


def _voices(ids: set[int]) -> Pairs:
    query = select(VoiceNote.id, VoiceNote.public_id, Listing).join(
        Listing, Listing.id == VoiceNote.listing_id
    )
    for row in session.execute(query.where(VoiceNote.id.in_(ids))):
        title = formatters.local(row.Listing, "title")
        yield row[0], Subject(title, url_for("office.voice", public_id=row.public_id))


READERS: dict[str, Reader] = {
    "listing": _listings,
    "import": _imports,
    "revision": _revisions,
    "category": _categories,
    "search_synonym": _search_words,
    "attribute": _attributes,
    "commission": _commission,
    "voice_note": _voices,
}
