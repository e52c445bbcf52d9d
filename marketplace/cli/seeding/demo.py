"""The demo shop, made whole or not at all, once."""

from sqlalchemy import select

from marketplace.cli.seeding import (
    followers,
    gathering,
    makers,
    office,
    orders,
    payouts,
    pictures,
    pieces,
    voices,
)
from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline
from marketplace.discovery.front import turns
from marketplace.kernel import clock, outbox
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import session
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.people.models import User


def seed_once() -> bool:
    """Make the demo in an empty database, its pictures ready and its messages sent.

    Returns whether it did; a database that knows anybody is left as it is."""
    if not empty():
        return False
    cast = Cast(photos=pictures.look_at(pictures.names()), voices=voices.tones())
    hashed = office.hashed_password()
    with acting(SYSTEM):
        with unit_of_work():
            _play(cast, hashed)
        finish()
    return True


def empty() -> bool:
    """Whether this database knows nobody yet."""
    nobody = session.scalar(select(User.id).limit(1)) is None
    session.rollback()
    return nobody


def _play(cast: Cast, hashed: str) -> None:
    timeline = Timeline(clock.now())
    timeline.add("100d 09:00", office.open_office, cast, hashed)
    makers.invite(cast, timeline, read("makers")["makers"])
    makers.keep_waiting(cast, timeline, read("makers")["applicants"])
    pieces.lay_out(cast, timeline)
    voices.speak(cast, timeline)
    orders.reserve(cast, timeline)
    payouts.pay(cast, timeline)
    timeline.add("1d 21:00", gathering.gather, cast)
    timeline.add("1d 21:30", followers.follow, cast)
    timeline.play()


def finish() -> None:
    """What the worker would do: the pictures' sizes, each message at its own moment, and who is
    on the front today."""
    waiting = select(Outbox.due_at).where(Outbox.state == "waiting").distinct()
    moments = session.scalars(waiting.order_by(Outbox.due_at)).all()
    session.rollback()
    for moment in moments:
        with clock.at(moment):
            outbox.drain()
    with unit_of_work():
        turns.draw()
