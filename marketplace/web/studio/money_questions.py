"""Her question about one row of her money."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError
from marketplace.payouts import questions
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.fields import CleanTextField, Form
from marketplace.web.identity import me, my_vendor
from marketplace.web.money import rows as money_rows
from marketplace.web.studio import bp
from marketplace.web.studio.money import row_of_hers


class AskForm(Form):
    """What she does not understand."""

    words = CleanTextField(_l("What do you want to know?"), limit=500,
                           missing=_l("Write your question."))  # fmt: skip


@bp.get("/money/rows/<key>/question")
@may(ARTISAN)
def money_question(key: str) -> ResponseReturnValue:
    """The row and a field."""
    return _page(key, AskForm())


@bp.post("/money/rows/<key>/question")
@may(ARTISAN)
def money_asked(key: str) -> ResponseReturnValue:
    """The question goes to the treasurer with its row."""
    row, form = row_of_hers(key), AskForm(request.form)
    if not form.validate():
        return _page(key, form), 422
    try:
        questions.ask(my_vendor(), (row.entry_id, row.place), form.words.data, me().id)
    except DomainError as error:
        form.add_error("words", error)
        return _page(key, form), 422
    flash(_("Asked. The office answers here, and you get an SMS."), "done")
    return redirect(url_for("studio.money"), 303)


def _page(key: str, form: AskForm) -> str:
    (row,) = money_rows.shown([row_of_hers(key)], my_vendor().id)
    return render_template(
        "studio/money/question.html", row=row, form=form, has_errors=bool(form.errors)
    )
