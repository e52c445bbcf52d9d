"""The invited sets her password and is staff."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.people import invitations
from marketplace.people.models import Invitation, User
from marketplace.web.access import VISITOR, may
from marketplace.web.account import bp, links
from marketplace.web.account.forms import NewPasswordForm
from marketplace.web.account.halfway import go_on


@bp.get("/invitation/<token>")
@may(VISITOR)
def invitation(token: str) -> ResponseReturnValue:
    """Ask for a password of her own."""
    found = invitations.find(token)
    return _page(found, NewPasswordForm()) if found else _over()


@bp.post("/invitation/<token>")
@may(VISITOR, own_unit=True)
def invitation_accept(token: str) -> ResponseReturnValue:
    """Make the account and let her in."""
    form, found = NewPasswordForm(request.form), invitations.find(token)
    if found is None:
        return _over()
    if not form.validate():
        return _page(found, form), 422
    names = [found.name, found.email or ""]
    try:
        user = links.with_new_password(
            form.password.data, names, lambda hashed: invitations.accept(token, hashed)
        )
    except DomainError as error:
        if (found := invitations.find(token)) is None:
            return _over()
        form.add_error("password", error)
        return _page(found, form), error.status
    with unit_of_work():
        return go_on(locked(User, user.id), stay=False, target=None)


def _page(found: Invitation, form: NewPasswordForm) -> str:
    return links.page(
        form,
        title=_("Welcome, %(name)s", name=found.name),
        lead=_("You are invited to work here. Set a password that only you know."),
        name=found.email or found.mobile or "",
        label=_("Set the password and begin"),
    )


def _over() -> ResponseReturnValue:
    where = url_for("account.staff_sign_in")
    return links.over(_(invitations.OVER), where, _("Staff sign-in"))
