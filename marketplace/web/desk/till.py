"""Counting my drawer: what should be in it, what is, and what I know about the difference."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.kernel.errors import DomainError
from marketplace.payments import till
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.fields import CleanTextField, Form, MoneyField
from marketplace.web.identity import me


class CountForm(Form):
    """What lies in the drawer."""

    counted = MoneyField(_l("I counted"))
    note = CleanTextField(
        _l("If it differs: what I know about it"), limit=300, required=False,
        description=_l("Such as: change was given from my own purse."),
    )  # fmt: skip


@bp.get("/till")
@may(CLERK)
def till_page() -> ResponseReturnValue:
    """My drawer since its last count, and my earlier counts."""
    return _page(CountForm())


@bp.post("/till/counts")
@may(CLERK)
def till_count() -> ResponseReturnValue:
    """Record a count; one that differs needs a word about it."""
    form = CountForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        till.count(me().id, form.counted.data.amount, form.note.data or "")
    except DomainError as error:
        form.add_error(error.field or "counted", error)
        return _page(form), 422
    flash(_("The count is recorded. From here on your drawer begins anew."), "done")
    return redirect(url_for("desk.till_page"), 303)


def _page(form: CountForm) -> str:
    return render_template(
        "desk/till/page.html",
        form=form,
        till=next(iter(till.open_(me().id)), None),
        counted=till.listed(me().id, limit=20),
        has_errors=bool(form.errors),
    )
