"""Collections and seasons: the office puts them together and shows them on their days."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.discovery.front import collecting
from marketplace.discovery.front.collection_models import Collection, Season
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import clean
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.media.models import Picture
from marketplace.web.access import MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.form import say
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.office.collection_forms import CollectionForm, SeasonForm, ShownForm
from marketplace.web.photos import OFFICE, photo_of
from marketplace.web.pieces import intake

KINDS: dict[str, tuple[Any, Any]] = {
    "collections": (Collection, CollectionForm),
    "seasons": (Season, SeasonForm),
}
AT = "/<any(collections, seasons):kind>"


@bp.get(AT)
@may(MODERATOR)
def collections(kind: str) -> ResponseReturnValue:
    """Everything of the kind, the latest first."""
    model = KINDS[kind][0]
    rows = session.scalars(select(model).order_by(model.id.desc())).all()
    photos = {row.id: _photo(row) for row in rows}
    return render_template(
        "office/collections/index.html", kind=kind, rows=rows, photos=photos,
        today=local_day(clock.now()), section="front",
    )  # fmt: skip


@bp.get(f"{AT}/new")
@may(MODERATOR)
def new_collection(kind: str) -> ResponseReturnValue:
    """An empty form."""
    return _page(kind, None, KINDS[kind][1](data={"on_home": True}))


@bp.post(AT)
@may(MODERATOR)
def add_collection(kind: str) -> ResponseReturnValue:
    """Keep a new one, hidden until it is ready."""
    return _save(kind, KINDS[kind][0](), None)


@bp.get(f"{AT}/<int:key>", endpoint="collection")
@may(MODERATOR)
def edit_collection(kind: str, key: int) -> ResponseReturnValue:
    """One with its picture and its pieces."""
    model, form = KINDS[kind]
    row = one(model, id=key)
    return _page(kind, row, form.begin(row))


@bp.post(f"{AT}/<int:key>")
@may(MODERATOR)
def save_collection(kind: str, key: int) -> ResponseReturnValue:
    """Keep what was changed."""
    row = one(KINDS[kind][0], id=key)
    return _save(kind, row, row)


def _save(kind: str, row: Any, standing: Any) -> ResponseReturnValue:
    form: ShownForm = KINDS[kind][1](request.form)
    if not form.validate():
        return _page(kind, standing, form), 422
    try:
        collecting.save(row, form.values)
    except DomainError as error:
        session.rollback()
        form.add_error(error.field or "title_fa", error)
        return _page(kind, one(type(row), id=row.id) if standing else None, form), 422
    flash(_("Saved."), "done")
    return redirect(url_for("office.collection", kind=kind, key=row.id), 303)


@bp.post(f"{AT}/<int:key>/showing")
@may(MODERATOR)
def show_collection(kind: str, key: int) -> ResponseReturnValue:
    """Show it on its days, or hide it."""
    row, shown = one(KINDS[kind][0], id=key), "show" in request.form
    done = _("It is shown on its days.") if shown else _("It is hidden now.")
    attempt(lambda: collecting.turn(row, "show" if shown else "hide"), done)
    return redirect(url_for("office.collection", kind=kind, key=key), 303)


@bp.post(f"{AT}/<int:key>/picture")
@may(MODERATOR, own_unit=True)
def collection_picture(kind: str, key: int) -> ResponseReturnValue:
    """Its picture."""
    model, form = KINDS[kind]
    user_id = me().id
    try:
        checked = intake.uploaded()
        with unit_of_work():
            collecting.set_picture(one(model, id=key), pictures.store(checked, user_id))
    except DomainError as error:
        if error.status == 404:
            raise
        row = one(model, id=key)
        return _page(kind, row, form.begin(row), say(error)), error.status
    return redirect(url_for("office.collection", kind=kind, key=key), 303)


@bp.post("/collections/<int:key>/pieces")
@may(MODERATOR)
def add_to_collection(key: int) -> ResponseReturnValue:
    """Add the piece with this tag or address."""
    row = one(Collection, id=key)
    typed = clean(request.form.get("code", "")[:400])
    try:
        collecting.put(row, typed)
    except DomainError as error:
        session.rollback()
        row = one(Collection, id=key)
        return _page("collections", row, CollectionForm.begin(row), say(error), typed), 422
    return _to_pieces(key)


@bp.post("/collections/<int:key>/pieces/<int:listing_id>")
@may(MODERATOR)
def change_in_collection(key: int, listing_id: int) -> ResponseReturnValue:
    """Move a piece up or down, or take it out."""
    how = "remove" if "remove" in request.form else request.form.get("move", "down")
    collecting.change_piece(one(Collection, id=key), listing_id, how)
    return _to_pieces(key)


def _to_pieces(key: int) -> ResponseReturnValue:
    url = url_for("office.collection", kind="collections", key=key, _anchor="pieces")
    return redirect(url, 303)


def _photo(row: Any) -> Any:
    picture = session.get(Picture, row.picture_id) if row and row.picture_id else None
    return photo_of(picture, at=OFFICE)


def _page(kind: str, row: Any, form: ShownForm, problem: str = "", typed: str = "") -> str:
    return render_template(
        "office/collections/form.html", kind=kind, row=row, form=form, photo=_photo(row),
        pieces=collecting.chosen(row) if kind == "collections" and row else [],
        problem=problem, typed=typed, today=local_day(clock.now()), section="front",
        has_errors=bool(form.errors or problem),
    )  # fmt: skip
