"""Many people doing the same thing at the same moment, each on a thread of her own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask


def all_at_once(app: Flask, tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start every task behind one barrier; returns what each gave or the exception it raised."""
    barrier = threading.Barrier(len(tasks))
    results: list[Any] = [None] * len(tasks)

    def run(number: int, task: Callable[[], Any]) -> None:
        with app.app_context():
            barrier.wait(30)
            try:
                results[number] = task()
            except Exception as error:
                results[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
