"""One's own account: name, language, leaving."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.people import users
from marketplace.web import identity
from marketplace.web.access import SIGNED_IN, may
from marketplace.web.account import bp
from marketplace.web.account.forms import MeForm
from marketplace.web.account.landing import first_page


@bp.get("/me")
@may(SIGNED_IN)
def me() -> ResponseReturnValue:
    """Show what can be changed."""
    return _page(MeForm(obj=identity.me()))


@bp.post("/me")
@may(SIGNED_IN)
def me_change() -> ResponseReturnValue:
    """Store name and language."""
    form = MeForm(request.form)
    if not form.validate():
        return _page(form), 422
    users.rename(identity.me(), form.name.data, form.locale.data)
    flash(_("Saved."), "done")
    return redirect(url_for("account.me"), 303)


def _page(form: MeForm) -> str:
    return render_template(
        "account/me.html",
        form=form,
        has_errors=bool(form.errors),
        vendors=identity.my_vendors(),
        back=first_page(identity.me()),
    )
