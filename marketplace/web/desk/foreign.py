"""Foreign notes for one order: what it costs in each currency, what these come to, taking them."""

from typing import Any

import wtforms
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import CURRENCIES
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying import cashier
from marketplace.payments.foreign import taking as foreign
from marketplace.payments.foreign.taking import Offer, Reckoned
from marketplace.web import formatters
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.desk.money_forms import TakingForm
from marketplace.web.desk.payments import said
from marketplace.web.forms.fields import MoneyField
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.money import rate_words
from marketplace.web.orders.page import page as order_shown


class ForeignForm(TakingForm):
    """Which notes lie on the table."""

    currency = wtforms.RadioField(_l("Which notes"))
    given = MoneyField(_l("I was given"))

    def __init__(self, offers: list[Offer], *args: Any, **kwargs: Any) -> None:
        self._codes = [offer.row.currency for offer in offers]
        super().__init__(*args, **kwargs)
        self.currency.choices = answers((code, rate_words.currency(code)) for code in self._codes)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """The amount is typed in the chosen currency."""
        code = formdata.get("currency", "") if formdata else ""
        if code in CURRENCIES:
            given: Any = self["given"]
            given.currency = code
        super().process(formdata, *args, **kwargs)


@bp.get("/orders/<code>/foreign-payment")
@may(CLERK)
def foreign_payment(code: str) -> ResponseReturnValue:
    """What the order costs in each currency; with notes named, what they come to."""
    found = find.by_code(code)
    form = ForeignForm(foreign.offers(cashier.due(found)), request.args or None)
    if "given" not in request.args:
        form = ForeignForm(foreign.offers(cashier.due(found)))
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    try:
        return _page(found, form, foreign.reckon(cashier.due(found), form.given.data))
    except DomainError as error:
        form.add_error(error.field or "given", error)
        return _page(found, form), 422


@bp.post("/orders/<code>/foreign-payment")
@may(CLERK)
def take_foreign(code: str) -> ResponseReturnValue:
    """Take the notes at the rate that the page showed."""
    found = find.by_code(code)
    form = ForeignForm(foreign.offers(cashier.due(found)), request.form)
    if not form.validate():
        return _page(found, form), 422
    try:
        rate = request.form.get("rate", "")[:40]
        taken = cashier.take_foreign(found, form.given.data, me().id, rate=rate, **form.asked())
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "given", error)
        return _page(found, form), 422
    said(taken)
    return redirect(url_for("desk.order", code=found.code), 303)


def _page(found: Order, form: ForeignForm, reckoned: Reckoned | None = None) -> str:
    due = cashier.due(found)
    offers = foreign.offers(due) if cashier.payable(found) else []
    return render_template(
        "desk/foreign/page.html",
        page=order_shown(found),
        form=form,
        offers=offers,
        costs={one.row.currency: _costs(one) for one in offers},
        reckoned=reckoned,
        has_errors=bool(form.errors),
    )


def _costs(offer: Offer) -> str:
    return f"{formatters.money(offer.costs)} · {rate_words.rate(offer.row)}"
