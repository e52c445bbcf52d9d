"""Five small steps, each saved as far as it is written, and the page that checks them all."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.catalogue import (
    answers,
    categories,
    completeness,
    prices,
    reasons,
    revisions,
    states,
)
from marketplace.catalogue.categories import Craft
from marketplace.catalogue.models import Revision
from marketplace.kernel.errors import DomainError
from marketplace.web import frame
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.form import say
from marketplace.web.identity import my_vendor
from marketplace.web.photos import STUDIO, photo_of
from marketplace.web.pieces import rows, suggestions, voice_rows
from marketplace.web.pieces.forms import (
    DetailsForm,
    PieceForm,
    PriceForm,
    StoryForm,
    WhatForm,
    fit,
)
from marketplace.web.studio import bp, doubting

FORMS: dict[str, type[PieceForm]] = {
    "what": WhatForm,
    "price": PriceForm,
    "details": DetailsForm,
    "story": StoryForm,
}
STEP = "/pieces/<public_id>/steps/<any(what,price,details,story):step>"


@bp.get(STEP)
@may(ARTISAN)
def step(public_id: str, step: str) -> ResponseReturnValue:
    """What is kept of this step, to go on with."""
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE:
        return redirect(url_for("studio.piece", public_id=public_id))
    return _page(revision, step, _form(revision, step, FORMS[step].begin(revision)))


@bp.post(STEP)
@may(ARTISAN)
def save_step(public_id: str, step: str) -> ResponseReturnValue:
    """Keep the step and go on: to the next one, the check page, or away for now."""
    revision = revisions.by_listing(public_id, my_vendor())
    form = _form(revision, step, FORMS[step](request.form))
    if not form.validate():
        return _page(revision, step, form), 422
    old = revision.price
    revisions.save_step(revision, number_of(step), doubting.settled(revision, form.values()))
    if "suggest" in request.form and not revision.title_fa:
        revision.title_fa = suggestions.title(revision)
        return redirect(url_for("studio.step", public_id=public_id, step=step), 303)
    if step == "price" and (doubt := doubting.of_draft(revision, old)):
        return _page(revision, step, PriceForm.begin(revision), doubt=doubt)
    return redirect(_onward(revision, step), 303)


@bp.get("/pieces/<public_id>/check")
@may(ARTISAN)
def check(public_id: str) -> ResponseReturnValue:
    """Everything at a glance, before the office sees it."""
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE:
        return redirect(url_for("studio.piece", public_id=public_id))
    return _check_page(revision)


@bp.post("/pieces/<public_id>/submission")
@may(ARTISAN)
def submit(public_id: str) -> ResponseReturnValue:
    """Send it to the office."""
    revision = revisions.by_listing(public_id, my_vendor())
    try:
        revisions.submit(revision)
    except revisions.NotEligible as error:
        return _check_page(revision, not_eligible=say(error)), 422
    except DomainError as error:
        if error.status != 422:
            raise
        return _check_page(revision, asked_now=True), 422
    return redirect(url_for("studio.piece", public_id=public_id), 303)


def number_of(step: str) -> int:
    """Which of the five."""
    return rows.STEPS.index(step) + 1


def step_url(public_id: str, name: str, to: str | None = None) -> str:
    """The page of the step that a field belongs to."""
    if name.startswith("attribute"):
        key = name.partition("-")[2]
        return url_for("studio.piece_attributes", public_id=public_id, at=key or None, to=to)
    number = reasons.STEP_OF.get(name) or next(
        (n for n, names in revisions.STEPS.items() if name in names), 1
    )
    if number == 1:
        return url_for("studio.piece_photos", public_id=public_id)
    return url_for("studio.step", public_id=public_id, step=rows.STEPS[number - 1], to=to)


def _form(revision: Revision, step: str, form: PieceForm) -> PieceForm:
    if isinstance(form, WhatForm):
        form.offer(_crafts(revision))
    if isinstance(form, DetailsForm):
        fit(form, revision.kind, live=revision.listing.state != "new")
    return form


def _crafts(revision: Revision) -> list[Craft]:
    """Her crafts, and the one chosen already; all of them when she has none."""
    hers = {one.craft_id for one in my_vendor().crafts}
    if revision.category_id:
        hers.add(categories.craft_of(revision.category_id))
    tree = categories.tree()
    return [craft for craft in tree if craft.category.id in hers] or tree


def _onward(revision: Revision, step: str) -> str:
    public_id = revision.listing.public_id
    if "reckon" in request.form:
        return url_for("studio.step", public_id=public_id, step=step, to=request.args.get("to"))
    if "later" in request.form:
        return url_for("studio.pieces")
    if "say" in request.form:
        return url_for("studio.voice", public_id=public_id)
    if request.args.get("to") == "check" or step == "story":
        return url_for("studio.check", public_id=public_id)
    if step == "details" and answers.open_of(revision):
        return url_for("studio.piece_attributes", public_id=public_id)
    return url_for("studio.step", public_id=public_id, step=rows.STEPS[number_of(step)])


def _page(revision: Revision, step: str, form: PieceForm, **more: Any) -> str:
    number, public_id = number_of(step), revision.listing.public_id
    before = rows.STEPS[number - 2]
    back = (
        url_for("studio.piece_photos", public_id=public_id)
        if before == "photos"
        else url_for("studio.step", public_id=public_id, step=before)
    )
    if step == "story":
        back = url_for("studio.piece_attributes", public_id=public_id, at="last")
    if request.args.get("to") == "check":
        back = url_for("studio.check", public_id=public_id)
    return render_template(
        f"studio/listings/{step}.html", revision=revision, form=form, number=number, back=back,
        here=url_for("studio.save_step", public_id=public_id, step=step, to=request.args.get("to")),
        key=f"piece-{public_id}-{step}", notes=rows.notes_of(revision), photo=_first(revision),
        sums=prices.sums(revision, frame.preferences()) if step == "price" else None,
        pictures=suggestions.pictures(form) if isinstance(form, WhatForm) else {},
        suggestion=suggestions.title(revision) if step == "what" else "",
        note=voice_rows.of(revision.listing_id) if step == "story" else None,
        has_errors=bool(form.errors), no_dock=True, **more,
    )  # fmt: skip


def _first(revision: Revision) -> Any:
    return photo_of(revision.pictures[0].picture, at=STUDIO) if revision.pictures else None


def _check_page(revision: Revision, **more: Any) -> str:
    public_id = revision.listing.public_id
    written = rows.of(revision, lambda name: step_url(public_id, name, to="check"))
    return render_template(
        "studio/listings/check.html", revision=revision, answers=written, photo=_first(revision),
        gaps=[(say(gap.error()), step_url(public_id, gap.field, to="check"))
              for gap in completeness.gaps(revision)],
        contacts=[word for answer in written for word in answer.contacts],
        note=voice_rows.of(revision.listing_id),
        has_errors=bool(more), no_dock=True, **more,
    )  # fmt: skip
