"""The office writes on a maker's behalf: words, photographs, a new piece, take down, put back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.catalogue import answers, categories, listings as live, photos, revisions
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import clean
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.stock import custody
from marketplace.vendors import find
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.form import say
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.photos import OFFICE, photo_of
from marketplace.web.pieces import intake, rows
from marketplace.web.pieces.attribute_forms import AnswersForm, form_for
from marketplace.web.pieces.forms import WholeForm, fit

LONGEST_ALT = 300


@bp.get("/vendors/<vendor_id>/pieces/new")
@may(MODERATOR)
def new_piece_for(vendor_id: str) -> ResponseReturnValue:
    """Say for whom before a draft is made."""
    vendor = find.by_public_id(vendor_id)
    return render_template("office/listings/new.html", vendor=vendor, section="listings")


@bp.post("/vendors/<vendor_id>/pieces/new")
@may(MODERATOR)
def start_piece_for(vendor_id: str) -> ResponseReturnValue:
    """An empty draft in her name."""
    vendor = find.by_public_id(vendor_id)
    with on_behalf_of(vendor.id):
        revision = revisions.start(vendor)
    return redirect(url_for("office.edit_listing", public_id=revision.listing.public_id), 303)


@bp.get("/listings/<public_id>/content")
@may(MODERATOR)
def edit_listing(public_id: str) -> ResponseReturnValue:
    """Everything on one page, as it is kept."""
    held = live.by_public_id(public_id)
    revision = revisions.find_open(held)
    return edit_page(held, revision, _form(held, WholeForm.begin(revision or held)))


@bp.post("/listings/<public_id>/content")
@may(MODERATOR)
def save_listing(public_id: str) -> ResponseReturnValue:
    """Keep it; the event log has old and new. A published piece gets a revision of its own."""
    held = live.by_public_id(public_id)
    form = _form(held, WholeForm(request.form), request.form.get("kind"))
    details = _details(revisions.find_open(held) or held, request.form)
    if not (form.validate() & details.validate()):
        return edit_page(held, revisions.find_open(held), form, details), 422
    with on_behalf_of(held.vendor_id):
        revision = revisions.open_revision(held)
        given = answers.with_(revision, details.answers())
        revisions.save(revision, form.values() | {"attributes": given})
        for photo in revision.pictures:
            _describe(revision, photo.id)
        if "submit" in request.form and revision.state != "pending":
            return _submit(held, revision, form, details)
    flash(_("Saved."), "done")
    return redirect(url_for("office.listing", public_id=public_id), 303)


def _submit(
    held: Listing, revision: Revision, form: WholeForm, details: AnswersForm
) -> ResponseReturnValue:
    try:
        revisions.submit(revision)
    except DomainError as error:
        for typed in (form, details):
            if error.field in typed._fields:
                typed.add_error(str(error.field), error)
        return edit_page(held, revision, form, details, problem=say(error)), error.status
    flash(_("It waits for review now."), "done")
    return redirect(url_for("office.listing", public_id=held.public_id), 303)


def _describe(revision: Revision, photo_id: int) -> None:
    if f"alt-{photo_id}-fa" in request.form:
        fa, en = (_words(f"alt-{photo_id}-{locale}") for locale in ("fa", "en"))
        photos.describe(revision, photo_id, fa, en)


def _words(name: str) -> str:
    return clean(request.form.get(name, "")[: LONGEST_ALT * 2])[:LONGEST_ALT]


@bp.post("/listings/<public_id>/photos")
@may(MODERATOR, own_unit=True)
def add_listing_photo(public_id: str) -> ResponseReturnValue:
    """One photograph, taken by the office."""
    user_id = me().id
    try:
        checked = intake.uploaded()
        with unit_of_work():
            held = live.by_public_id(public_id)
            with on_behalf_of(held.vendor_id):
                revision = revisions.open_revision(held)
                revisions.require_editable(revision)
                photos.require_room(revision)
                photos.add(revision, pictures.store(checked, user_id))
    except DomainError as error:
        if error.status == 404:
            raise
        held = live.by_public_id(public_id)
        form = _form(held, WholeForm.begin(revisions.find_open(held) or held))
        return edit_page(held, revisions.find_open(held), form, problem=say(error)), error.status
    return redirect(url_for("office.edit_listing", public_id=public_id, _anchor="photo"), 303)


@bp.post("/listings/<public_id>/photos/<int:photo_id>")
@may(MODERATOR)
def change_listing_photo(public_id: str, photo_id: int) -> ResponseReturnValue:
    """Move a photograph up or down, or remove it."""
    revision = revisions.by_listing(public_id)
    with on_behalf_of(revision.listing.vendor_id):
        revisions.require_editable(revision)
        if "remove" in request.form:
            photos.remove(revision, photo_id)
        else:
            photos.move(revision, photo_id, -1 if request.form.get("move") == "up" else 1)
    return redirect(url_for("office.edit_listing", public_id=public_id, _anchor="photo"), 303)


@bp.post("/listings/<public_id>/withdrawal")
@may(MODERATOR)
def take_down_listing(public_id: str) -> ResponseReturnValue:
    """Hide it from the shop."""
    held = live.by_public_id(public_id)
    with on_behalf_of(held.vendor_id):
        live.take_down(held, _words("reason") or None)
    flash(_("The piece is taken down."), "done")
    return redirect(url_for("office.listing", public_id=public_id), 303)


@bp.post("/listings/<public_id>/return")
@may(MODERATOR)
def put_back_listing(public_id: str) -> ResponseReturnValue:
    """Show it again."""
    held = live.by_public_id(public_id)
    with on_behalf_of(held.vendor_id):
        live.put_back(held)
    flash(_("The piece is in the shop again."), "done")
    return redirect(url_for("office.listing", public_id=public_id), 303)


@bp.post("/listings/<public_id>/hand-back")
@may(MODERATOR)
def give_back_listing(public_id: str) -> ResponseReturnValue:
    """Its maker took home what lay free at the office."""
    held = live.by_public_id(public_id)
    attempt(lambda: custody.give_back(held.id), _("Its maker has it again."))
    return redirect(url_for("office.listing", public_id=public_id), 303)


def _form(held: Listing, form: WholeForm, kind: str | None = None) -> WholeForm:
    form.offer(categories.tree())
    if held.state != "new":
        fit(form, held.kind, live=True)
    return form


def _details(content: Revision | Listing, sent: Any = None) -> AnswersForm:
    """What is asked about pieces of its craft, with the English of what makers wrote."""
    return form_for(answers.open_of(content), content.attributes, sent, english=True)


def edit_page(
    held: Listing,
    revision: Revision | None,
    form: WholeForm,
    details: AnswersForm | None = None,
    problem: str = "",
) -> str:
    """The whole form with the photographs beside it."""
    details = details or _details(revision or held)
    pictured = list(revision.pictures) if revision else []
    actions = {
        photo.id: url_for(
            "office.change_listing_photo", public_id=held.public_id, photo_id=photo.id
        )
        for photo in pictured
    }
    alts: list[dict[str, Any]] = [
        {"id": photo.id, "fa": photo.alt_fa or photos.suggested_alt(revision, number, "fa"),
         "en": photo.alt_en or photos.suggested_alt(revision, number, "en"), "number": number,
         "photo": photo_of(photo.picture, at=OFFICE)}
        for number, photo in enumerate(pictured, 1) if revision
    ]  # fmt: skip
    return render_template(
        "office/listings/edit.html", listing=held, revision=revision, form=form, problem=problem,
        details=details,
        photos=intake.rows(revision, OFFICE, actions) if revision else [], alts=alts,
        room=photos.MOST - len(pictured), notes=rows.notes_of(revision) if revision else {},
        vendor=session.get_one(Vendor, held.vendor_id), section="listings",
        has_errors=bool(form.errors or details.errors or problem),
    )  # fmt: skip
