"""The buyer asks the office something about her order."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel import limits
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import questions
from marketplace.orders.lists import find
from marketplace.web.access import VISITOR, may
from marketplace.web.shop import bp
from marketplace.web.shop.order_asking import QuestionForm
from marketplace.web.shop.order_status import TOO_MANY, page

A_DAY = 10


@bp.post("/o/<token>/questions")
@may(VISITOR, own_unit=True)
def order_question(token: str) -> ResponseReturnValue:
    """Keep the question; refused, its words stay in the form."""
    found = find.by_token(token[:64])
    form = QuestionForm(request.form)
    if not form.validate():
        return page(found, question=form), 422
    try:
        limits.count(f"order:question:{found.id}", A_DAY, timedelta(days=1), TOO_MANY)
        with unit_of_work():
            questions.ask(found, form.question.data)
    except DomainError as error:
        form.add_error("question", error)
        return page(find.by_token(token[:64]), question=form), error.status
    return redirect(url_for("shop.order", token=token) + "#questions", 303)
