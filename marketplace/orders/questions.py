"""A buyer's question to the office: asked on her page, answered by a person, told by SMS."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from marketplace.kernel import clock, direct, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import messages, tasks
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.question_models import Question

MOST_OPEN = 3
NOTHING = N_("Write your question.")
ENOUGH = N_("Three questions of yours wait already. The office answers them first.")
NO_ANSWER = N_("Write the answer.")
ANSWERED = N_("Somebody answered this question meanwhile.")
TASK = "question"
OF_ORDER = (
    select(Question).where(Question.order_id == bindparam("order"), Question.words != "")
    .order_by(Question.id.desc())
)  # fmt: skip


def ask(order: Order, words: str) -> Question:
    """Keep the question and give the office a task. Its words stay out of the log, which nothing
    erases. Raises DomainError without words or while three wait."""
    if not words.strip():
        raise DomainError(NOTHING, field="question")
    order = lock(order.id)
    if len(waiting([order.id])) >= MOST_OPEN:
        raise DomainError(ENOUGH, field="question")
    question = Question(order_id=order.id, words=words.strip())
    session.add(question)
    session.flush()
    eventlog.record("order", order.id, "question_asked")
    tasks.open_(TASK, order)
    return question


def answer(question: Question, words: str, by: int) -> None:
    """The office's answer; the buyer gets a link to it. Raises DomainError without words,
    WrongState when it has one."""
    if not words.strip():
        raise DomainError(NO_ANSWER, field="answer")
    order = lock(question.order_id)
    question = locked(Question, question.id)
    if question.answered_at is not None:
        raise WrongState(ANSWERED)
    question.answer, question.answered_at = words.strip(), clock.now()
    question.answered_by = by
    eventlog.record("order", order.id, "question_answered")
    session.flush()
    if not waiting([order.id]):
        tasks.settled(order, TASK)
    messages.tell_buyer("order_answered", order)


def of_order(order_id: int) -> Sequence[Any]:
    """Everything asked about an order, to be read, the newest first."""
    return direct.ask(OF_ORDER, {"order": order_id})


def waiting(order_ids: Collection[int]) -> Sequence[Question]:
    """What has no answer yet of these orders, the oldest first."""
    query = select(Question).where(Question.order_id.in_(order_ids), Question.answered_at.is_(None))
    return session.scalars(query.order_by(Question.id)).all() if order_ids else []
