"""A staff member changes her password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send
from marketplace.people import entrance, passwords, users
from marketplace.people.models import User
from marketplace.web import identity
from marketplace.web.access import SIGNED_IN, may
from marketplace.web.account import bp
from marketplace.web.account.forms import PasswordForm
from marketplace.web.browser import address

WRONG = N_("This is not your present password.")


@bp.get("/password")
@may(SIGNED_IN)
def password() -> ResponseReturnValue:
    """Ask for the old and the new one."""
    _require_password()
    return _page(PasswordForm())


@bp.post("/password")
@may(SIGNED_IN, own_unit=True)
def password_change() -> ResponseReturnValue:
    """Store the new one and end every session."""
    _require_password()
    form = PasswordForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        _change(identity.me(), form.old.data, form.password.data)
    except DomainError as error:
        form.add_error(error.field or "old", error)
        return _page(form), error.status
    identity.sign_out()
    return redirect(url_for("account.staff_sign_in", done="password"), 303)


def _change(user: User, old: str, new: str) -> None:
    """Both hashes are computed while no transaction is open."""
    key, stored, name, email = user.id, user.password_hash, user.name, user.email
    passwords.require_strong(new, name, email or "")
    session.rollback()
    entrance.count_password_try(str(key), address())
    if not passwords.verify(stored, old):
        raise DomainError(WRONG, field="old")
    hashed = passwords.hash(new)
    with unit_of_work():
        user = locked(User, key)
        users.set_password(user, hashed)
        if user.email:
            send.email("password_changed", user.email, user.locale, ("user", user.id), name=name)


def _require_password() -> None:
    if not identity.me().password_hash:
        raise NotFound


def _page(form: PasswordForm) -> str:
    return render_template(
        "account/password.html",
        form=form,
        has_errors=bool(form.errors),
        least=passwords.LENGTH,
    )
