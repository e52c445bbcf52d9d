"""Pieces as rows of the office's queue."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from marketplace.catalogue import queue
from marketplace.catalogue.queue import Entry
from marketplace.kernel.money import Money
from marketplace.web.formatters import local
from marketplace.web.photos import OFFICE, Photo, photo_of
from marketplace.web.tabs import Tab


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One piece in the queue."""

    url: str
    photo: Photo | None
    title: str
    maker: str
    price: Money | None
    at: datetime | None
    edit: bool


def waiting_row(entry: Entry) -> WaitingRow:
    """A queue entry as its row."""
    revision = entry.revision
    first = revision.pictures[0].picture if revision.pictures else None
    return WaitingRow(
        url_for("office.listing", public_id=entry.listing.public_id),
        photo_of(first, at=OFFICE), local(revision, "title") or str(_("No name yet")),
        local(entry.vendor, "alias"),
        Money(revision.price, revision.currency) if revision.price else None,
        revision.submitted_at, entry.listing.state != "new",
    )  # fmt: skip


def queue_tabs(show: str) -> list[Tab]:
    """Waiting, sent back, published."""
    return [
        Tab(_("Waiting"), url_for("office.listings"), show == "", queue.count()),
        Tab(_("Sent back"), url_for("office.listings", show="returned"), show == "returned",
            queue.count("changes_asked")),
        Tab(_("Published"), url_for("office.published"), show == "all",
            queue.published("", 1)[1]),
    ]  # fmt: skip
