"""The public texts: written in both languages, looked at, published as a new version."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.people import terms
from marketplace.people.models import TextVersion, User
from marketplace.web import identity
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.forms.fields import CleanTextField, Form
from marketplace.web.office import bp
from marketplace.web.settings.public_texts import TITLES, difference, html

LOCALES = ("fa", "en")


class TextForm(Form):
    """One text in both languages."""

    text_fa = CleanTextField(_l("Text in Persian"), limit=20_000)
    text_en = CleanTextField(_l("Text in English"), limit=20_000)


@bp.get("/texts")
@may(ADMINISTRATOR)
def texts() -> ResponseReturnValue:
    """Every text, its version, who published it and when."""
    rows = [(name, _(TITLES[name]), _last(name)) for name in terms.NAMES]
    return render_template("office/texts/index.html", rows=rows, people=_people())


@bp.get("/texts/<name>")
@may(ADMINISTRATOR)
def text(name: str) -> ResponseReturnValue:
    """The text in force, to be written over."""
    form = TextForm(data={f"text_{one}": terms.text(name, one).strip() for one in LOCALES})
    return _edit(name, form, terms.current(name))


@bp.post("/texts/<name>/draft")
@may(ADMINISTRATOR)
def text_draft(name: str) -> ResponseReturnValue:
    """Go on writing after the preview."""
    terms.current(name)
    return _edit(name, TextForm(request.form), request.form.get("base", ""))


@bp.post("/texts/<name>/preview")
@may(ADMINISTRATOR)
def text_preview(name: str) -> ResponseReturnValue:
    """How it will look, and what is different; nothing is kept yet."""
    terms.current(name)
    form, base = TextForm(request.form), request.form.get("base", "")
    if not form.validate():
        return _edit(name, form, base), 422
    return _preview(name, form, base)


@bp.post("/texts/<name>")
@may(ADMINISTRATOR)
def text_publish(name: str) -> ResponseReturnValue:
    """Put it in force; when another version is, show the differences to that one first."""
    terms.current(name)
    form, base = TextForm(request.form), request.form.get("base", "")
    if not form.validate():
        return _edit(name, form, base), 422
    try:
        new = terms.publish(name, form.text_fa.data, form.text_en.data, base=base, by=identity.me())
    except DomainError as error:
        session.rollback()
        form.add_error("text_fa", error)
        return _preview(name, form, terms.current(name)), error.status
    flash(_("Published.") if new else _("Nothing was different, so nothing was changed."), "done")
    return redirect(url_for("office.texts"), 303)


@bp.get("/texts/<name>/versions")
@bp.get("/texts/<name>/versions/<version>")
@may(ADMINISTRATOR)
def text_versions(name: str, version: str | None = None) -> ResponseReturnValue:
    """Every version, and one of them beside its former."""
    shown = version or terms.current(name)
    former = terms.former(name, shown)
    return render_template(
        "office/texts/versions.html",
        name=name,
        title=_(TITLES[name]),
        shown=shown,
        former=former,
        versions=[*terms.published(name)],
        first=[one for one in terms.versions(name) if "-" in one],
        people=_people(),
        changes=_changes(name, former, {one: terms.text(name, one, shown) for one in LOCALES}),
    )


def _edit(name: str, form: TextForm, base: str) -> str:
    return render_template(
        "office/texts/form.html", name=name, title=_(TITLES[name]), form=form, base=base,
        has_errors=bool(form.errors),
    )  # fmt: skip


def _preview(name: str, form: TextForm, base: str) -> str:
    typed = {one: form[f"text_{one}"].data for one in LOCALES}
    return render_template(
        "office/texts/preview.html",
        name=name,
        title=_(TITLES[name]),
        form=form,
        base=base,
        bodies={one: html(text) for one, text in typed.items()},
        changes=_changes(name, terms.current(name), typed),
        has_errors=bool(form.errors),
    )


def _changes(name: str, former: str | None, texts: dict[str, str]) -> dict[str, Any]:
    if former is None:
        return {one: [] for one in texts}
    return {one: difference(terms.text(name, one, former), text) for one, text in texts.items()}


def _last(name: str) -> TextVersion | None:
    return next(iter(terms.published(name)), None)


def _people() -> dict[int, str]:
    """The names of everybody who published something."""
    mine = select(User.id, User.name).where(User.id.in_(select(TextVersion.published_by)))
    return {row[0]: row[1] for row in session.execute(mine)}
