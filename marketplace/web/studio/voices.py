"""A piece's story in her own voice: record, hear again, take back, say whether it is right."""

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.catalogue import revisions, states
from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.voices import find, speaking
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import clean
from marketplace.kernel.unit import unit_of_work
from marketplace.media import sounds
from marketplace.web import sounds as ears
from marketplace.web.access import ARTISAN, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.form import say
from marketplace.web.identity import me, my_vendor
from marketplace.web.photos import STUDIO, photo_of
from marketplace.web.pieces import intake, voice_rows
from marketplace.web.studio import bp

AT = "/pieces/<public_id>/voice"
LONGEST_WHY = 300


@bp.get(AT)
@may(ARTISAN)
def voice(public_id: str) -> ResponseReturnValue:
    """Where she speaks, and afterwards how it stands."""
    listing = _mine(public_id)
    if find.of(listing.id) is None and not _writing(listing):
        return redirect(url_for("studio.piece", public_id=public_id))
    return _page(listing)


@bp.post(AT)
@may(ARTISAN, own_unit=True)
def send_voice(public_id: str) -> ResponseReturnValue:
    """Take one sound: her yes first, then opened, then kept in a transaction of its own."""
    vendor_id, user_id = my_vendor().id, me().id
    try:
        speaking.require_place(revisions.by_listing(public_id, my_vendor()))
        speaking.require_consent(request.form.get("consent", ""))
        _take(public_id, vendor_id, user_id)
    except DomainError as error:
        if error.status == 404:
            raise
        session.rollback()
        if intake.by_script():
            return jsonify(error=say(error)), error.status
        return _page(_mine(public_id), problem=error), error.status
    url = url_for("studio.voice", public_id=public_id)
    flash(_("Your voice has reached the office."), "done")
    return (jsonify(url=url), 201) if intake.by_script() else redirect(url, 303)


def _take(public_id: str, vendor_id: int, user_id: int) -> None:
    """Check and keep; what gets no row does not stay in the storage either."""
    files = [file for file in request.files.getlist(sounds.FIELD) if file.filename]
    session.rollback()
    checked = sounds.check(files[0].stream if files else b"")
    kept = False
    try:
        with unit_of_work():
            listing = one(Listing, public_id=public_id, vendor_id=vendor_id)
            if (revision := revisions.find_open(listing)) is None:
                raise NotFound
            note = speaking.send(revision, checked, user_id)
            kept = note.document is not None and note.document.key == checked.paper.key
    finally:
        if not kept:
            sounds.forget(checked)


@bp.get(f"{AT}/sound.mp3")
@may(ARTISAN)
def voice_sound(public_id: str) -> Response:
    """Her own words, for her."""
    note = find.of(_mine(public_id).id)
    if note is None or note.document is None:
        raise NotFound
    return ears.heard(note.document)


@bp.post(f"{AT}/removal")
@may(ARTISAN)
def take_voice_back(public_id: str) -> ResponseReturnValue:
    """Her yes ends; the sound is deleted."""
    listing = _mine(public_id)
    speaking.take_back(listing)
    flash(_("Your voice is deleted."), "done")
    return redirect(_after(listing), 303)


@bp.post(f"{AT}/agreement")
@may(ARTISAN)
def agree_to_text(public_id: str) -> ResponseReturnValue:
    """The text is what she said."""
    listing = _mine(public_id)
    attempt(lambda: speaking.agree(listing), _("Thank you. The text stays as it is."))
    return redirect(url_for("studio.voice", public_id=public_id), 303)


@bp.post(f"{AT}/objection")
@may(ARTISAN)
def object_to_text(public_id: str) -> ResponseReturnValue:
    """The text is not what she said; the office hears it once more."""
    listing = _mine(public_id)
    why = clean(request.form.get("why", "")[: LONGEST_WHY * 2])[:LONGEST_WHY]
    attempt(
        lambda: speaking.disagree(listing, why),
        _("The office hears it once more, and calls you if need be."),
    )
    return redirect(url_for("studio.voice", public_id=public_id), 303)


def _mine(public_id: str) -> Listing:
    return one(Listing, public_id=public_id, vendor_id=my_vendor().id)


def _writing(listing: Listing) -> Revision | None:
    """What she is writing now, if anything."""
    revision = revisions.find_open(listing)
    return revision if revision and revision.state in states.EDITABLE else None


def _after(listing: Listing) -> str:
    writing = _writing(listing)
    page = "studio.voice" if writing else "studio.piece"
    return url_for(page, public_id=listing.public_id)


def _page(listing: Listing, problem: DomainError | None = None) -> str:
    public_id, revision = listing.public_id, revisions.find_open(listing)
    writing = _writing(listing)
    ears.allow(recording=writing is not None)
    content = revision or listing
    back = (
        url_for("studio.step", public_id=public_id, step="story")
        if writing
        else url_for("studio.piece", public_id=public_id)
    )
    return render_template(
        "studio/voices/show.html", listing=listing, content=content, writing=writing is not None,
        note=voice_rows.to_her(find.of(listing.id)), back=back, version=speaking.consent_version(),
        photo=photo_of(content.pictures[0].picture, at=STUDIO) if content.pictures else None,
        most=sounds.LONGEST, most_mb=sounds.MOST_BYTES // 1024**2, days=voice_rows.days(),
        problem=say(problem) if problem else "", at_fault=(problem and problem.field) or "",
        ticked=request.form.get("consent") == speaking.consent_version(),
        has_errors=bool(problem), no_dock=True,
    )  # fmt: skip
