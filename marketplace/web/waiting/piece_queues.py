"""Pieces and makers that wait for a moderator."""

from flask import url_for
from flask_babel import gettext as _

from marketplace.catalogue import queue as pieces
from marketplace.catalogue.voices import find as voices
from marketplace.vendors import find as vendors, portraits as pictures
from marketplace.web import formatters
from marketplace.web.photos import OFFICE, photo_of
from marketplace.web.waiting.queue import PEEK, Queue


def listings() -> Queue:
    """Pieces to be reviewed."""
    found = pieces.waiting(limit=PEEK)
    first = found[0] if found else None
    url = url_for("office.listings")
    return Queue(
        title=_("New pieces"),
        thing=_("A new piece"),
        url=url,
        count=pieces.count(),
        since=first.revision.submitted_at if first else None,
        first=url_for("office.listing", public_id=first.listing.public_id) if first else url,
        note=formatters.local(first.revision, "title") if first else "",
        photos=[
            photo_of(one.revision.pictures[0].picture, at=OFFICE)
            for one in found
            if one.revision.pictures
        ],
    )


def applications() -> Queue:
    """Makers who have applied."""
    found = vendors.applications()
    url = url_for("office.applications")
    return Queue(
        title=_("Applications of makers"),
        thing=_("An application"),
        url=url,
        count=len(found),
        since=found[0].created_at if found else None,
        first=url_for("office.vendor", public_id=found[0].public_id) if found else url,
        note=formatters.local(found[0], "alias") if found else "",
    )


def portraits() -> Queue:
    """Photographs of makers to be looked at."""
    found = pictures.waiting(limit=PEEK)
    first = found[0] if found else None
    url = url_for("office.portraits")
    return Queue(
        title=_("Photographs of makers"),
        thing=_("A maker’s photograph"),
        url=url,
        count=pictures.count(),
        since=first[1].created_at if first else None,
        first=url,
        note=formatters.local(first[0], "alias") if first else "",
        photos=[photo_of(picture, at=OFFICE) for _vendor, picture in found],
    )


def spoken() -> Queue:
    """Voice notes to be written down."""
    found = voices.waiting(limit=1)
    count, since = voices.waits()
    url = url_for("office.voices")
    return Queue(
        title=_("Voice notes"),
        thing=_("A voice note"),
        url=url,
        count=count,
        since=since,
        first=url_for("office.voice", public_id=found[0].note.public_id) if found else url,
        note=formatters.local(found[0].vendor, "alias") if found else "",
    )
