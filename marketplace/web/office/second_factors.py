"""Which roles must have a second factor, and taking one off an account."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import preferences
from marketplace.kernel.db import locked
from marketplace.notify import send
from marketplace.people import factors, users
from marketplace.people.models import STAFF_ROLES, User
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.office import bp


@bp.post("/users/second-factor")
@may(ADMINISTRATOR)
def second_factor_roles() -> ResponseReturnValue:
    """Store the roles that must have one; it counts from their next sign-in on."""
    ticked = set(request.form.getlist("second_factor_roles"))
    chosen = " ".join(role for role in STAFF_ROLES if role in ticked)
    preferences.change(second_factor_roles=chosen)
    flash(_("Saved. It counts from the next sign-in on."), "done")
    return redirect(url_for("office.users"), 303)


@bp.post("/users/<public_id>/second-factor/removal")
@may(ADMINISTRATOR)
def user_second_factor_removal(public_id: str) -> ResponseReturnValue:
    """Take a lost one off an account, sign the person out everywhere and tell her."""
    person = locked(User, users.by_public_id(public_id).id)
    if factors.remove(person):
        users.sign_out_everywhere(person)
        send.person("second_factor_removed", person)
        flash(_("The second factor is off; this person was told and signed out."), "done")
    return redirect(url_for("office.user", public_id=public_id), 303)
