"""The queue of new pieces, and the review of one: look, read, judge."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.catalogue import listings as live, photos, queue, reasons, revisions, shelf
from marketplace.catalogue.models import Listing, ListingPicture, Revision, RevisionPicture
from marketplace.catalogue.voices import find as voices
from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import clean
from marketplace.people.models import User
from marketplace.stock import custody
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.forms.form import say
from marketplace.web.forms.whole import PAGE_DIGITS, whole
from marketplace.web.office import bp
from marketplace.web.pages import page_links
from marketplace.web.photos import OFFICE, Photo, photo_of
from marketplace.web.pieces import differences, photo_hints, rows
from marketplace.web.pieces.queue_rows import queue_tabs, waiting_row
from marketplace.web.vendors import rows as vendor_rows

LONGEST_NOTE = 500


@bp.get("/listings")
@may(MODERATOR)
def listings() -> ResponseReturnValue:
    """What waits, oldest first; or what was sent back."""
    show = request.args.get("show", "")
    entries = queue.waiting("changes_asked" if show == "returned" else "pending")
    return render_template(
        "office/listings/index.html", entries=[waiting_row(entry) for entry in entries],
        tabs=queue_tabs(show), show=show, section="listings",
    )  # fmt: skip


@bp.get("/listings/published")
@may(MODERATOR)
def published() -> ResponseReturnValue:
    """Everything that was ever published, newest first; found by name, maker or tag."""
    text = request.args.get("q", "")[:200]
    wanted = whole(request.args.get("page", ""), PAGE_DIGITS) or 1
    found, total = queue.published(text, wanted)
    last = max(1, -(-total // queue.PAGE))
    if wanted > last:
        found, total = queue.published(text, last)
    current = min(max(wanted, 1), last)
    links = page_links(current, last, lambda n: url_for("office.published", q=text or None, page=n))
    return render_template(
        "office/listings/published.html", found=found, total=total, q=text, pages=links,
        tabs=queue_tabs("all"), photo_of=photo_of, section="listings",
    )  # fmt: skip


@bp.get("/listings/<public_id>")
@may(MODERATOR)
def listing(public_id: str) -> ResponseReturnValue:
    """One piece: what waits for a decision, or how it stands."""
    held = live.by_public_id(public_id)
    revision = revisions.find_open(held)
    if revision is None or revision.state != "pending":
        return _standing(held, revision)
    return review_page(revision)


@bp.post("/listings/<public_id>/publication")
@may(MODERATOR)
def publish(public_id: str) -> ResponseReturnValue:
    """Put it in the shop; every point of the checklist must be ticked."""
    revision = revisions.by_listing(public_id)
    ticked = set(request.form.getlist("tick"))
    if missing := [name for name in reasons.CHECKLIST if name not in ticked]:
        text = str(_(", ")).join(_(reasons.CHECKLIST[name]) for name in missing)
        return review_page(revision, problem=_("Look at these first: %(points)s", points=text)), 422
    return _decide(revision, lambda: revisions.approve(revision), _("The piece is in the shop."))


@bp.post("/listings/<public_id>/change-request")
@may(MODERATOR)
def ask_changes(public_id: str) -> ResponseReturnValue:
    """Send it back with what she should change, field by field."""
    revision = revisions.by_listing(public_id)
    items = [
        {"field": name, "reason": reason, "note": _typed(f"note-{name}")}
        for name, allowed in reasons.ASKED.items()
        if (reason := request.form.get(f"ask-{name}", "")) in allowed
    ]
    bare = [item for item in items if item["reason"] == "other" and not item["note"]]
    if bare:
        problem = _("Write in a note what she should change.")
        return review_page(revision, problem=problem, opened="ask"), 422
    return _decide(
        revision, lambda: revisions.ask_changes(revision, items),
        _("The maker reads what is left to do, beside her own words."), opened="ask",
    )  # fmt: skip


@bp.post("/listings/<public_id>/refusal")
@may(MODERATOR)
def refuse(public_id: str) -> ResponseReturnValue:
    """Say no, with a reason that she reads."""
    revision = revisions.by_listing(public_id)
    return _decide(
        revision, lambda: revisions.refuse(revision, _typed("reason")),
        _("The maker was told why."), opened="refuse",
    )  # fmt: skip


def _typed(name: str) -> str:
    return clean(request.form.get(name, "")[: LONGEST_NOTE * 2])[:LONGEST_NOTE]


def _decide(revision: Revision, act: Any, done: str, opened: str = "") -> ResponseReturnValue:
    """Do it, then open the next in the queue; what changed since it was read is shown anew."""
    try:
        if request.form.get("seen") != revision.saved_at.isoformat():
            raise WrongState(revisions.CHANGED_MEANWHILE)
        order = list(queue.keys())
        act()
    except DomainError as error:
        session.expire_all()
        return review_page(revision, problem=say(error), opened=opened), error.status
    flash(done, "done")
    public_id = revision.listing.public_id
    place = order.index(public_id) if public_id in order else 0
    others = [key for key in order[place + 1 :] + order[:place] if key != public_id]
    if others:
        return redirect(url_for("office.listing", public_id=others[0]), 303)
    return redirect(url_for("office.listings"), 303)


def review_page(revision: Revision, problem: str = "", opened: str = "") -> str:
    """The three columns; after an error with everything ticked and typed as it was."""
    held = revision.listing
    order = list(queue.keys())
    place = order.index(held.public_id) if held.public_id in order else 0
    edited = held.state != "new"
    vendor = session.get_one(Vendor, held.vendor_id)
    answers = rows.of(revision, _edit_url(held), tuple(rows.LABELS))
    return render_template(
        "office/listings/review.html", revision=revision, listing=held, answers=answers,
        photos=_pictures(revision), differs=differences.of(held, revision) if edited else None,
        photo_changes=differences.photos(held, revision),
        contacts=[word for answer in answers for word in answer.contacts],
        hints=photo_hints.to_the_office(revision), checklist=reasons.CHECKLIST, asked=reasons.ASKED,
        reasons=reasons.REASONS, labels=rows.LABELS, place=place + 1, total=len(order),
        following=order[place + 1] if place + 1 < len(order) else None,
        face=_maker(vendor), voice=voices.of(held.id),
        last=_last_change(revision), problem=problem, opened=opened, typed=request.form,
        has_errors=bool(problem), section="listings",
    )  # fmt: skip


def _pictures(content: Listing | Revision) -> list[Photo | None]:
    """The photographs with words for those who cannot see them, suggested where none stand."""
    held: Sequence[ListingPicture | RevisionPicture] = content.pictures
    return [
        photo_of(
            one.picture,
            one.alt_fa or photos.suggested_alt(content, number, "fa") or rows.photo_name(number),
            at=OFFICE,
        )
        for number, one in enumerate(held, 1)
    ]


def _edit_url(held: Listing) -> Any:
    return lambda name: url_for("office.edit_listing", public_id=held.public_id, _anchor=name)


def _last_change(revision: Revision) -> tuple[str, eventlog.Event] | None:
    events = eventlog.history("revision", revision.id, 20)
    event = next((event for event in events if event.name == "changed"), None)
    who = session.get(User, event.actor_id or 0) if event else None
    return (who.name, event) if event and who else None


def _standing(held: Listing, revision: Revision | None) -> str:
    """A piece that waits for nobody, or for its maker."""
    vendor = session.get_one(Vendor, held.vendor_id)
    piece = shelf.Piece(held, revision)
    content = revision if revision and held.state == "new" else held
    return render_template(
        "office/listings/show.html", listing=held, revision=revision, piece=piece,
        answers=rows.of(content, _edit_url(held), tuple(rows.LABELS)),
        photos=_pictures(content),
        title=content.title_fa, section="listings",
        face=_maker(vendor), voice=voices.of(held.id), here=custody.at_office(held.id),
    )  # fmt: skip


def _maker(vendor: Vendor) -> vendor_rows.Face:
    url = url_for("office.vendor", public_id=vendor.public_id)
    return vendor_rows.face_of(vendor, url, OFFICE)
