"""The rates of foreign cash: what the office gives today, what comes, what it gave."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day, morning
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import CURRENCIES, Money, home
from marketplace.payments.foreign import rates
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField, MoneyField
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.money import rate_words
from marketplace.web.office import bp


class RateForm(Form):
    """A rate as the treasurer reads it off somewhere."""

    currency = wtforms.SelectField(_l("Which currency"))
    price = MoneyField(_l("What the office gives for it"))
    rounding = MoneyField(
        _l("Round down to"),
        description=_l("What the notes come to is rounded down to a multiple of this."),
    )
    source = CleanStringField(
        _l("Where it comes from"), limit=120,
        description=_l("Such as: the exchange office on the square, ten o’clock."),
    )  # fmt: skip
    valid_from = JalaliDateField(_l("From the day"), required=False)
    sure = wtforms.BooleanField(_l("The rate is right; the last one really was so different"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency.choices = answers(
            (code, rate_words.lot(code)) for code in rates.foreign(home())
        )

    @property
    def begins(self) -> datetime | None:
        """Now for today or nothing, the morning of a later or an earlier day."""
        day: date | None = self.valid_from.data
        if day is None or day == local_day(clock.now()):
            return None
        return morning(day).astimezone(UTC)


@bp.get("/rates")
@may(TREASURER)
def exchange_rates() -> ResponseReturnValue:
    """Today's rates, those to come, and every earlier one."""
    return _page(_blank(request.args))


@bp.post("/rates")
@may(TREASURER)
def set_exchange_rate() -> ResponseReturnValue:
    """Set one; one that is far from the last is asked about first."""
    form = RateForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        row = rates.set_(
            form.currency.data, form.price.data, by=me().id, source=form.source.data,
            rounding=form.rounding.data.amount, valid_from=form.begins,
            sure=bool(form.sure.data),
        )  # fmt: skip
    except DomainError as error:
        form.add_error(error.field or "price", error)
        return _page(form), 422
    flash(_("Set: %(rate)s.", rate=rate_words.rate(row)), "done")
    return redirect(url_for("office.exchange_rates"), 303)


@bp.post("/rates/<code>/end")
@may(TREASURER)
def end_exchange_rate(code: str) -> ResponseReturnValue:
    """Take none of this currency from now on."""
    done = _("From now on the desk takes none of it.")
    attempt(lambda: rates.end(code, home(), me().id), done)
    return redirect(url_for("office.exchange_rates"), 303)


def _blank(asked: Mapping[str, str] = MappingProxyType({})) -> RateForm:
    base = CURRENCIES[home()]
    code = asked.get("currency", "")
    return RateForm(
        data={
            "rounding": Money(base.cash, base.code),
            "currency": code if code in CURRENCIES else None,
            "valid_from": local_day(clock.now()),
        }
    )


def _page(form: RateForm) -> str:
    base = home()
    return render_template(
        "office/rates/index.html",
        form=form,
        now=rates.standing(base),
        coming=rates.coming(base),
        history=rates.history(base),
        has_errors=bool(form.errors),
    )
