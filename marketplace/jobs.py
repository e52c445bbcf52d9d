"""The worker's jobs: draining the outbox when woken, sweeping every minute."""

from collections.abc import Callable

from flask import Flask
from huey import SqliteHuey, crontab

from marketplace.kernel import heartbeat, limits, outbox
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import messages
from marketplace.orders import basket, lapse
from marketplace.people import codes
from marketplace.settings import Settings
from marketplace.vendors import eligibility
from marketplace.web.logs import log

SWEEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("orders", lapse.sweep),
    ("baskets", basket.forget_old),
    ("daily", eligibility.check),
    ("limits", limits.forget_old),
    ("codes", codes.forget_old),
    ("messages", messages.wipe_expired),
)


def init_jobs(app: Flask, settings: Settings) -> None:
    """Bind huey: the web process rings, the worker process runs."""
    huey = SqliteHuey(
        "caravanserai",
        filename=str(settings.var_dir / "queue.db"),
        fsync=False,
        results=False,
        utc=True,
    )
    app.extensions["huey"] = huey

    @huey.task()
    def drain() -> None:
        with app.app_context(), acting(SYSTEM):
            outbox.drain()

    @huey.periodic_task(crontab(minute="*"))
    def sweep() -> None:
        with app.app_context(), acting(SYSTEM):
            sweep_all()

    app.extensions["sweep"] = sweep

    def ring() -> None:
        try:
            drain()
        except Exception as error:  # the sweep finds the row within a minute
            log.warning("worker not woken", error=type(error).__name__)

    outbox.ring = ring


def sweep_all() -> None:
    """Run every sweep in a unit of work of its own, then send what is due."""
    for name, job in SWEEPS:
        error = None
        try:
            with unit_of_work():
                job()
        except Exception as failure:  # one failing job does not stop the others; staff see it
            error = type(failure).__name__
            log.error("sweep failed", job=name, error=error, exc_info=failure)
            session.rollback()
        with unit_of_work():
            heartbeat.beat(name, error)
    outbox.drain()
    with unit_of_work():
        heartbeat.beat("sweep")
