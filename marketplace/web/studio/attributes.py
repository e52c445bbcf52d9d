"""The details of her craft, one question a screen, between the size and the story."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.catalogue import answers, revisions, states
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.completeness import field_of
from marketplace.catalogue.models import Revision
from marketplace.web.access import ARTISAN, may
from marketplace.web.identity import my_vendor
from marketplace.web.photos import STUDIO, photo_of
from marketplace.web.pieces import rows
from marketplace.web.pieces.attribute_forms import AnswersForm, form_for
from marketplace.web.studio import bp
from marketplace.web.studio.steps import number_of

AT = "/pieces/<public_id>/attributes"


@bp.get(AT)
@may(ARTISAN)
def piece_attributes(public_id: str) -> ResponseReturnValue:
    """One question; the step after it when nothing is asked of her craft."""
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE:
        return redirect(url_for("studio.piece", public_id=public_id))
    asked = answers.open_of(revision)
    if not asked:
        return redirect(_around(public_id))
    return _page(revision, asked, _place(asked))


@bp.post(AT)
@may(ARTISAN)
def save_attribute(public_id: str) -> ResponseReturnValue:
    """Keep the answer and go on to the next question."""
    revision = revisions.by_listing(public_id, my_vendor())
    asked = answers.open_of(revision)
    if not asked:
        return redirect(_around(public_id), 303)
    place = _place(asked)
    form = form_for([asked[place]], revision.attributes, request.form)
    if not form.validate():
        return _page(revision, asked, place, form), 422
    revisions.answer(revision, form.answers())
    return redirect(_onward(public_id, asked, place), 303)


def _place(asked: Sequence[Attribute]) -> int:
    """Which question the address names; the first when it names none of these."""
    keys = [str(row.id) for row in asked]
    at = request.args.get("at", "")
    return keys.index(at) if at in keys else len(keys) - 1 if at == "last" else 0


def _onward(public_id: str, asked: Sequence[Attribute], place: int) -> str:
    if "later" in request.form:
        return url_for("studio.pieces")
    if request.args.get("to") == "check":
        return url_for("studio.check", public_id=public_id)
    if place + 1 < len(asked):
        return url_for("studio.piece_attributes", public_id=public_id, at=asked[place + 1].id)
    return url_for("studio.step", public_id=public_id, step="story")


def _around(public_id: str) -> str:
    """Where it goes on when nothing is asked: back or forth, as she came."""
    if request.args.get("to") == "check":
        return url_for("studio.check", public_id=public_id)
    if request.args.get("at") == "last":
        return url_for("studio.step", public_id=public_id, step="details")
    return url_for("studio.step", public_id=public_id, step="story")


def _page(
    revision: Revision, asked: Sequence[Attribute], place: int, form: AnswersForm | None = None
) -> str:
    row, public_id = asked[place], revision.listing.public_id
    to = request.args.get("to")
    form = form or form_for([row], revision.attributes)
    if to == "check":
        back = url_for("studio.check", public_id=public_id)
    elif place:
        back = url_for("studio.piece_attributes", public_id=public_id, at=asked[place - 1].id)
    else:
        back = url_for("studio.step", public_id=public_id, step="details")
    return render_template(
        "studio/listings/attribute.html", revision=revision, form=form, row=row,
        answer=form[field_of(row.id)], number=number_of("details"), back=back, place=place + 1,
        total=len(asked), notes=rows.notes_of(revision),
        photo=photo_of(revision.pictures[0].picture, at=STUDIO) if revision.pictures else None,
        here=url_for("studio.save_attribute", public_id=public_id, at=row.id, to=to),
        key=f"piece-{public_id}-attribute-{row.id}", has_errors=bool(form.errors), no_dock=True,
    )  # fmt: skip
