"""The demo's makers are paid: one run that the bank has settled, one that waits for approval."""

from marketplace.cli.seeding.cast import Cast
from marketplace.cli.seeding.texts import read
from marketplace.cli.seeding.timeline import Timeline
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.db import session
from marketplace.kernel.money import home
from marketplace.payouts import accounts, drafting, paying, runs
from marketplace.payouts.models import PayoutRun
from marketplace.people.models import User


def pay(cast: Cast, timeline: Timeline) -> None:
    """Write accounts and runs into the timeline; nothing where makers are not paid in rial."""
    if home() != "IRR":
        return
    given = read("payouts")
    made: list[PayoutRun] = []
    for number, (maker, iban) in enumerate(given["accounts"].items()):
        timeline.add(f"40d 10:{20 + number}", _write_account, cast, maker, iban)
    timeline.add("36d 08:00", _begin)
    timeline.add("12d 10:30", _make, cast, made)
    timeline.add("12d 16:05", _approve, cast, made)
    timeline.add("12d 16:40", _send, cast, made, given["reference"])
    timeline.add("11d 11:15", _settle, cast, made)
    timeline.add("1d 10:30", _make, cast, made)


def _write_account(cast: Cast, maker: str, iban: str) -> None:
    vendor = cast.vendors[maker]
    with cast.herself(maker):
        holder = session.get_one(User, vendor.members[0].user_id)
        accounts.write(vendor, iban, holder.name)


def _begin() -> None:
    with acting(SYSTEM):
        accounts.begin_due()


def _make(cast: Cast, made: list[PayoutRun]) -> None:
    with cast.playing("treasurer") as treasurer:
        made.append(drafting.make(treasurer.id))


def _approve(cast: Cast, made: list[PayoutRun]) -> None:
    with cast.playing("administrator") as other:
        runs.approve(made[0], other.id)


def _send(cast: Cast, made: list[PayoutRun], reference: str) -> None:
    with cast.playing("treasurer") as treasurer:
        runs.send(made[0], reference, treasurer.id)


def _settle(cast: Cast, made: list[PayoutRun]) -> None:
    with cast.playing("treasurer"):
        paying.settle_rest(made[0])
