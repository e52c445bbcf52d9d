"""Counted foreign notes that are changed into the shop's money."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, Rate, home
from marketplace.kernel.text import N_
from marketplace.payments.foreign import exchanging
from marketplace.payments.foreign.exchange_models import NotesExchange
from marketplace.payments.foreign.exchanging import Asked, Lying
from marketplace.people.models import User
from marketplace.web.access import TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField, MoneyField
from marketplace.web.forms.form import answers
from marketplace.web.identity import me
from marketplace.web.money import rate_words
from marketplace.web.office import bp

MONEY = {"bank": N_("On the office’s bank account"), "safe": N_("In the safe, as cash")}


class ChangeForm(Form):
    """What the receipt says."""

    currency = wtforms.RadioField(_l("Which notes"))
    given = MoneyField(_l("How much of it was changed"))
    received = MoneyField(_l("What it brought"))
    changer = CleanStringField(
        _l("Who changed it"), limit=120, missing=_l(exchanging.NO_CHANGER),
        description=_l("The bank or exchange office."),
    )  # fmt: skip
    receipt = CleanStringField(
        _l("Number of the receipt"), limit=40, missing=_l(exchanging.NO_RECEIPT)
    )
    day = JalaliDateField(_l("Day on the receipt"))
    money = wtforms.RadioField(_l("Where is the money now?"), default="bank")
    sure = wtforms.BooleanField(_l("The amounts are right; the rate really was so different"))

    def __init__(self, lying: list[Lying], *args: Any, **kwargs: Any) -> None:
        self._codes = [one.notes.currency for one in lying]
        super().__init__(*args, **kwargs)
        self.currency.choices = answers((code, rate_words.currency(code)) for code in self._codes)
        self.money.choices = [(key, _(word)) for key, word in MONEY.items()]

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """The notes are typed in their own currency."""
        code = formdata.get("currency", "") if formdata else "".join(self._codes[:1])
        if code in self._codes:
            given: Any = self["given"]
            given.currency = code
        super().process(formdata, *args, **kwargs)


class UndoForm(Form):
    """Why it is undone."""

    reason = CleanStringField(_l("What was wrong"), limit=200, missing=_l(exchanging.NO_REASON))


@bp.get("/notes", endpoint="notes")
@may(TREASURER)
def counted_notes() -> ResponseReturnValue:
    """The counted notes in the safe, and every exchange."""
    lying = exchanging.lying(home())
    codes = [one.notes.currency for one in lying]
    typed = {"day": local_day(clock.now()), "currency": codes[0] if codes else None}
    return _page(ChangeForm(lying, data=typed), lying)


@bp.post("/notes")
@may(TREASURER)
def change_notes() -> ResponseReturnValue:
    """They were changed; a rate far from what they were taken for is asked about first."""
    lying = exchanging.lying(home())
    form = ChangeForm(lying, request.form)
    if not form.validate():
        return _page(form, lying), 422
    try:
        exchanging.change(Asked(
            form.given.data, form.received.data, form.money.data, form.changer.data,
            form.receipt.data, form.day.data, _seen(form.currency.data), me().id,
            bool(form.sure.data),
        ))  # fmt: skip
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "given", error)
        return _page(form, exchanging.lying(home())), error.status
    flash(_("Recorded: the notes are out of the safe, and what they brought is in the books."),
          "done")  # fmt: skip
    return redirect(url_for("office.notes"), 303)


def _seen(code: str) -> int:
    return request.form.get(f"seen-{code}", -1, type=int)


@bp.get("/notes/<public_id>")
@may(TREASURER)
def notes_changed(public_id: str) -> ResponseReturnValue:
    """One exchange."""
    return _one(exchanging.by_id(public_id), UndoForm())


@bp.post("/notes/<public_id>/undoing")
@may(TREASURER)
def notes_undoing(public_id: str) -> ResponseReturnValue:
    """It was written down wrong."""
    found, form = exchanging.by_id(public_id), UndoForm(request.form)
    if not form.validate():
        return _one(found, form), 422
    try:
        exchanging.undo(found, form.reason.data, me().id)
    except DomainError as error:
        form.add_error("reason", error)
        return _one(found, form), error.status
    flash(_("Undone: the notes are in the safe again."), "done")
    return redirect(url_for("office.notes"), 303)


def _page(form: ChangeForm, lying: list[Lying]) -> str:
    return render_template(
        "office/notes/index.html",
        form=form,
        lying=lying,
        rows=exchanging.listed(),
        has_errors=bool(form.errors),
    )


def _one(found: NotesExchange, form: UndoForm) -> str:
    return render_template(
        "office/notes/page.html",
        found=found,
        by=session.get_one(User, found.by).name,
        where=_(MONEY[found.money]),
        rate=_rate(found),
        undone=exchanging.is_undone(found),
        form=form,
        has_errors=bool(form.errors),
    )


def _rate(found: NotesExchange) -> str:
    """What the lot of the currency brought, in words."""
    kind = found.notes.kind
    lot = kind.lot * kind.divisor
    price = abs(found.received) * lot // abs(found.given)
    return rate_words.told(Rate(Money(lot, found.currency), Money(price, found.base)))
