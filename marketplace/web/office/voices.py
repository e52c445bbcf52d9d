"""The office writes down what makers said: the queue, and one note with its player and its text."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import RadioField

from marketplace.catalogue import lengths, revisions
from marketplace.catalogue.voices import find, writing
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.catalogue.voices.states import LIVE, QUEUE
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web import sounds
from marketplace.web.access import MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.photos import OFFICE, photo_of
from marketplace.web.pieces import voice_rows
from marketplace.web.pieces.forms import LATER
from marketplace.web.vendors import rows as vendor_rows

AT = "/voices/<public_id>"


class StoryForm(Form):
    """What she says, in Persian, and the language in which she says it."""

    story = CleanTextField(_l("What she says, in Persian"), limit=lengths.STORY, required=LATER)
    spoken = RadioField(_l("She speaks"), choices=answers(voice_rows.SPOKEN_CHOICES))

    def validate(self, extra_validators: Any = None) -> bool:
        """A language not chosen yet is no error while it is a draft."""
        self.spoken.validate_choice = bool(self.spoken.data)
        return bool(super().validate(extra_validators))


class AskForm(Form):
    """Why she is asked to say it again."""

    reason = CleanStringField(_l("What cannot be understood? She reads this sentence."), limit=160)


@bp.get("/voices")
@may(MODERATOR)
def voices() -> ResponseReturnValue:
    """What waits, the oldest first."""
    rows = find.waiting()
    return render_template(
        "office/voices/index.html", rows=rows, state=voice_rows.state, length=voice_rows.length,
        titles=find.titles([row.note.listing_id for row in rows]), total=find.waits()[0],
        section="voices",
    )  # fmt: skip


@bp.get(AT)
@may(MODERATOR)
def voice(public_id: str) -> ResponseReturnValue:
    """One note: her piece, her voice for whoever has it in hand, and the text."""
    note = find.by_public_id(public_id)
    return _page(note)


@bp.post(AT)
@may(MODERATOR)
def write_voice(public_id: str) -> ResponseReturnValue:
    """Keep what is written so far, or finish."""
    form = StoryForm(request.form)
    if not form.validate():
        return _page(find.by_public_id(public_id), form), 422
    story, spoken, by = form.story.data, form.spoken.data or "", me().id
    if "later" in request.form:
        return _tried(
            public_id, lambda note: writing.keep(note, story, spoken, by), form,
            _("Kept. Finish it when you like."), url_for("office.voice", public_id=public_id),
        )  # fmt: skip
    return _tried(
        public_id, lambda note: writing.finish(note, story, spoken, by), form,
        _("It stands in her piece now, and she was told."), url_for("office.voices"),
    )  # fmt: skip


@bp.post(f"{AT}/question")
@may(MODERATOR)
def ask_voice_again(public_id: str) -> ResponseReturnValue:
    """It cannot be understood; she reads why."""
    form, by = AskForm(request.form), me().id
    if not form.validate():
        return _page(find.by_public_id(public_id), ask=form), 422
    return _tried(
        public_id, lambda note: writing.ask_again(note, form.reason.data, by), form,
        _("She was asked to say it again."), url_for("office.voices"),
    )  # fmt: skip


@bp.post(f"{AT}/claim")
@may(MODERATOR)
def claim_voice(public_id: str) -> ResponseReturnValue:
    """Take it on, also in the place of somebody else; from now on this person hears it."""
    note = find.by_public_id(public_id)
    attempt(lambda: writing.take(note, me().id), _("It is yours now. Nobody else hears it."))
    return redirect(url_for("office.voice", public_id=public_id), 303)


@bp.post(f"{AT}/release")
@may(MODERATOR)
def release_voice(public_id: str) -> ResponseReturnValue:
    """Leave it to somebody else."""
    note = find.by_public_id(public_id)
    attempt(lambda: writing.release(note, me().id), _("It is free for the others again."))
    return redirect(url_for("office.voice", public_id=public_id), 303)


@bp.get(f"{AT}/sound.mp3")
@may(MODERATOR)
def office_sound(public_id: str) -> Response:
    """Her voice, for whoever has the note in hand; that this person took it is in the log."""
    note = find.by_public_id(public_id)
    if note.document is None or not writing.may_hear(note, me().id):
        raise NotFound
    return sounds.heard(note.document)


def _tried(
    public_id: str, act: Callable[[VoiceNote], object], form: Form, done: str, onward: str
) -> ResponseReturnValue:
    """Do it and go on; when a rule says no, the page again with everything typed."""
    try:
        act(find.by_public_id(public_id))
    except DomainError as error:
        session.rollback()
        session.expire_all()
        field = error.field if error.field in form._fields else next(iter(form._fields))
        form.add_error(str(field), error)
        note = find.by_public_id(public_id)
        ask = form if isinstance(form, AskForm) else None
        return _page(note, form if isinstance(form, StoryForm) else None, ask), error.status
    flash(done, "done")
    return redirect(onward, 303)


def _page(note: VoiceNote, form: StoryForm | None = None, ask: AskForm | None = None) -> str:
    listing = note.listing
    content = revisions.find_open(listing) or listing
    mine = note.state == "heard" and note.taken_by == me().id
    vendor = session.get_one(Vendor, listing.vendor_id)
    written = note.story or content.story_fa
    sounds.allow()
    return render_template(
        "office/voices/show.html", note=note, listing=listing, content=content, mine=mine,
        form=form or StoryForm(data={"story": written, "spoken": note.spoken}),
        ask=ask or AskForm(), asking=ask is not None, waits=note.state in QUEUE,
        living=note.state in LIVE, hears=writing.may_hear(note, me().id),
        state=voice_rows.state(note),
        length=voice_rows.length(note.seconds), spoken=voice_rows.spoken(note),
        who=session.get(User, note.taken_by) if note.taken_by else None,
        face=vendor_rows.face_of(
            vendor, url_for("office.vendor", public_id=vendor.public_id), OFFICE
        ),
        photos=[photo_of(one.picture, at=OFFICE) for one in content.pictures],
        section="voices", has_errors=bool((form and form.errors) or (ask and ask.errors)),
    )  # fmt: skip
