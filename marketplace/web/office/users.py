"""Staff: who they are, what they may do, adding and closing accounts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import locked, one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send
from marketplace.people import passwords, staff
from marketplace.people import users as users_room
from marketplace.people.models import User
from marketplace.people.roles import LABELS, NOTES
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.frame import absolute
from marketplace.web.office import bp
from marketplace.web.office.user_forms import RolesForm, UserForm


@bp.get("/users")
@may(ADMINISTRATOR)
def users() -> ResponseReturnValue:
    """Show everybody who works here."""
    rows = [(person, _titles(person)) for person in staff.all_staff()]
    return render_template("office/users/index.html", rows=rows)


@bp.get("/users/new")
@may(ADMINISTRATOR)
def user_new() -> ResponseReturnValue:
    """Ask who is to be added."""
    return _new(UserForm())


@bp.post("/users")
@may(ADMINISTRATOR, own_unit=True)
def user_add() -> ResponseReturnValue:
    """Add a staff member and show the password once."""
    form = UserForm(request.form)
    if not form.validate():
        return _new(form), 422
    password = form.password.data or passwords.generate()
    try:
        user = _hire(form, password)
    except DomainError as error:
        form.add_error(error.field or "name", error)
        return _new(form), error.status
    return _handed_over(user, password)


@bp.get("/users/<public_id>")
@may(ADMINISTRATOR)
def user(public_id: str) -> ResponseReturnValue:
    """Show one person's roles and what was done with the account."""
    person = one(User, public_id=public_id)
    return _one(person, RolesForm(roles=sorted(person.roles)))


@bp.post("/users/<public_id>/roles")
@may(ADMINISTRATOR)
def user_roles(public_id: str) -> ResponseReturnValue:
    """Give and take roles."""
    person, form = _locked(public_id), RolesForm(request.form)
    if not form.validate():
        return _one(person, form), 422
    try:
        staff.set_roles(person, form.roles.data or [])
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
        person = one(User, public_id=public_id)
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


def _hire(form: UserForm, password: str) -> User:
    passwords.require_strong(password, form.name.data, form.email.data)
    session.rollback()
    hashed = passwords.hash(password)
    with unit_of_work():
        user = staff.hire(
            name=form.name.data,
            email=form.email.data or None,
            mobile=form.mobile.data,
            roles=form.roles.data or [],
            hash=hashed,
        )
        if user.email:
            url = absolute(url_for("account.staff_sign_in"))
            about = ("user", user.id)
            send.email("staff_account", user.email, user.locale, about, name=user.name, url=url)
    return user


def _locked(public_id: str) -> User:
    return locked(User, one(User, public_id=public_id).id)


def _titles(person: User) -> list[str]:
    return [_(LABELS[role]) for role in LABELS if role in person.roles]


def _new(form: UserForm) -> str:
    notes = {role: _(note) for role, note in NOTES.items()}
    return render_template(
        "office/users/new.html", form=form, notes=notes, has_errors=bool(form.errors)
    )


def _one(person: User, form: RolesForm) -> str:
    return render_template(
        "office/users/show.html",
        person=person,
        form=form,
        notes={role: _(note) for role, note in NOTES.items()},
        events=history("user", person.id, 30),
        has_errors=bool(form.errors),
    )


def _handed_over(person: User, password: str) -> str:
    return render_template("office/users/password.html", person=person, password=password)
