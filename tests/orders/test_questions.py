"""A buyer asks, the office answers: each told, counted, and forgotten with the buyer."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock as kernel_clock
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import Event
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, forgetting, questions, tasks
from marketplace.orders.question_models import Question
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")
WORDS = "آیا رنگ این گلیم با عکس یکی است؟"


def ask(order, words=WORDS):
    with unit_of_work():
        return questions.ask(order, words)


def answer(question, words="بله، همان است."):
    with unit_of_work():
        questions.answer(question, words, make.staff("clerk").id)


def test_a_question_is_a_task_until_the_last_one_is_answered(worker, sms):
    order = make.an_order(mobile="+989000001234")
    first, second = ask(order), ask(order, "کی می‌رسد؟")
    assert [task.kind for task in tasks.of_order(order.id)] == ["question"]
    answer(first)
    assert tasks.of_order(order.id)
    answer(second)
    assert tasks.of_order(order.id) == []
    worker()
    told = [words for words in sms.to("+989000001234") if "جواب" in words and "پرسش" in words]
    assert len(told) == 2
    assert WORDS not in "".join(told)


def test_no_more_than_three_wait(clock):
    order = make.an_order()
    asked = [ask(order, f"پرسش {n}") for n in range(3)]
    with pytest.raises(DomainError, match="Three questions"):
        ask(order)
    answer(asked[0])
    ask(order)


def test_without_words_there_is_no_question_and_no_answer():
    order = make.an_order()
    with pytest.raises(DomainError):
        ask(order, "  ")
    question = ask(order)
    with pytest.raises(DomainError):
        answer(question, " ")


def test_a_question_is_answered_once():
    question = ask(make.an_order())
    answer(question)
    with pytest.raises(WrongState):
        answer(question, "نه")
    assert question.answer == "بله، همان است."


def test_the_task_is_done_by_answering_only():
    order = make.an_order()
    ask(order)
    (task,) = tasks.of_order(order.id)
    with pytest.raises(DomainError), unit_of_work():
        tasks.done(task, make.staff("clerk").id, "زنگ زدم")
    assert tasks.of_order(order.id)


def test_the_words_stay_out_of_the_log_and_go_with_the_buyer(clock):
    order = make.an_order()
    question = ask(order, "شمارهٔ من ۰۹۱۲۰۰۰۰۰۰۰ است")
    answer(question, "سارا جان، بله")
    with unit_of_work():
        cancelling.by_buyer(order, [line.id for part in order.vendor_orders for line in part.lines])
    events = database.scalars(select(Event).filter_by(subject_kind="order")).all()
    assert {"question_asked", "question_answered"} <= {one.name for one in events}
    assert not [one for one in events if "سارا جان" in str((one.reason, one.changes))]
    clock.advance(days=365)
    with unit_of_work():
        forgetting.contacts(kernel_clock.now() - timedelta(days=180), 10)
    database.expire_all()
    kept = database.scalars(select(Question)).one()
    assert (kept.words, kept.answer) == ("", "")
    assert questions.of_order(order.id) == []


def test_an_answer_has_its_author():
    question = ask(make.an_order())
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(
            text("UPDATE order_question SET answered_by = NULL, answered_at = asked_at")
        )
    database.rollback()
    assert database.get_one(Question, question.id).answered_at is None
