"""Staff sign in by e-mail or mobile and a password."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.people import entrance, passwords, users
from marketplace.web.access import VISITOR, may
from marketplace.web.account import bp
from marketplace.web.account.forms import StaffForm
from marketplace.web.account.halfway import go_on
from marketplace.web.account.sign_in import notice
from marketplace.web.browser import address


@bp.get("/staff")
@may(VISITOR)
def staff_sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    return _page(StaffForm())


@bp.post("/staff")
@may(VISITOR, own_unit=True)
def staff_sign_in_check() -> ResponseReturnValue:
    """Let a staff member in; the same answer for an unknown name and a wrong password."""
    form = StaffForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        return _let_in(form)
    except DomainError as error:
        form.add_error("login", error)
        return _page(form), error.status


def _let_in(form: StaffForm) -> Response:
    """Count, read the hash, compare it while no transaction is open, then read her again."""
    login, password = form.login.data, form.password.data
    entrance.count_password_try(login, address())
    found = users.by_login(login)
    key, stored = (found.id, found.password_hash) if found else (0, None)
    session.rollback()
    if not passwords.verify(stored, password) or stored is None:
        raise DomainError(entrance.WRONG, field="login")
    with unit_of_work():
        user = entrance.by_password(key, stored)
        return go_on(user, stay=form.stay.data, target=request.form.get("next"))


def _page(form: StaffForm) -> str:
    return render_template(
        "account/staff.html",
        form=form,
        next=request.values.get("next", ""),
        has_errors=bool(form.errors),
        notice=notice(),
    )
