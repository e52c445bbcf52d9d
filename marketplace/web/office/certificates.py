"""Certificates: a trainer finds a maker, records her certificate, or revokes one."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.people import users
from marketplace.people.models import User
from marketplace.programme import certificates as programme
from marketplace.programme.models import Certificate
from marketplace.vendors import find
from marketplace.web.access import TRAINER, may
from marketplace.web.forms.fields import Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.office import bp
from marketplace.web.office.maker_tabs import maker_tabs
from marketplace.web.vendors.forms import ReasonForm
from marketplace.web.vendors.rows import craft_names

SHOWN = 50


class CertificateForm(Form):
    """One certificate of one person."""

    craft = wtforms.RadioField(_l("In which craft"), coerce=int)
    issued_on = JalaliDateField(_l("Given on"))
    expires_on = JalaliDateField(_l("Valid until the end of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.craft.choices = answers(craft_names().items())


@bp.get("/certificates", endpoint="certificates")
@may(TRAINER)
def list_certificates() -> ResponseReturnValue:
    """The newest, or those of the people a search finds."""
    query = request.args.get("q", "")[:200]
    people = {person.user.id for person in find.people(query)} if query.strip() else set()
    rows = programme.of(people) if query.strip() else programme.latest(SHOWN)
    return render_template(
        "office/certificates/index.html", rows=[_row(one) for one in rows], query=query,
        pages_about=maker_tabs("certificates"),
    )  # fmt: skip


@bp.get("/certificates/new")
@may(TRAINER)
def find_person() -> ResponseReturnValue:
    """Whose certificate is it?"""
    query = request.args.get("q", "")[:200]
    people = find.people(query)[:SHOWN] if query.strip() else []
    return render_template("office/certificates/find.html", query=query, people=people)


@bp.get("/certificates/of/<user_id>")
@may(TRAINER)
def new_certificate(user_id: str) -> ResponseReturnValue:
    """The form for one person."""
    form = CertificateForm(issued_on=programme.today())
    return _page(users.by_public_id(user_id), form)


@bp.post("/certificates/of/<user_id>")
@may(TRAINER)
def record_certificate(user_id: str) -> ResponseReturnValue:
    """Record it; what she may sell follows at once."""
    user, form = users.by_public_id(user_id), CertificateForm(request.form)
    if not form.validate():
        return _page(user, form), 422
    try:
        made = programme.record(user.id, form.craft.data, form.issued_on.data, form.expires_on.data)
    except DomainError as error:
        form.add_error(error.field or "craft", error)
        return _page(user, form), 422
    flash(_("Recorded."), "done")
    return redirect(url_for("office.certificate", code=made.public_code), 303)


@bp.get("/certificates/<code>")
@may(TRAINER)
def certificate(code: str) -> ResponseReturnValue:
    """One certificate, and revoking it."""
    return _show(programme.by_code(code), ReasonForm())


@bp.post("/certificates/<code>/revocation")
@may(TRAINER)
def revoke_certificate(code: str) -> ResponseReturnValue:
    """Take it back, and why."""
    found, form = programme.by_code(code), ReasonForm(request.form)
    if not form.validate():
        return _show(found, form), 422
    programme.revoke(found, form.reason.data)
    flash(_("Revoked. She can no longer sell in this craft by it."), "done")
    return redirect(url_for("office.certificate", code=found.public_code), 303)


def _row(found: Certificate) -> dict[str, Any]:
    user = one(User, id=found.user_id)
    return {
        "certificate": found, "code": show_code(found.public_code),
        "user": user, "booths": find.of_person(user),
        "craft": craft_names().get(found.craft_id, ""), "standing": programme.standing(found),
        "by": session.scalar(select(User.name).where(User.id == found.issued_by)) or "",
    }  # fmt: skip


def _page(user: User, form: CertificateForm) -> str:
    return render_template(
        "office/certificates/form.html", user=user, form=form, booths=find.of_person(user),
        held=[_row(found) for found in programme.of([user.id])], has_errors=bool(form.errors),
    )  # fmt: skip


def _show(found: Certificate, form: ReasonForm) -> str:
    return render_template(
        "office/certificates/show.html", row=_row(found), form=form, has_errors=bool(form.errors)
    )
