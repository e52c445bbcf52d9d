"""The worker's heartbeat: when each job last ran and how it ended, shown to staff."""

from collections.abc import Callable, Sized
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.calendar import TEHRAN, local_day
from marketplace.kernel.db import Base, UtcDateTime, session

SILENCE = timedelta(minutes=3)
DAY = timedelta(days=1)
DRIFTED = "drifted"
NIGHT = time(3, 0, tzinfo=TEHRAN)


class Heartbeat(Base):
    """One row a job."""

    __tablename__ = "heartbeat"
    job: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    error: Mapped[str | None]


BEAT = text(  # one statement: two workers may beat at the same moment
    "INSERT INTO heartbeat (job, at, error) VALUES (:job, :at, :error)"
    " ON CONFLICT (job) DO UPDATE SET at = excluded.at, error = excluded.error"
).bindparams(bindparam("at", type_=UtcDateTime()))


def beat(job: str, error: str | None = None) -> None:
    """Record that a job ran now, with the name of what went wrong if it did."""
    session.execute(BEAT, {"job": job, "at": clock.now(), "error": error})


def compare(job: str, drifted: Callable[[], Sized]) -> int:
    """Once a day compare a projection with its rule; returns how many rows differ."""
    last = session.get(Heartbeat, job)
    if last is not None and last.at > clock.now() - DAY:
        return 0
    wrong = len(drifted())
    beat(job, f"{DRIFTED} {wrong}" if wrong else None)
    return wrong


def ran_tonight(job: str) -> bool:
    """Whether a job of the nights ran since three o'clock of the latest one."""
    last, now = session.get(Heartbeat, job), clock.now()
    night = datetime.combine(local_day(now), NIGHT)
    return last is not None and last.at >= (night if night <= now else night - DAY)


def all_beats() -> list[Heartbeat]:
    """Every job's last run, by name."""
    return list(session.scalars(select(Heartbeat).order_by(Heartbeat.job)))


def alive(job: str = "sweep") -> bool:
    """Whether the job ran within three minutes."""
    at = session.scalar(select(Heartbeat.at).where(Heartbeat.job == job))
    return at is not None and at > clock.now() - SILENCE
