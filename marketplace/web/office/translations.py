"""The list of what is to be translated, and one piece side by side in both languages."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.catalogue import authors, lengths, listings, translating
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.people.models import User
from marketplace.web.access import MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.tabs import Tab

BY = {
    "": N_("Whoever wrote it"),
    translating.MAKER: N_("by the maker"),
    translating.OFFICE: N_("by the office"),
}
AT = "/translations/<public_id>/<any(en, fa):into>"


class TranslationForm(Form):
    """The words of a piece in one language."""

    title = CleanStringField(_l("Name"), limit=lengths.TITLE, required=False)
    material = CleanStringField(_l("Material"), limit=lengths.MATERIAL, required=False)
    technique = CleanStringField(_l("How it is made"), limit=lengths.TECHNIQUE, required=False)
    care = CleanTextField(_l("Care"), limit=lengths.CARE, required=False)
    story = CleanTextField(_l("Story"), limit=lengths.STORY, required=False)


@bp.get("/translations")
@may(MODERATOR)
def translations() -> ResponseReturnValue:
    """What waits, into English or into Persian."""
    into = "fa" if request.args.get("into") == "fa" else "en"
    by = request.args.get("by", "")
    by = by if by in BY else ""
    rows = translating.waiting(into, by)
    keys = {one.row.claimed_by for one in rows if one.row}
    people = session.execute(select(User.id, User.name).where(User.id.in_(keys)))
    return render_template(
        "office/translations/index.html", rows=rows, into=into, by=by, filters=_filters(into, by),
        authors=BY, most=translating.MOST, people={row.id: row.name for row in people},
        section="translations",
    )  # fmt: skip


def _filters(into: str, by: str) -> list[Tab]:
    """Whose words: anybody's, the maker's, the office's."""
    return [
        Tab(_(word), url_for("office.translations", into=into, by=key or None), key == by, None)
        for key, word in BY.items()
    ]


@bp.get(AT)
@may(MODERATOR)
def translation(public_id: str, into: str) -> ResponseReturnValue:
    """One piece: its words, and a field for each in the other language."""
    held = listings.by_public_id(public_id)
    row = translating.find(held, into)
    begun = translating.texts(held, into) | (row.words if row else {})
    return _page(held, into, TranslationForm(data=begun))


@bp.post(AT)
@may(MODERATOR)
def write_translation(public_id: str, into: str) -> ResponseReturnValue:
    """Keep what was written; it waits for approval."""
    held, form = listings.by_public_id(public_id), TranslationForm(request.form)
    if not form.validate():
        return _page(held, into, form), 422
    try:
        translating.write(held, into, dict(form.data), me().id)
    except DomainError as error:
        session.rollback()
        form.add_error(error.field or "title", error)
        return _page(listings.by_public_id(public_id), into, form), error.status
    flash(_("Saved. It is in the shop once it is approved."), "done")
    return _back(public_id, into)


@bp.post(f"{AT}/claim")
@may(MODERATOR)
def claim_translation(public_id: str, into: str) -> ResponseReturnValue:
    """Work on it, also in the place of somebody else."""
    held = listings.by_public_id(public_id)
    attempt(lambda: translating.claim(held, into, me().id), _("It is yours now."))
    return _back(public_id, into)


@bp.post(f"{AT}/release")
@may(MODERATOR)
def release_translation(public_id: str, into: str) -> ResponseReturnValue:
    """Leave it to somebody else."""
    held = listings.by_public_id(public_id)
    attempt(lambda: translating.release(held, into), _("It is free for the others again."))
    return _back(public_id, into)


@bp.post(f"{AT}/approval")
@may(MODERATOR)
def approve_translation(public_id: str, into: str) -> ResponseReturnValue:
    """Put it into the shop."""
    held = listings.by_public_id(public_id)
    attempt(lambda: translating.approve(held, into), _("The translation is in the shop."))
    return _back(public_id, into)


def _back(public_id: str, into: str) -> ResponseReturnValue:
    return redirect(url_for("office.translation", public_id=public_id, into=into), 303)


def _page(held: Listing, into: str, form: TranslationForm) -> str:
    row: Any = translating.find(held, into)
    who = session.get(User, row.claimed_by) if row and row.claimed_by else None
    language = translating.other(into)
    source = translating.texts(held, language)
    office = authors.by_office([held], language)[held.id]
    return render_template(
        "office/translations/show.html", listing=held, into=into, form=form, row=row,
        source=source, who=who, mine=bool(who and who.id == me().id),
        wrote={
            name: BY[translating.OFFICE if f"{name}_{language}" in office else translating.MAKER]
            for name in source
        },
        was=row.source if row and row.state == "stale" else {},
        section="translations", has_errors=bool(form.errors),
    )  # fmt: skip
