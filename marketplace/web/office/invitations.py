"""Inviting somebody to be staff: sent by e-mail and SMS, and shown once to be copied."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError
from marketplace.notify import send
from marketplace.people import invitations
from marketplace.people.models import Invitation
from marketplace.people.roles import NOTES
from marketplace.web import identity
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.frame import absolute
from marketplace.web.office import bp
from marketplace.web.office.user_forms import InvitationForm


@bp.get("/invitations/new")
@may(ADMINISTRATOR)
def invitation_new() -> ResponseReturnValue:
    """Ask who is to be invited."""
    return _new(InvitationForm())


@bp.post("/invitations")
@may(ADMINISTRATOR)
def invitation_add() -> ResponseReturnValue:
    """Send the link and show it once."""
    form = InvitationForm(request.form)
    if not form.validate():
        return _new(form), 422
    try:
        made = invitations.invite(
            name=form.name.data,
            email=form.email.data or None,
            mobile=form.mobile.data,
            roles=form.roles.data or [],
            locale=form.locale.data,
            by=identity.me(),
        )
    except DomainError as error:
        form.add_error(error.field or "name", error)
        return _new(form), error.status
    return _sent(*made)


@bp.post("/invitations/<public_id>/link")
@may(ADMINISTRATOR)
def invitation_renew(public_id: str) -> ResponseReturnValue:
    """Send a new link; the old one stops working."""
    return _sent(*invitations.renew(public_id))


@bp.post("/invitations/<public_id>/withdrawal")
@may(ADMINISTRATOR)
def invitation_withdraw(public_id: str) -> ResponseReturnValue:
    """Let the link stop working."""
    invitations.withdraw(public_id)
    flash(_("The invitation is withdrawn; its link no longer works."), "done")
    return redirect(url_for("office.users"), 303)


def _sent(invitation: Invitation, token: str) -> str:
    path = url_for("account.invitation", token=token)
    url, ends = absolute(path), invitation.expires_at
    about = ("invitation", invitation.id)
    send.link("staff_invitation", invitation, url, ends, about, name=invitation.name)
    return render_template("office/users/invited.html", invitation=invitation, url=url)


def _new(form: InvitationForm) -> str:
    notes = {role: _(note) for role, note in NOTES.items()}
    return render_template(
        "office/users/new.html", form=form, notes=notes, has_errors=bool(form.errors)
    )
