"""What makers are asked before they may sell: one page, audited."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import one
from marketplace.kernel.text import N_
from marketplace.vendors import eligibility, requirements
from marketplace.vendors.models import Requirement
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form
from marketplace.web.forms.form import answers
from marketplace.web.office import bp
from marketplace.web.office.maker_tabs import maker_tabs

KINDS = {
    "terms": N_("Accepting the terms"),
    "certificate": N_("A training certificate for each craft"),
    "interview": N_("A talk with the office"),
    "document": N_("A photographed document"),
}


class RequirementForm(Form):
    """The words makers read."""

    title_fa = CleanStringField(_l("Title in Persian"), limit=80)
    title_en = CleanStringField(_l("Title in English"), limit=80)
    help_fa = CleanTextField(_l("What she should do, in Persian"), limit=300, required=False)
    help_en = CleanTextField(_l("What she should do, in English"), limit=300, required=False)
    active = wtforms.BooleanField(_l("Asked of everybody now"), default=True)

    def words(self) -> dict[str, Any]:
        """The values by the requirement's columns."""
        return {name: self[name].data or "" for name in requirements.FIELDS[:-1]} | {
            "active": self.active.data
        }


class NewRequirementForm(RequirementForm):
    """The same with its kind, which stays."""

    kind = wtforms.RadioField(_l("What is it?"), default="document")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = answers((kind, _(word)) for kind, word in KINDS.items())


@bp.get("/requirements", endpoint="requirements")
@may(ADMINISTRATOR)
def list_requirements() -> ResponseReturnValue:
    """Everything asked, in order."""
    return render_template(
        "office/requirements/index.html", rows=requirements.everything(), kinds=KINDS,
        pages_about=maker_tabs("requirements"),
    )  # fmt: skip


@bp.post("/requirements/usual")
@may(ADMINISTRATOR)
def install_usual() -> ResponseReturnValue:
    """Begin with the usual three."""
    requirements.install_usual()
    return _done()


@bp.get("/requirements/new")
@may(ADMINISTRATOR)
def new_requirement() -> ResponseReturnValue:
    """One thing more to ask."""
    return _page(NewRequirementForm())


@bp.post("/requirements")
@may(ADMINISTRATOR)
def add_requirement() -> ResponseReturnValue:
    """Ask it, from now on, of everybody."""
    form = NewRequirementForm(request.form)
    if not form.validate():
        return _page(form), 422
    requirements.add(form.kind.data, **form.words())
    return _done()


@bp.get("/requirements/<int:requirement_id>")
@may(ADMINISTRATOR)
def requirement(requirement_id: int) -> ResponseReturnValue:
    """Its words, and whether it is asked."""
    found = one(Requirement, id=requirement_id)
    return _page(RequirementForm(obj=found), found)


@bp.post("/requirements/<int:requirement_id>")
@may(ADMINISTRATOR)
def change_requirement(requirement_id: int) -> ResponseReturnValue:
    """Store the words."""
    found, form = one(Requirement, id=requirement_id), RequirementForm(request.form)
    if not form.validate():
        return _page(form, found), 422
    requirements.change(found, **form.words())
    return _done()


@bp.post("/requirements/<int:requirement_id>/place")
@may(ADMINISTRATOR)
def move_requirement(requirement_id: int) -> ResponseReturnValue:
    """One place up or down."""
    requirements.move(one(Requirement, id=requirement_id), request.form.get("move") == "up")
    return redirect(url_for("office.requirements"), 303)


def _page(form: RequirementForm, found: Requirement | None = None) -> str:
    return render_template(
        "office/requirements/form.html", form=form, found=found, kinds=KINDS,
        has_errors=bool(form.errors),
    )  # fmt: skip


def _done() -> ResponseReturnValue:
    eligibility.rebuild_all()
    flash(_("Saved. Who may sell was worked out again for every maker."), "done")
    return redirect(url_for("office.requirements"), 303)
