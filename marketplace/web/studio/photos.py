"""Step one: photographs, one a request, before anything else is asked."""

from typing import Any

from flask import jsonify, redirect, render_template, request, session as cookie, url_for
from flask.typing import ResponseReturnValue

from marketplace.catalogue import photos, revisions, states
from marketplace.catalogue.models import Listing, Revision, RevisionPicture
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.vendors.holding import hold
from marketplace.vendors.models import Vendor
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.form import say
from marketplace.web.identity import me, my_vendor
from marketplace.web.photos import STUDIO
from marketplace.web.pieces import intake, rows
from marketplace.web.studio import bp

FRESH = "fresh_piece"
LAST = 5  # a draft that went through every step is checked next


@bp.get("/pieces/new")
@may(ARTISAN)
def new_piece() -> ResponseReturnValue:
    """An address for a piece that does not exist until its first photograph arrives; the same one
    until then, so that photographs which wait on her phone find it again."""
    vendor_id, place = my_vendor().id, cookie.get(FRESH, "")
    if not _still_free(place, vendor_id):
        cookie[FRESH] = place = intake.place_for(vendor_id)
    return redirect(url_for("studio.fresh_piece", place=place))


def _still_free(place: str, vendor_id: int) -> bool:
    try:
        public_id = intake.piece_at(place, vendor_id)
    except NotFound:
        return False
    return session.query(Listing.id).filter_by(public_id=public_id).first() is None


@bp.get("/pieces/new/<place>")
@may(ARTISAN)
def fresh_piece(place: str) -> ResponseReturnValue:
    """The photo step of a piece to be."""
    public_id = intake.piece_at(place, my_vendor().id)
    if find(public_id, my_vendor()):
        return redirect(url_for("studio.piece_photos", public_id=public_id))
    return _page(None, place)


@bp.post("/pieces/new/<place>")
@may(ARTISAN, own_unit=True)
def begin_piece(place: str) -> ResponseReturnValue:
    """Go on to the next step, with or without a photograph; one that is chosen comes along."""
    public_id = intake.piece_at(place, my_vendor().id)
    try:
        revision = _take(place)[0] if intake.chosen() else _start(place)
    except DomainError as error:
        return _refused(error, place, public_id)
    if "later" in request.form:
        return redirect(url_for("studio.pieces"), 303)
    if revision.step == LAST:
        return redirect(url_for("studio.check", public_id=public_id), 303)
    return redirect(url_for("studio.step", public_id=public_id, step="what"), 303)


@bp.get("/pieces/<public_id>/steps/photos")
@may(ARTISAN)
def piece_photos(public_id: str) -> ResponseReturnValue:
    """The photo step of a draft."""
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE:
        return redirect(url_for("studio.piece", public_id=public_id))
    return _page(revision, intake.place_for(my_vendor().id, public_id))


@bp.post("/pieces/<place>/photos")
@may(ARTISAN, own_unit=True)
def add_photo(place: str) -> ResponseReturnValue:
    """Take one photograph: checked first, then stored in a transaction of its own."""
    public_id = intake.piece_at(place, my_vendor().id)
    try:
        revision, photo = _take(place)
    except DomainError as error:
        return _refused(error, place, public_id)
    if intake.by_script():
        return jsonify(html=intake.item(revision, photo, _action(public_id, photo.id), STUDIO)), 201
    return redirect(url_for("studio.piece_photos", public_id=public_id), 303)


@bp.post("/pieces/<public_id>/photos/<int:photo_id>")
@may(ARTISAN)
def change_photo(public_id: str, photo_id: int) -> ResponseReturnValue:
    """Move a photograph up or down, or remove it."""
    revision = revisions.by_listing(public_id, my_vendor())
    revisions.require_editable(revision)
    if "remove" in request.form:
        photos.remove(revision, photo_id)
    else:
        photos.move(revision, photo_id, -1 if request.form.get("move") == "up" else 1)
    return redirect(url_for("studio.piece_photos", public_id=public_id), 303)


def find(public_id: str, vendor: Vendor) -> Revision | None:
    """Her open revision of this piece, or None."""
    listing = session.query(Listing).filter_by(public_id=public_id, vendor_id=vendor.id).first()
    return revisions.find_open(listing) if listing else None


def find_or_start(place: str, vendor: Vendor) -> Revision:
    """The draft behind a signed name; made when this is its first photograph."""
    public_id = intake.piece_at(place, vendor.id)
    hold(vendor.id)  # two photographs at the same moment begin one piece
    listing = session.query(Listing).filter_by(public_id=public_id).first()
    if listing is None:
        return revisions.start(vendor, public_id)
    if (found := revisions.find_open(listing)) is None:
        raise NotFound
    return found


def _start(place: str) -> Revision:
    vendor_id = my_vendor().id
    session.rollback()
    with unit_of_work():
        return find_or_start(place, session.get_one(Vendor, vendor_id))


def _take(place: str) -> tuple[Revision, RevisionPicture]:
    vendor_id, user_id = my_vendor().id, me().id
    checked = intake.uploaded()
    with unit_of_work():
        revision = find_or_start(place, session.get_one(Vendor, vendor_id))
        revisions.require_editable(revision)
        photos.require_room(revision)
        return revision, photos.add(revision, pictures.store(checked, user_id))


def _refused(error: DomainError, place: str, public_id: str) -> ResponseReturnValue:
    if error.status == 404:
        raise error
    if intake.by_script():
        return jsonify(error=say(error)), 422
    return _page(find(public_id, my_vendor()), place, problem=say(error)), error.status


def _action(public_id: str, photo_id: int) -> str:
    return url_for("studio.change_photo", public_id=public_id, photo_id=photo_id)


def _page(revision: Revision | None, place: str, problem: str = "") -> str:
    public_id = place.partition(".")[0]
    held: list[Any] = list(revision.pictures) if revision else []
    actions = {photo.id: _action(public_id, photo.id) for photo in held}
    return render_template(
        "studio/listings/photos.html", revision=revision, place=place, problem=problem,
        photos=intake.rows(revision, STUDIO, actions) if revision else [],
        room=photos.MOST - len(held), most=photos.MOST,
        notes=rows.notes_of(revision) if revision else {},
        has_errors=bool(problem), no_dock=True,
    )  # fmt: skip
