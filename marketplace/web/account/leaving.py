"""Signing out, here and everywhere."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from marketplace.people import users
from marketplace.web import identity
from marketplace.web.access import SIGNED_IN, may
from marketplace.web.account import bp


@bp.post("/sign-out")
@may(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    identity.sign_out()
    return redirect(url_for("shop.home"), 303)


@bp.post("/sign-out/everywhere")
@may(SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of hers, this one too."""
    user = identity.me()
    users.sign_out_everywhere(user)
    identity.sign_out()
    where = "account.staff_sign_in" if user.password_hash else "account.sign_in"
    return redirect(url_for(where, done="everywhere"), 303)
