"""Asking to be told by SMS; and the page at which everything is stopped without signing in."""

from dataclasses import dataclass
from datetime import timedelta

import wtforms
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms.validators import ValidationError

from marketplace.following import asking, stopping
from marketplace.following.models import Follower
from marketplace.kernel.errors import NotFound, TooMany
from marketplace.people import codes
from marketplace.web import formatters, sealed
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address, browser
from marketplace.web.forms.fields import Form, MobileField
from marketplace.web.forms.form import say
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import maker_path, piece_path
from marketplace.web.shop.follow_targets import Target, target

PURPOSE, ASKED, HALF_AN_HOUR = "follow", "follow_asked", timedelta(minutes=30)
KIND = "<any(makers, pieces):kind>"


class FollowForm(Form):
    """Whom to tell, and her yes to it."""

    mobile = MobileField(_l("Mobile number"))
    agreed = wtforms.BooleanField(_l("Yes, send me these messages."))

    def validate_agreed(self, field: wtforms.BooleanField) -> None:
        """Her consent is what makes it lawful."""
        if not field.data:
            raise ValidationError(_("Tick this if we may send you these messages."))


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that she follows."""

    name: str
    url: str
    waits: bool  # for one piece
    stop_url: str


@bp.get(f"/follow/{KIND}/<public_id>")
@may(VISITOR)
def follow(kind: str, public_id: str) -> ResponseReturnValue:
    """What is sent, how often, how to stop; and the question for her mobile."""
    wanted = target(kind, public_id)
    if wanted.open:
        return redirect(wanted.url)
    return _page(wanted, FollowForm())


@bp.post(f"/follow/{KIND}/<public_id>")
@may(VISITOR, own_unit=True)
def follow_ask(kind: str, public_id: str) -> ResponseReturnValue:
    """Send a code, whether this number follows anybody or not."""
    wanted, form = target(kind, public_id), FollowForm(request.form)
    if wanted.open:
        return redirect(wanted.url, 303)
    if not form.validate():
        return _page(wanted, form), 422
    try:
        codes.send(PURPOSE, form.mobile.data, browser(), locale(), address())
    except TooMany as error:
        return _page(wanted, form, say(error)), 429, {"Retry-After": str(error.retry_after)}
    sealed.keep(ASKED, f"{form.mobile.data} {wanted.key}", HALF_AN_HOUR)
    return redirect(url_for("shop.follow_code"), 303)


@bp.get("/f/<token>")
@may(VISITOR)
def following(token: str) -> ResponseReturnValue:
    """Everything that this number is told of, each with its stop. Looking changes nothing."""
    try:
        follower = asking.by_token(token)
    except NotFound:
        return render_template("shop/following/unknown.html"), 404
    done = _("Good. From now on we tell you by SMS.") if "kept" in request.args else ""
    return render_template(
        "shop/following/show.html", token=token, rows=_rows(follower, token),
        notice=("done", done) if done else None,
    )  # fmt: skip


@bp.post("/f/<token>")
@may(VISITOR)
def following_end(token: str) -> ResponseReturnValue:
    """One tap: nothing any more, and the number is deleted. Tapped twice is the same."""
    try:
        stopping.everything(asking.by_token(token))
    except NotFound:
        return render_template("shop/following/unknown.html"), 404
    return redirect(url_for("shop.following_ended"), 303)


@bp.post("/f/<token>/<int:follow_id>")
@may(VISITOR)
def following_end_one(token: str, follow_id: int) -> ResponseReturnValue:
    """Only this one."""
    try:
        more = stopping.one(asking.by_token(token), follow_id)
    except NotFound:
        return render_template("shop/following/unknown.html"), 404
    there = url_for("shop.following", token=token) if more else url_for("shop.following_ended")
    return redirect(there, 303)


@bp.get("/follow/ended")
@may(VISITOR, public=True)
def following_ended() -> str:
    """What was stopped stays stopped."""
    return render_template("shop/following/ended.html")


def _page(wanted: Target, form: FollowForm, problem: str = "") -> str:
    return render_template(
        "shop/following/ask.html", wanted=wanted, form=form, problem=problem,
        has_errors=bool(form.errors or problem),
    )  # fmt: skip


def _rows(follower: Follower, token: str) -> list[Row]:
    found = []
    for one, vendor, listing in asking.of(follower):
        if listing:
            name = formatters.local(listing, "title")
            url = piece_path(listing.public_id, listing.title_fa)
        else:
            name = formatters.local(vendor, "alias")
            url = maker_path(vendor.public_id, vendor.alias_fa)
        stop = url_for("shop.following_end_one", token=token, follow_id=one.id)
        found.append(Row(name, url, listing is not None, stop))
    return found
