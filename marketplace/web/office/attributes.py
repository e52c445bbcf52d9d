"""What makers are asked about the pieces of each craft: staff's own questions and answers."""

from collections.abc import Callable
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.catalogue import attributes as domain, categories
from marketplace.catalogue.attribute_models import Attribute
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.web import formatters
from marketplace.web.access import MODERATOR, may
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.forms.form import answers, say
from marketplace.web.forms.whole import whole
from marketplace.web.office import bp

KINDS = {
    "choice": N_("One of several answers"),
    "number": N_("A number"),
    "yes_no": N_("Yes or no"),
    "text": N_("Her own words"),
}
AT = "/attributes/<int:attribute_id>"
CHOICE = f"{AT}/choices/<int:choice_id>"


class AttributeForm(Form):
    """The words and rules of a question."""

    name_fa = CleanStringField(_l("Name in Persian"), limit=60)
    name_en = CleanStringField(_l("Name in English"), limit=60)
    crafts = wtforms.SelectMultipleField(_l("Asked about pieces of"), coerce=int)
    help_fa = CleanStringField(_l("A word of help, in Persian"), limit=200, required=False)
    help_en = CleanStringField(_l("A word of help, in English"), limit=200, required=False)
    unit_fa = CleanStringField(_l("Unit in Persian"), limit=30, required=False)
    unit_en = CleanStringField(_l("Unit in English"), limit=30, required=False)
    required = wtforms.BooleanField(_l("A piece is not sent without an answer"))
    filterable = wtforms.BooleanField(_l("Buyers may filter by it"))
    varies = wtforms.BooleanField(_l("One piece may be offered in several of these"))

    def offer(self) -> "AttributeForm":
        """The same form with the crafts to choose from."""
        rows = categories.crafts()
        self.crafts.choices = answers((row.id, formatters.local(row, "name")) for row in rows)
        return self

    def wish(self) -> domain.Wish:
        """What was typed, as the domain reads it."""
        typed: dict[str, Any] = {name: self[name].data or "" for name in domain.WORDS}
        typed |= {name: bool(self[name].data) for name in domain.FLAGS}
        return domain.Wish(crafts=frozenset(self.crafts.data or ()), **typed)


class NewAttributeForm(AttributeForm):
    """The same with its kind, which stays."""

    kind = wtforms.RadioField(_l("How is it answered?"), default="choice")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = answers((kind, _(word)) for kind, word in KINDS.items())


class ChoiceForm(Form):
    """One answer to choose, beside its question's own form."""

    def __init__(self, formdata: Any = None, obj: Any = None) -> None:
        super().__init__(formdata, obj, prefix="choice")

    name_fa = CleanStringField(_l("Answer in Persian"), limit=60)
    name_en = CleanStringField(_l("Answer in English"), limit=60)


@bp.get("/attributes")
@may(MODERATOR)
def attributes() -> ResponseReturnValue:
    """Everything asked, in staff's order, and what was ended."""
    rows = domain.everything()
    names = {row.id: formatters.local(row, "name") for row in categories.crafts()}
    return render_template(
        "office/attributes/index.html", kinds=KINDS, names=names, section="attributes",
        rows=[row for row in rows if row.ended_at is None],
        ended=[row for row in rows if row.ended_at],
    )  # fmt: skip


@bp.get("/attributes/new")
@may(MODERATOR)
def new_attribute() -> ResponseReturnValue:
    """One question more."""
    return _page(NewAttributeForm().offer())


@bp.post("/attributes")
@may(MODERATOR)
def add_attribute() -> ResponseReturnValue:
    """Ask it from now on; a choice goes on to its answers."""
    form = NewAttributeForm(request.form)
    form.offer()
    if not form.validate():
        return _page(form), 422
    try:
        row = domain.add(form.kind.data, form.wish())
    except DomainError as error:
        return _refused(form, error)
    if row.kind == "choice":
        flash(_("Saved. Now write the answers to choose from."), "done")
        return redirect(url_for("office.attribute", attribute_id=row.id, _anchor="answers"), 303)
    return _done()


@bp.get(AT)
@may(MODERATOR)
def attribute(attribute_id: int) -> ResponseReturnValue:
    """Its words, rules and answers."""
    row = one(Attribute, id=attribute_id)
    return _page(_begin(row), row)


@bp.post(AT)
@may(MODERATOR)
def change_attribute(attribute_id: int) -> ResponseReturnValue:
    """Keep other words or rules."""
    row, form = one(Attribute, id=attribute_id), AttributeForm(request.form)
    form.offer()
    if not form.validate():
        return _page(form, row), 422
    try:
        domain.change(row, form.wish())
    except DomainError as error:
        return _refused(form, error, row)
    return _done()


@bp.post(f"{AT}/place")
@may(MODERATOR)
def move_attribute(attribute_id: int) -> ResponseReturnValue:
    """One place up or down."""
    domain.move(one(Attribute, id=attribute_id), _step())
    return redirect(url_for("office.attributes"), 303)


