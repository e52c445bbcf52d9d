"""Giving money back: over the table, or to the buyer's card."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError
from marketplace.orders.paying import ahead
from marketplace.payments import gateways, refunds
from marketplace.payments.intents import repaying
from marketplace.payments.intents.models import Intent
from marketplace.payments.refund_models import RefundDue
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.identity import me
from marketplace.web.money import pay_words, transfer_rows
from marketplace.web.office import bp


class RefundForm(Form):
    """How it was given, and the proof of it."""

    method = wtforms.RadioField(_l("How did you give it?"))
    last4 = CleanStringField(_l("Last four digits of the buyer’s card"), limit=8, required=None)
    reference = CleanStringField(_l("The bank’s reference"), limit=40, required=None)
    sure = wtforms.BooleanField(_l("I know this, and she is to have it from us all the same"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method.choices = [(key, _(pay_words.METHODS[key])) for key in pay_words.BY_HAND]

    def validate(self, extra_validators: Any = None) -> bool:
        """A card has its digits and the bank's reference."""
        valid = bool(super().validate(extra_validators))
        for name in ("last4", "reference"):
            if valid and self.method.data == "card" and not self[name].data:
                label = self[name].label.text
                self.add_error(name, _("Please fill in “%(label)s”.", label=label))
        return valid and not self.errors


class AnswerForm(Form):
    """What the gateway's own pages say."""

    gave = wtforms.RadioField(_l("What do the gateway’s own pages say?"))
    gateway_reference = CleanStringField(_l("The gateway’s reference"), limit=40, required=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gave.choices = [("yes", _("It went back")), ("no", _("It did not go back"))]


@bp.get("/refunds/<public_id>")
@may(TREASURER)
def refund(public_id: str) -> ResponseReturnValue:
    """What is to be given back, to whom and why."""
    due = one(RefundDue, public_id=public_id)
    (row,) = transfer_rows.due_rows([due])
    typed = {"method": "card" if row.last4 else "cash", "last4": row.last4}
    return _page(due, RefundForm(data=typed))


@bp.post("/refunds/<public_id>")
@may(TREASURER)
def refund_given(public_id: str) -> ResponseReturnValue:
    """Record that it was given; sent twice, it is recorded once."""
    due, form = one(RefundDue, public_id=public_id), RefundForm(request.form)
    if not form.validate():
        return _page(due, form), 422
    card = form.method.data == "card"
    typed = {"last4": form.last4.data, "reference": form.reference.data} if card else {}
    try:
        given = ahead.give_back(due, me().id, **typed, sure=form.sure.data)
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "method", error)
        return _page(due, form), error.status
    number = formatters.told_number(refunds.number(given))
    flash(_("Recorded, number %(number)s. The buyer is told.", number=number), "done")
    return redirect(url_for("office.transfers"), 303)


@bp.post("/refunds/<public_id>/gateway")
@may(TREASURER)
def refund_by_gateway(public_id: str) -> ResponseReturnValue:
    """Let the gateway that took the money give it back; the worker asks it after this."""
    due = one(RefundDue, public_id=public_id)
    attempt(
        lambda: ahead.ask_gateway(due, me().id, sure="sure" in request.form),
        _("The gateway is asked. The buyer is told as soon as it says that the money went."),
    )
    return redirect(url_for("office.refund", public_id=public_id), 303)


@bp.post("/refunds/<public_id>/bank")
@may(TREASURER)
def refund_by_her_bank(public_id: str) -> ResponseReturnValue:
    """The buyer's bank has given it to her already, by a dispute that was lost."""
    due = one(RefundDue, public_id=public_id)
    attempt(lambda: ahead.bank_gave(due, me().id), _("Recorded. The buyer is told."))
    return redirect(url_for("office.transfers"), 303)


@bp.post("/refunds/<public_id>/answer")
@may(TREASURER)
def refund_answer(public_id: str) -> ResponseReturnValue:
    """What became of one of which nobody knew, as the gateway's own pages say."""
    due, answer = one(RefundDue, public_id=public_id), AnswerForm(request.form)
    if not answer.validate():
        return _page(due, RefundForm(), answer), 422
    try:
        if answer.gave.data == "yes":
            ahead.gateway_gave(due, answer.gateway_reference.data)
        else:
            ahead.gateway_gave_nothing(due, _("not on the gateway’s pages"))
    except DomainError as error:
        name = "gateway_reference" if error.field == "gateway_reference" else "gave"
        answer.add_error(name, error)
        return _page(due, RefundForm(), answer), error.status
    flash(_("Recorded."), "done")
    return redirect(url_for("office.refund", public_id=public_id), 303)


def _page(due: RefundDue, form: RefundForm, answer: AnswerForm | None = None) -> str:
    (row,) = transfer_rows.due_rows([due])
    asked = repaying.of_due(due)
    source = repaying.source(due) if due.state == "due" and asked is None else None
    return render_template(
        "office/transfers/refund.html",
        row=row,
        due=due,
        form=form,
        answer=answer or AnswerForm(),
        faulty=answer or form,
        asked=asked.state if asked and due.state == "due" else "",
        asked_at=asked.asked_at if asked else None,
        way=_way(source),
        claim=row.claim if due.state == "due" else None,
        has_errors=bool((answer or form).errors),
    )


def _way(source: Intent | None) -> str:
    return str(_(pay_words.TAKEN[gateways.called(source.gateway).method])) if source else ""
