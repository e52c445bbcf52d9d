"""Counting my drawer: what should be in it, what is, and what I know about the difference."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import home
from marketplace.payments.desk import till
from marketplace.payments.desk.till import Till
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.forms.fields import CleanTextField, Form, MoneyField
from marketplace.web.identity import me
from marketplace.web.money import rate_words


class CountForm(Form):
    """What lies in the drawer; for each foreign currency in it there is a field of its own."""

    counted = MoneyField(_l("I counted"), zero=True)
    note = CleanTextField(
        _l("If it differs: what I know about it"), limit=300, required=False,
        description=_l("Such as: change was given from my own purse."),
    )  # fmt: skip

    def of(self, currency: str) -> Any:
        """The field of a currency."""
        return self[_name(currency)]


def _form(tills: Sequence[Till], *args: Any) -> CountForm:
    foreign = [one.taken.currency for one in tills if one.taken.currency != home()]
    fields: dict[str, Any] = {
        _name(code): MoneyField(
            _("I counted, in %(currency)s", currency=rate_words.currency(code)),
            currency=code, zero=True,
        )
        for code in foreign
    }  # fmt: skip
    if foreign and len(foreign) == len(tills):
        fields["counted"] = None  # nothing of our own lies in it
    form: CountForm = type("Counting", (CountForm,), fields)(*args)
    return form


def _name(currency: str) -> str:
    return "counted" if currency == home() else f"counted_{currency}"


@bp.get("/till")
@may(CLERK)
def till_page() -> ResponseReturnValue:
    """My drawer since its last count, and my earlier counts."""
    return _page()


@bp.post("/till/counts")
@may(CLERK)
def till_count() -> ResponseReturnValue:
    """Record a count of each currency; one that differs needs a word about it."""
    tills = till.open_(me().id)
    form = _form(tills, request.form)
    if not form.validate():
        return _page(form), 422
    codes = [one.taken.currency for one in tills] or [home()]
    try:
        counted = {code: form.of(code).data.amount for code in codes}
        till.count_all(me().id, counted, form.note.data or "")
    except DomainError as error:
        form.add_error(error.field or _name(codes[0]), error)
        return _page(form), 422
    flash(_("The count is recorded. From here on your drawer begins anew."), "done")
    return redirect(url_for("desk.till_page"), 303)


def _page(form: CountForm | None = None) -> str:
    tills = till.open_(me().id)
    form = form or _form(tills)
    return render_template(
        "desk/till/page.html",
        form=form,
        tills=[(one, form.of(one.taken.currency)) for one in tills],
        corrections=till.corrections(me().id),
        counted=till.listed(me().id, limit=20),
        has_errors=bool(form.errors),
    )