@bp.post(f"{AT}/ending")
@may(MODERATOR)
def end_attribute(attribute_id: int) -> ResponseReturnValue:
    """Ask it no longer."""
    domain.end(one(Attribute, id=attribute_id))
    flash(_("It is no longer asked. Published pieces keep what they answered."), "done")
    return redirect(url_for("office.attributes"), 303)


@bp.post(f"{AT}/resumption")
@may(MODERATOR)
def resume_attribute(attribute_id: int) -> ResponseReturnValue:
    """Ask it again."""
    domain.resume(one(Attribute, id=attribute_id))
    return _done()


@bp.post(f"{AT}/choices")
@may(MODERATOR)
def add_choice(attribute_id: int) -> ResponseReturnValue:
    """One answer more."""
    row, form = one(Attribute, id=attribute_id), ChoiceForm(request.form)
    return _keep_choice(
        row, form, 0, lambda: domain.add_choice(row, form.name_fa.data, form.name_en.data)
    )


@bp.post(CHOICE)
@may(MODERATOR)
def change_choice(attribute_id: int, choice_id: int) -> ResponseReturnValue:
    """Other words for an answer."""
    row, form = one(Attribute, id=attribute_id), ChoiceForm(request.form)
    choice = domain.choice_of(row, choice_id)
    return _keep_choice(
        row, form, choice_id,
        lambda: domain.rename_choice(choice, form.name_fa.data, form.name_en.data),
    )  # fmt: skip


@bp.post(f"{CHOICE}/place")
@may(MODERATOR)
def move_choice(attribute_id: int, choice_id: int) -> ResponseReturnValue:
    """One place up or down."""
    row = one(Attribute, id=attribute_id)
    domain.move_choice(domain.choice_of(row, choice_id), _step())
    return _to_answers(row)


@bp.post(f"{CHOICE}/ending")
@may(MODERATOR)
def end_choice(attribute_id: int, choice_id: int) -> ResponseReturnValue:
    """Offer it no longer."""
    row = one(Attribute, id=attribute_id)
    domain.end_choice(domain.choice_of(row, choice_id))
    return _to_answers(row)


@bp.post(f"{CHOICE}/resumption")
@may(MODERATOR)
def resume_choice(attribute_id: int, choice_id: int) -> ResponseReturnValue:
    """Offer it again."""
    row = one(Attribute, id=attribute_id)
    domain.resume_choice(domain.choice_of(row, choice_id))
    return _to_answers(row)


def _keep_choice(
    row: Attribute, form: ChoiceForm, choice_id: int, act: Callable[[], object]
) -> ResponseReturnValue:
    if not form.validate():
        return _page(_begin(row), row, choice_form=form, choice_id=choice_id), 422
    try:
        act()
    except DomainError as error:
        if error.field not in form._fields:
            raise
        form.add_error(str(error.field), error)
        return _page(_begin(row), row, choice_form=form, choice_id=choice_id), error.status
    return _to_answers(row)


def _to_answers(row: Attribute) -> ResponseReturnValue:
    return redirect(url_for("office.attribute", attribute_id=row.id, _anchor="answers"), 303)


def _step() -> int:
    return -1 if request.form.get("move") == "up" else 1


def _begin(row: Attribute) -> AttributeForm:
    kept = {name: getattr(row, name) for name in (*domain.WORDS, *domain.FLAGS)}
    return AttributeForm(data=kept | {"crafts": [one.craft_id for one in row.crafts]}).offer()


def _done() -> ResponseReturnValue:
    flash(_("Saved."), "done")
    return redirect(url_for("office.attributes"), 303)


def _refused(
    form: AttributeForm, error: DomainError, row: Attribute | None = None
) -> ResponseReturnValue:
    session.expire_all()
    if error.field in form._fields:
        form.add_error(str(error.field), error)
        return _page(form, row), error.status
    return _page(form, row, problem=say(error)), error.status


def _page(
    form: AttributeForm,
    row: Attribute | None = None,
    choice_form: ChoiceForm | None = None,
    choice_id: int = 0,
    problem: str = "",
) -> str:
    fresh = choice_form if choice_form is not None and not choice_id else ChoiceForm()
    return render_template(
        "office/attributes/form.html", form=form, row=row, kinds=KINDS, choice_form=choice_form,
        choice_id=choice_id, fresh=fresh, used=domain.used(row) if row else 0, problem=problem,
        changing=_changing(row, choice_form, choice_id), section="attributes",
        has_errors=bool(form.errors or problem or choice_form),
    )  # fmt: skip


def _changing(
    row: Attribute | None, form: ChoiceForm | None, choice_id: int
) -> tuple[int, ChoiceForm] | None:
    """The answer being changed, by its number, and its form."""
    if form is not None and choice_id:
        return choice_id, form
    asked = whole(request.args.get("change", ""))
    if row and asked is not None:
        choice = domain.choice_of(row, asked)
        return choice.id, ChoiceForm(obj=choice)
    return None
