"""Makers' questions about their money, each with its row, answered by the treasurer."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import one, session
from marketplace.payouts import questions, rows as money
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanTextField, Form
from marketplace.web.identity import me
from marketplace.web.money import rows as money_rows
from marketplace.web.money.rows import Shown
from marketplace.web.office import bp


class MoneyAnswerForm(Form):
    """What she reads."""

    answer = CleanTextField(_l("The office’s answer"), limit=500, missing=_l("Write the answer."))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asked, her row and the form for the answer."""

    question: MoneyQuestion
    vendor: Vendor
    who: str
    row: Shown
    form: MoneyAnswerForm


@bp.get("/payouts/questions")
@may(TREASURER)
def money_questions() -> ResponseReturnValue:
    """Everything that waits for an answer, the oldest first."""
    return _page({})


@bp.post("/payouts/questions/<int:question_id>/answer")
@may(TREASURER)
def money_answered(question_id: int) -> ResponseReturnValue:
    """Answer it; she is told."""
    question = one(MoneyQuestion, id=question_id)
    form = MoneyAnswerForm(request.form, prefix=str(question_id))
    if not form.validate():
        return _page({question_id: form}), 422
    attempt(
        lambda: questions.answer(question, form.answer.data, me().id),
        _("Answered. She is told."),
    )
    return redirect(url_for("office.money_questions"), 303)


def _page(typed: dict[int, MoneyAnswerForm]) -> str:
    found = [asked for asked in map(_asked, questions.waiting()) if asked]
    rows = [
        Asked(question, vendor, who, row,
              typed.get(question.id) or MoneyAnswerForm(prefix=str(question.id)))
        for question, vendor, who, row in found
    ]  # fmt: skip
    return render_template(
        "office/payouts/questions.html",
        rows=rows,
        faulty=next(iter(typed.values()), None),
        has_errors=bool(typed),
    )


def _asked(question: MoneyQuestion) -> tuple[MoneyQuestion, Vendor, str, Shown] | None:
    row = money.one(question.vendor_id, (question.entry_id, question.place))
    if row is None:
        return None
    (shown,) = money_rows.shown([row], question.vendor_id)
    vendor = session.get_one(Vendor, question.vendor_id)
    return question, vendor, session.get_one(User, question.asked_by).name, shown
