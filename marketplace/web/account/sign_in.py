"""A maker signs in: her mobile first."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import TooMany
from marketplace.kernel.text import N_
from marketplace.people import codes
from marketplace.people.entrance import PURPOSE
from marketplace.web.access import VISITOR, may
from marketplace.web.account import asking, bp
from marketplace.web.account.forms import SignInForm
from marketplace.web.browser import address, browser
from marketplace.web.language import locale

NOTICES = {
    "everywhere": N_("You are signed out on every device."),
    "password": N_("Your password was changed. Sign in with the new one."),
}


@bp.get("/sign-in")
@may(VISITOR)
def sign_in() -> ResponseReturnValue:
    """Ask for her mobile."""
    asked = asking.current()
    return _page(SignInForm(mobile=asked.mobile if asked else None, stay=not asked or asked.stay))


@bp.post("/sign-in")
@may(VISITOR, own_unit=True)
def sign_in_send() -> ResponseReturnValue:
    """Send the code and show where to write it."""
    form = SignInForm(request.form)
    if not form.validate():
        return _page(form), 422
    asked = asking.Asking(form.mobile.data, form.stay.data, request.form.get("next", ""))
    try:
        send(asked)
    except TooMany as error:
        form.add_error("mobile", error)
        return _page(form), 429, {"Retry-After": str(error.retry_after)}
    return redirect(url_for("account.code"), 303)


def send(asked: asking.Asking) -> None:
    """Send a code to the number and remember what it is for. Raises TooMany."""
    codes.send(PURPOSE, asked.mobile, browser(), locale(), address())
    asking.remember(asked)


def notice() -> tuple[str, str] | None:
    """What was just done, told on a page of its own."""
    done = NOTICES.get(request.args.get("done", ""))
    return ("done", _(done)) if done else None


def _page(form: SignInForm) -> str:
    target = request.values.get("next", "")
    return render_template(
        "account/sign_in.html",
        form=form,
        next=target,
        applying=target == url_for("studio.apply"),
        has_errors=bool(form.errors),
        notice=notice(),
    )
