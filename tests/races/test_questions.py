"""Many questions at once, and two answers to one: never more than three wait, one answer stays."""

from functools import partial

import pytest

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import questions, tasks
from marketplace.orders.models import Order
from marketplace.orders.question_models import Question
from tests.races.rivals import all_at_once
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def ask(order_id: int, number: int) -> str:
    with unit_of_work():
        questions.ask(database.get_one(Order, order_id), f"پرسش {number}")
    return "asked"


def answer(question_id: int, by: int, words: str) -> str:
    with unit_of_work():
        questions.answer(database.get_one(Question, question_id), words, by)
    return words


def refused(results: list[object]) -> list[object]:
    wrong = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, DomainError) for one in wrong), results
    return wrong


def test_no_more_than_three_wait(app):
    order_id = make.an_order().id
    database.rollback()
    results = all_at_once(app, [partial(ask, order_id, number) for number in range(5)])
    assert len(refused(results)) == 2
    database.rollback()
    assert len(questions.waiting([order_id])) == 3
    assert len(tasks.of_order(order_id)) == 1


def test_one_of_two_answers_stays(app):
    order_id = make.an_order().id
    ask(order_id, 1)
    (question,) = questions.waiting([order_id])
    key, by = question.id, make.staff("clerk").id
    database.rollback()
    results = all_at_once(app, [partial(answer, key, by, words) for words in ("بله", "نه")])
    assert len(refused(results)) == 1
    database.expire_all()
    assert database.get_one(Question, key).answer in results
    assert tasks.of_order(order_id) == []
