"""Where a person goes once she is signed in."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from marketplace.people.models import User
from marketplace.web import identity
from marketplace.web.origin import own_path


def enter(user: User, *, stay: bool, target: str | None) -> Response:
    """Open the session and go where she wanted, or to her own first page."""
    identity.sign_in(user, stay=stay)
    return redirect(own_path(target, first_page(user)), 303)


def first_page(user: User) -> str:
    """The desk or office for staff, "today" for a maker, the application for everybody else."""
    if user.roles:
        return url_for("desk.pickups" if user.roles == {"clerk"} else "office.home")
    vendors = identity.my_vendors()
    if len(vendors) > 1:
        return url_for("account.vendor")
    return url_for("studio.today" if vendors else "studio.apply")
