"""The tax that prices include: by category, from a day on."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.catalogue import categories
from marketplace.catalogue.category import Category
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.orders.tax import taxes
from marketplace.people.models import User
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.forms.fields import Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.settings.fields import PercentField


class RateForm(Form):
    """A rate for a category from a day on."""

    category = wtforms.SelectField(_l("Category"), coerce=int)
    rate = PercentField(
        _l("Tax in the price, per cent"), missing=_l("Write the rate, for example 9.")
    )
    valid_from = JalaliDateField(_l("From the day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {
            one.id: f"{above}{formatters.local(one, 'name')}"
            for craft in categories.tree()
            for above, one in (
                ("", craft.category),
                *((f"{formatters.local(craft.category, 'name')} › ", kind) for kind in craft.kinds),
            )
        }
        self.category.choices = answers(self.names.items())


@bp.get("/taxes", endpoint="taxes")
@may(TREASURER)
def tax_rates() -> ResponseReturnValue:
    """Today's rates and every change of them."""
    return _page(RateForm(data={"valid_from": local_day(clock.now())}))


@bp.post("/taxes")
@may(TREASURER)
def set_tax_rate() -> ResponseReturnValue:
    """Set one; what was sold before keeps its own."""
    form = RateForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        category = one(Category, id=form.category.data)
        changed = taxes.set_rate(category, form.rate.data, form.valid_from.data, me().id)
    except DomainError as error:
        form.add_error(error.field or "rate", error)
        return _page(form), 422
    flash(_("Saved.") if changed else _("Nothing was different, so nothing was changed."), "done")
    return redirect(url_for("office.taxes"), 303)


def _page(form: RateForm) -> str:
    today, changes = local_day(clock.now()), taxes.listed()
    rates = taxes.on(today)
    query = select(User.id, User.name).where(User.id.in_({row.set_by for row in changes}))
    return render_template(
        "office/taxes/index.html",
        form=form,
        taxed=[(name, rates[key]) for key, name in form.names.items() if rates.get(key)],
        known=len(form.names),
        changes=changes,
        names=form.names,
        people={row.id: row.name for row in session.execute(query)},
        today=today,
        has_errors=bool(form.errors),
    )
