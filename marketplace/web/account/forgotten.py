"""A staff member who forgot her password: a link, and behind it a new one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send
from marketplace.people import resets
from marketplace.people.models import User
from marketplace.web.access import VISITOR, may
from marketplace.web.account import bp, links
from marketplace.web.account.forms import ForgottenForm, NewPasswordForm
from marketplace.web.browser import address
from marketplace.web.frame import absolute


@bp.get("/password/forgotten")
@may(VISITOR)
def forgotten() -> ResponseReturnValue:
    """Ask by which name she signs in."""
    return _ask(ForgottenForm())


@bp.post("/password/forgotten")
@may(VISITOR, own_unit=True)
def forgotten_send() -> ResponseReturnValue:
    """Send a link to whoever is staff by this name; everybody reads the same answer."""
    form = ForgottenForm(request.form)
    if not form.validate():
        return _ask(form), 422
    try:
        resets.count_ask(form.login.data, address())
    except TooMany as error:
        form.add_error("login", error)
        return _ask(form), 429, {"Retry-After": str(error.retry_after)}
    with unit_of_work():
        _send(form.login.data)
    return redirect(url_for("account.forgotten_sent"), 303)


@bp.get("/password/forgotten/sent")
@may(VISITOR)
def forgotten_sent() -> ResponseReturnValue:
    """Say where to look."""
    return render_template("account/forgotten_sent.html")


@bp.get("/password/reset/<token>")
@may(VISITOR)
def reset(token: str) -> ResponseReturnValue:
    """Ask for the new password."""
    found = resets.find(token)
    return _page(found, NewPasswordForm()) if found else _over()


@bp.post("/password/reset/<token>")
@may(VISITOR, own_unit=True)
def reset_use(token: str) -> ResponseReturnValue:
    """Store it, end every session, tell her."""
    form, found = NewPasswordForm(request.form), resets.find(token)
    if found is None:
        return _over()
    if not form.validate():
        return _page(found, form), 422
    names = [found.name, found.email or ""]
    try:
        links.with_new_password(form.password.data, names, lambda hashed: _use(token, hashed))
    except DomainError as error:
        if (found := resets.find(token)) is None:
            return _over()
        form.add_error("password", error)
        return _page(found, form), error.status
    return redirect(url_for("account.staff_sign_in", done="password"), 303)


def _send(login: str) -> None:
    if (issued := resets.issue(login)) is None:
        return
    user, token = issued
    url = absolute(url_for("account.reset", token=token))
    ends = clock.now() + resets.LIFE
    send.link("password_link", user, url, ends, ("user", user.id), name=user.name)


def _use(token: str, hashed: str) -> User:
    user = resets.use(token, hashed)
    send.person("password_changed", user)
    return user


def _ask(form: ForgottenForm) -> str:
    return render_template("account/forgotten.html", form=form, has_errors=bool(form.errors))


def _page(found: User, form: NewPasswordForm) -> str:
    return links.page(
        form,
        title=_("Set a new password"),
        lead=_("Afterwards you are signed out everywhere and sign in with the new one."),
        name=found.email or found.mobile or "",
        label=_("Set the password"),
    )


def _over() -> ResponseReturnValue:
    return links.over(_(resets.OVER), url_for("account.forgotten"), _("Ask for a new link"))
