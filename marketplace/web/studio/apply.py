"""A maker asks to sell here, by herself."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import DomainError
from marketplace.people import users
from marketplace.vendors import application
from marketplace.web.access import SIGNED_IN, may
from marketplace.web.identity import find_my_vendor, me
from marketplace.web.language import locale
from marketplace.web.studio import bp
from marketplace.web.vendors.forms import ApplyForm


@bp.get("/apply")
@may(SIGNED_IN)
def apply() -> ResponseReturnValue:
    """The one page of the application; who applied already sees what is missing."""
    if find_my_vendor():
        return redirect(url_for("studio.eligibility"))
    return _page(ApplyForm(name=me().name))


@bp.post("/apply")
@may(SIGNED_IN)
def send_application() -> ResponseReturnValue:
    """Apply, or show the card as a buyer would see it."""
    form = ApplyForm(request.form)
    if "show" in request.form:
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        users.rename(me(), form.name.data, locale())
        application.apply(me(), form.profile(form.name.data), form.crafts.data or [])
    except DomainError as error:
        form.add_error(error.field or "name", error)
        return _page(form), 422
    return redirect(url_for("studio.eligibility"), 303)


def _page(form: ApplyForm) -> str:
    return render_template("studio/apply/form.html", form=form, has_errors=bool(form.errors))
