"""What was found out for an edition is found out once, however many ask."""

import threading

import pytest

from marketplace.discovery import kept
from marketplace.kernel import clock

ASKERS = 20


def test_of_many_who_ask_the_same_one_finds_it_out(app):
    answers, found, told, go_on = kept.Kept(5), [], [], threading.Event()
    moment = clock.now()

    def find() -> int:
        found.append(threading.current_thread())
        go_on.wait(10)
        return len(found)

    def ask() -> None:
        with app.app_context():
            kept.begin(1, moment)
            told.append(answers.get("how many", find))

    threads = [threading.Thread(target=ask) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert told == [1] * ASKERS
    assert answers._finding == {}


def test_who_fails_to_find_it_leaves_it_to_the_next(app):
    answers = kept.Kept(5)

    def fail() -> int:
        raise ZeroDivisionError

    with app.app_context():
        kept.begin(1, clock.now())
        with pytest.raises(ZeroDivisionError):
            answers.get("how many", fail)
        assert answers.get("how many", lambda: 7) == 7
        kept.end()
