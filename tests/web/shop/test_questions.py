"""Asking the office on the order's page, and its answer there."""

import pytest

from marketplace.orders import links, questions
from marketplace.web.shop import order_question
from tests.support import factories as make

WORDS = "آیا رنگ این گلیم با عکس یکی است؟"


@pytest.fixture
def order(session):
    return make.an_order(mobile="+989000001234")


def at(order):
    return f"/o/{links.token(order.code)}"


def test_she_asks_and_reads_the_answer_on_her_page(client, app, order):
    asked = client.post(f"{at(order)}/questions", data={"question": WORDS})
    assert asked.status_code == 303
    page = client.get(at(order)).text
    assert WORDS in page
    assert "نزد دفتر است" in page
    office = app.test_client()
    make.sign_in_as(office, "clerk")
    assert WORDS in office.get("/office/tasks").text
    assert WORDS in office.get(f"/office/orders/{order.code}").text
    (question,) = questions.of_order(order.id)
    here = f"/office/questions/{question.id}/answer"
    name = f"question-{question.id}-answer"
    empty = office.post(here, data={name: " "})
    assert empty.status_code == 422
    assert "جواب را بنویسید" in empty.text
    assert office.post(here, data={name: "بله <b>همان</b>"}).status_code == 303
    page = client.get(at(order)).text
    assert "بله &lt;b&gt;همان&lt;/b&gt;" in page
    again = office.post(here, data={name: "نه"}, follow_redirects=True)
    assert "کس دیگری" in again.text
    assert office.post("/office/questions/999999/answer", data={}).status_code == 404


def test_what_she_wrote_is_kept_when_it_is_refused(client, order):
    empty = client.post(f"{at(order)}/questions", data={"question": ""})
    assert empty.status_code == 422
    assert "پرسشتان را بنویسید" in empty.text
    long = "چرا " * 400
    answer = client.post(f"{at(order)}/questions", data={"question": long})
    assert answer.status_code == 422
    assert "چرا چرا چرا" in answer.text
    for n in range(3):
        assert client.post(f"{at(order)}/questions", data={"question": f"{n}؟"}).status_code == 303
    assert 'name="question"' not in client.get(at(order)).text
    fourth = client.post(f"{at(order)}/questions", data={"question": WORDS})
    assert fourth.status_code == 422
    assert WORDS in fourth.text
    assert "سه پرسش" in fourth.text


def test_many_tries_are_slowed(client, order, monkeypatch):
    monkeypatch.setattr(order_question, "A_DAY", 1)
    assert client.post(f"{at(order)}/questions", data={"question": "۱؟"}).status_code == 303
    assert client.post(f"{at(order)}/questions", data={"question": WORDS}).status_code == 429


def test_nobody_asks_without_the_link(client):
    assert client.post("/o/nothing/questions", data={"question": WORDS}).status_code == 404


def test_the_order_s_page_reads_by_a_handful_of_queries(client, order, queries):
    client.get(at(order))
    queries.clear()
    client.get(at(order))
    assert queries.count <= 8, queries.statements
