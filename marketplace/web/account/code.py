"""The second page of signing in: the code that the SMS brought."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.people import codes, entrance
from marketplace.people.models import User
from marketplace.web.access import VISITOR, may
from marketplace.web.account import asking, bp
from marketplace.web.account.forms import CodeForm
from marketplace.web.account.landing import enter
from marketplace.web.account.sign_in import send
from marketplace.web.browser import browser
from marketplace.web.language import locale


@bp.get("/code")
@may(VISITOR)
def code() -> ResponseReturnValue:
    """Ask for the code; without a number go back to asking for that."""
    asked = asking.current()
    return _page(CodeForm(), asked) if asked else redirect(url_for("account.sign_in"))


@bp.post("/code")
@may(VISITOR, own_unit=True)
def code_check() -> ResponseReturnValue:
    """Let her in when the code is right; a wrong one stays counted."""
    asked = asking.current()
    if asked is None:
        return redirect(url_for("account.sign_in"), 303)
    form = CodeForm(request.form)
    if not form.validate():
        return _page(form, asked), 422
    try:
        user = _let_in(asked.mobile, form.code.data)
    except DomainError as error:
        form.add_error("code", error)
        return _page(form, asked), error.status
    return enter(user, stay=asked.stay, target=asked.target)


@bp.post("/code/again")
@may(VISITOR, own_unit=True)
def code_again() -> ResponseReturnValue:
    """Send another code to the same number; nothing happens within a minute of the last."""
    asked = asking.current()
    if asked is None:
        return redirect(url_for("account.sign_in"), 303)
    try:
        send(asked)
    except TooMany as error:
        form = CodeForm()
        form.add_error("code", error)
        return _page(form, asked), 429, {"Retry-After": str(error.retry_after)}
    return redirect(url_for("account.code"), 303)


def _let_in(mobile: str, typed: str) -> User:
    codes.check(entrance.PURPOSE, mobile, typed, browser())
    with unit_of_work():
        return entrance.by_code(mobile, typed, browser(), locale())


def _page(form: CodeForm, asked: asking.Asking) -> str:
    sent_at = codes.sent_at(entrance.PURPOSE, asked.mobile, browser())
    again_at = sent_at + codes.AGAIN if sent_at else None
    left = (again_at - clock.now()).total_seconds() if again_at else 0
    return render_template(
        "account/code.html",
        form=form,
        has_errors=bool(form.errors),
        mobile=asked.mobile,
        sent_at=sent_at,
        again_at=again_at if left > 0 else None,
        wait=max(0, int(left)),
    )
