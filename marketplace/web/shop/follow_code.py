"""The code that proves a follower's number: nobody signs up the mobile of somebody else."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from marketplace.following import asking, links
from marketplace.kernel.errors import DomainError
from marketplace.kernel.phone import show_mobile
from marketplace.kernel.unit import unit_of_work
from marketplace.people import codes
from marketplace.web import sealed
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import browser
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.checkout_forms import CheckForm
from marketplace.web.shop.follow_targets import Target, at
from marketplace.web.shop.following import ASKED, PURPOSE


@bp.get("/follow/code")
@may(VISITOR)
def follow_code() -> ResponseReturnValue:
    """Ask for the code."""
    mobile, wanted = _asked()
    if wanted is None:
        return redirect(url_for("shop.makers"))
    return _page(CheckForm(), mobile, wanted)


@bp.post("/follow/code")
@may(VISITOR, own_unit=True)
def follow_check() -> ResponseReturnValue:
    """With the right code she is told from now on."""
    (mobile, wanted), form = _asked(), CheckForm(request.form)
    if wanted is None:
        return redirect(url_for("shop.makers"), 303)
    if not form.validate():
        return _page(form, mobile, wanted), 422
    try:
        codes.check(PURPOSE, mobile, form.code.data, browser())
        with unit_of_work():
            codes.consume(PURPOSE, mobile, form.code.data, browser())
            follower = asking.follow(mobile, locale(), wanted.vendor_id, wanted.listing_id)
            code = follower.code
    except DomainError as error:
        form.add_error("code", error)
        return _page(form, mobile, wanted), error.status
    session.pop(ASKED, None)
    return redirect(url_for("shop.following", token=links.token(code), kept=1), 303)


def _asked() -> tuple[str, Target | None]:
    """Whose code is awaited in this browser, and for what. Raises NotFound when it is gone."""
    mobile, _, key = sealed.kept(ASKED).partition(" ")
    return mobile, at(key) if mobile else None


def _page(form: CheckForm, mobile: str, wanted: Target) -> str:
    return render_template(
        "shop/following/code.html", form=form, mobile=show_mobile(mobile, locale()),
        wanted=wanted, again=url_for("shop.follow", kind=wanted.kind, public_id=wanted.public_id),
        has_errors=bool(form.errors),
    )  # fmt: skip
