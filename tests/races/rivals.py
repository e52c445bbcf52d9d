"""Many people doing the same thing at the same moment, each on a thread of her own.

On a slow machine the house answers some with "busy, come again"; like people, they come again."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from sqlalchemy.exc import TimeoutError as Busy

TIMES = 12


def all_at_once(app: Flask, tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start every task behind one barrier; returns what each gave or the exception it raised."""
    barrier = threading.Barrier(len(tasks))
    results: list[Any] = [None] * len(tasks)

    def run(number: int, task: Callable[[], Any]) -> None:
        with app.app_context():
            barrier.wait(30)
            results[number] = patiently(task)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results


def patiently(task: Callable[[], Any]) -> Any:
    """What the task gives or raises, tried again while every connection is taken."""
    for _ in range(TIMES):
        try:
            return task()
        except Busy as error:
            busy: Exception = error
        except Exception as error:
            return error
    return busy
