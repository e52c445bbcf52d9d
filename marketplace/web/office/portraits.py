"""Makers' photographs that wait: the public sees one when somebody here has looked at it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.vendors import find, portraits
from marketplace.web.access import MODERATOR, may
from marketplace.web.office import bp
from marketplace.web.office.maker_tabs import maker_tabs
from marketplace.web.photos import OFFICE
from marketplace.web.vendors import rows as vendor_rows
from marketplace.web.vendors.forms import ReasonForm


@bp.get("/portraits", endpoint="portraits")
@may(MODERATOR)
def index() -> ResponseReturnValue:
    """Oldest first, each with its two answers."""
    return _page(ReasonForm())


@bp.post("/portraits/<public_id>/showing")
@may(MODERATOR)
def show_portrait(public_id: str) -> ResponseReturnValue:
    """Let the public see the one that was looked at."""
    portraits.show(find.by_public_id(public_id), request.form.get("picture", ""))
    return _done(_("The photograph is on her page now."))


@bp.post("/portraits/<public_id>/refusal")
@may(MODERATOR)
def refuse_portrait(public_id: str) -> ResponseReturnValue:
    """Take it away and tell her why."""
    form = ReasonForm(request.form)
    vendor = find.by_public_id(public_id)
    if not form.validate():
        return _page(form, public_id), 422
    portraits.refuse(vendor, request.form.get("picture", ""), form.reason.data)
    return _done(_("Taken away. She has been told why."))


def _page(form: ReasonForm, open_form: str = "") -> str:
    return render_template(
        "office/portraits/index.html", form=form, open_form=open_form,
        rows=[(vendor, picture, vendor_rows.face_of(vendor, unseen=OFFICE))
              for vendor, picture in portraits.waiting()],
        pages_about=maker_tabs("portraits"), has_errors=bool(form.errors),
    )  # fmt: skip


def _done(sentence: str) -> ResponseReturnValue:
    flash(sentence, "done")
    return redirect(url_for("office.portraits"), 303)
