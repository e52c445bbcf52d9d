"""Questions to the office on the order's page: the form, what was asked and what it answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.orders import links, questions
from marketplace.orders.models import Order
from marketplace.orders.question_models import Question
from marketplace.web.forms.fields import CleanTextField, Form


class QuestionForm(Form):
    """What she wants to know."""

    question = CleanTextField(
        _l("Your question"), limit=600, missing=_l("Write your question.")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page shows. `full`: as many wait as may; `opened`: the form was just refused."""

    form: QuestionForm
    action: str
    rows: Sequence[Question]
    full: bool
    opened: bool

    @property
    def title(self) -> str:
        """What the fold of the form says."""
        return str(_("Ask something else") if self.rows else _("Ask the office a question"))


def asking(order: Order, form: QuestionForm | None = None) -> Asking | None:
    """Read by one query; nothing once the buyer was erased."""
    if order.erased_at:
        return None
    rows = questions.of_order(order.id)
    waiting = sum(one.answered_at is None for one in rows)
    return Asking(
        form=form or QuestionForm(), rows=rows, full=waiting >= questions.MOST_OPEN,
        action=url_for("shop.order_question", token=links.token(order.code)) + "#questions",
        opened=form is not None,
    )  # fmt: skip
