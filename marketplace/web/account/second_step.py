"""The code of her app, after the password."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.people import entrance, factors
from marketplace.people.models import User
from marketplace.web.access import VISITOR, may
from marketplace.web.account import bp, halfway
from marketplace.web.account.forms import FactorForm
from marketplace.web.account.landing import enter


@bp.get("/staff/code")
@may(VISITOR)
def second_step() -> ResponseReturnValue:
    """Ask for it."""
    if halfway.current() is None:
        return redirect(url_for("account.staff_sign_in"))
    return _page(FactorForm())


@bp.post("/staff/code")
@may(VISITOR, own_unit=True)
def second_step_check() -> ResponseReturnValue:
    """Let her in when it is right."""
    found, form = halfway.current(), FactorForm(request.form)
    if found is None:
        return redirect(url_for("account.staff_sign_in"), 303)
    if not form.validate():
        return _page(form), 422
    try:
        user = _let_in(found[0].id, form.code.data)
    except DomainError as error:
        form.add_error("code", error)
        return _page(form), error.status
    return enter(user, stay=found[1].stay, target=found[1].target)


def _let_in(user_id: int, typed: str) -> User:
    factors.count_try(user_id)
    with unit_of_work():
        user = locked(User, user_id)
        factors.use(user, typed)
        return entrance.enter(user, "second_factor")


def _page(form: FactorForm) -> str:
    return render_template("account/second_step.html", form=form, has_errors=bool(form.errors))
