"""The office answers what a buyer asked about her order."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import one, session
from marketplace.orders import questions
from marketplace.orders.models import Order
from marketplace.orders.question_models import Question
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me
from marketplace.web.office import bp, orders
from marketplace.web.orders.questions import AnswerForm, key


@bp.post("/questions/<int:question_id>/answer")
@may(CLERK, MODERATOR, TREASURER)
def question_answer(question_id: int) -> ResponseReturnValue:
    """Answer it; the buyer is told."""
    question = one(Question, id=question_id)
    found = session.get_one(Order, question.order_id)
    code, name = found.code, key(question_id)
    form = AnswerForm(request.form, prefix=name)
    if not form.validate():
        return orders.page_of(found, {name: form}), 422
    attempt(
        lambda: questions.answer(question, form.answer.data, me().id),
        _("Answered. The buyer is told."),
    )
    return redirect(url_for("office.order", code=code) + "#questions", 303)
