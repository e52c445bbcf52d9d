"""Buyers' questions on the office's pages: each with the form for its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from marketplace.orders import questions
from marketplace.orders.question_models import Question
from marketplace.web.forms.fields import CleanTextField, Form


class AnswerForm(Form):
    """What the buyer reads."""

    answer = CleanTextField(_l("The office’s answer"), limit=1000, missing=_l("Write the answer."))


@dataclass(frozen=True, slots=True)
class Row:
    """A question; without a form when it was answered."""

    question: Question
    form: Form | None


def key(question_id: int) -> str:
    """What tells this question's form from the others of the page."""
    return f"question-{question_id}"


def rows(order_id: int, answered: Mapping[str, Form]) -> list[Row]:
    """Everything asked about an order; `answered` holds a faulty form under its key."""
    return [
        Row(
            one,
            None
            if one.answered_at
            else answered.get(key(one.id)) or AnswerForm(prefix=key(one.id)),
        )
        for one in questions.of_order(order_id)
    ]
