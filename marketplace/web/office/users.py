"""Staff: who they are, what they may do, new passwords, closing accounts."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import isolate
from marketplace.kernel.unit import unit_of_work
from marketplace.people import factors, invitations, passwords, staff, users as users_room
from marketplace.people.models import User
from marketplace.people.roles import LABELS, NOTES
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.frame import preferences
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.office.user_forms import FactorRolesForm, RolesForm


@bp.get("/users")
@may(ADMINISTRATOR)
def users() -> ResponseReturnValue:
    """Show everybody who works here."""
    rows = [(person, titles(person.roles)) for person in staff.all_staff()]
    return render_template(
        "office/users/index.html",
        rows=rows,
        invitations=[(one, titles(one.roles.split())) for one in invitations.waiting()],
        now=clock.now(),
        form=FactorRolesForm(
            data={"second_factor_roles": preferences().second_factor_roles.split()}
        ),
    )


@bp.get("/users/<public_id>")
@may(ADMINISTRATOR)
def user(public_id: str) -> ResponseReturnValue:
    """Show one person's roles and what was done with the account."""
    person = users_room.by_public_id(public_id)
    return _one(person, RolesForm(roles=sorted(person.roles)))


@bp.post("/users/<public_id>/roles")
@may(ADMINISTRATOR)
def user_roles(public_id: str) -> ResponseReturnValue:
    """Give and take roles; what shuts somebody out is said first and saved when seen."""
    person, form = _locked(public_id), RolesForm(request.form)
    if not form.validate():
        return _one(person, form), 422
    wanted = set(form.roles.data or [])
    try:
        losses, seen = _losses(person, wanted), " ".join(sorted(wanted)) or "none"
        if losses and request.form.get("seen") != seen:
            users_room.keep_one_administrator(person)
            return _one(person, form, losses, seen)
        staff.set_roles(person, wanted)
    except DomainError as error:
        form.add_error("roles", error)
        return _one(person, form), error.status
    flash(_("The roles are changed, from the next page this person opens."), "done")
    return redirect(url_for("office.user", public_id=public_id), 303)


@bp.post("/users/<public_id>/password")
@may(ADMINISTRATOR, own_unit=True)
def user_password(public_id: str) -> ResponseReturnValue:
    """Give a new password, shown once, and end every session."""
    session.rollback()
    password = passwords.generate()
    hashed = passwords.hash(password)
    with unit_of_work():
        person = _locked(public_id)
        users_room.set_password(person, hashed)
    return _handed_over(person, password)


@bp.post("/users/<public_id>/deactivation")
@may(ADMINISTRATOR)
def user_deactivation(public_id: str) -> ResponseReturnValue:
    """Close an account."""
    try:
        staff.deactivate(_locked(public_id))
    except DomainError as error:
        person = users_room.by_public_id(public_id)
        form = RolesForm(roles=sorted(person.roles))
        form.add_error("roles", error)
        return _one(person, form), error.status
    flash(_("The account is closed and signed out everywhere."), "done")
    return redirect(url_for("office.user", public_id=public_id), 303)


@bp.post("/users/<public_id>/activation")
@may(ADMINISTRATOR)
def user_activation(public_id: str) -> ResponseReturnValue:
    """Open a closed account again."""
    staff.activate(_locked(public_id))
    flash(_("The account is open again."), "done")
    return redirect(url_for("office.user", public_id=public_id), 303)


def _locked(public_id: str) -> User:
    return locked(User, users_room.by_public_id(public_id).id)


def titles(roles: Iterable[str]) -> list[str]:
    """The roles in words, in their usual order."""
    held = set(roles)
    return [_(LABELS[role]) for role in LABELS if role in held]


def _losses(person: User, wanted: set[str]) -> list[str]:
    """What these roles would end: every way into the office, or the administrator’s own."""
    losses = []
    if person.roles and not wanted:
        losses.append(
            _(
                "%(name)s has no role then and no longer gets into the office. The account stays.",
                name=isolate(person.name),
            )
        )
    if person.id == me().id and "administrator" in person.roles - wanted:
        losses.append(
            _("You take the administrator’s role from yourself. Only a colleague can give it back.")
        )
    return losses


def _one(person: User, form: RolesForm, losses: Iterable[str] = (), seen: str = "") -> str:
    return render_template(
        "office/users/show.html",
        person=person,
        form=form,
        losses=losses,
        seen=seen,
        notes={role: _(note) for role, note in NOTES.items()},
        second_factor=factors.stands(person),
        has_errors=bool(form.errors),
    )


def _handed_over(person: User, password: str) -> str:
    return render_template("office/users/password.html", person=person, password=password)
