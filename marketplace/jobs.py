"""The worker's jobs: draining the outbox when woken, sweeping every minute."""

from collections.abc import Callable, Sized
from functools import partial

from flask import Flask
from huey import crontab

from marketplace import books
from marketplace.discovery import recounting
from marketplace.discovery.front import turns
from marketplace.following import telling
from marketplace.kernel import heartbeat, limits, outbox, shared
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import messages
from marketplace.orders import lapse
from marketplace.orders.post import parcels
from marketplace.payments.intents import polling, repaying
from marketplace.payouts import accounts, totals
from marketplace.queue import open_queue
from marketplace.retention import night
from marketplace.settings import Settings
from marketplace.stock import projection
from marketplace.vendors import eligibility
from marketplace.web.logs import log

PROJECTIONS: dict[str, Callable[[], Sized]] = {
    "eligibility": eligibility.drifted,
    "stock": projection.drifted,
    "turns": turns.drifted,
}


def _compare(job: str) -> None:
    if wrong := heartbeat.compare(job, PROJECTIONS[job]):
        log.error("projection differs from its rule", job=job, rows=wrong)


SWEEPS: tuple[tuple[str, tuple[Callable[[], object], ...]], ...] = (
    ("orders", (lapse.postpone, *lapse.DEADLINES, parcels.presume_delivered)),
    ("daily", (*(partial(_compare, job) for job in PROJECTIONS), night.erase)),
    ("front", (turns.draw,)),
    ("following", (telling.new_pieces, telling.back_again)),
    ("limits", (limits.forget_old,)),
    ("messages", (messages.wipe_expired,)),
    ("payments", (repaying.reconcile,)),
    ("payouts", (accounts.begin_due, totals.follow)),
)


def init_jobs(app: Flask, settings: Settings) -> None:
    """Bind huey: the web process rings, the worker process runs."""
    huey = open_queue(settings)
    app.extensions["huey"] = huey

    @huey.task()
    def drain() -> None:
        with app.app_context(), acting(SYSTEM):
            if lapse.untold_for_long():  # reading keeps nobody waiting
                _run("orders", lapse.postpone)
            outbox.drain()

    @huey.periodic_task(crontab(minute="*"))
    def sweep() -> None:
        with app.app_context(), acting(SYSTEM):
            sweep_all()

    app.extensions["sweep"] = sweep

    def ring() -> None:
        try:
            shared.shared.ask(drain) if shared.shared else drain()
        except shared.Gone:
            return
        except Exception as error:  # the sweep finds the row within a minute
            log.warning("worker not woken", error=type(error).__name__)

    outbox.ring = ring


def sweep_all() -> None:
    """Run every step of every sweep in a unit of work of its own, then send what is due."""
    for name, steps in SWEEPS:
        errors = [error for step in steps if (error := _run(name, step))]
        with unit_of_work():
            heartbeat.beat(name, errors[0] if errors else None)
    outbox.drain()
    _ask_gateways()
    _prove_books()
    _recount_words()
    with unit_of_work():
        heartbeat.beat("sweep")


def _ask_gateways() -> None:
    """Last, because a gateway may be slow; each question is outside any transaction."""
    try:
        polling.poll()
    except Exception as failure:
        log.error("sweep failed", job="gateways", error=type(failure).__name__, exc_info=failure)
        session.rollback()


def _recount_words() -> None:
    """Outside any unit of work, as the books are."""
    try:
        recounting.recount_nightly()
    except Exception as failure:
        _failed(recounting.JOB, failure)


def _prove_books() -> None:
    """Outside any unit of work: reading all of it may take seconds, and nobody shall wait."""
    try:
        for one in books.prove_nightly():
            log.error("a rule of the books is broken", rule=one.rule.name, rows=one.count)
    except Exception as failure:
        _failed(books.JOB, failure)


def _failed(job: str, failure: Exception) -> None:
    log.error("sweep failed", job=job, exc_info=failure)
    session.rollback()
    with unit_of_work():
        heartbeat.beat(job, type(failure).__name__)


def _run(name: str, step: Callable[[], object]) -> str | None:
    """The name of what went wrong, if anything: one failing step does not stop the others."""
    try:
        with unit_of_work():
            step()
    except Exception as failure:
        error = type(failure).__name__
        log.error("sweep failed", job=name, error=error, exc_info=failure)
        session.rollback()
        return error
    return None
