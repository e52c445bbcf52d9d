"""The staff's first page: the oldest thing that waits, the queues, what colleagues did."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext

from marketplace.kernel import heartbeat, outbox
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.text import N_
from marketplace.notify import send
from marketplace.payments.intents import repaying
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, MODERATOR, STAFF, TREASURER, may
from marketplace.web.identity import me
from marketplace.web.log import history, search as event_search
from marketplace.web.log.search import Wanted
from marketplace.web.office import bp
from marketplace.web.waiting import money_queues, queues

NEWEST = 8
JOBS = {
    "backup": N_("Backup of the whole shop"),
    "sweep": N_("The round of every minute"),
    "orders": N_("Deadlines of orders"),
    "messages": N_("Wiping spent codes"),
    "payments": N_("Asking the payment gateways"),
    "limits": N_("Forgetting old limits"),
    "daily": N_("Daily checks"),
    "eligibility": N_("Who may sell"),
    "front": N_("Whose turn it is on the front page"),
    "following": N_("Telling those who follow makers"),
    "turns": N_("Whether the turns on lists are right"),
    "stock": N_("What is free and what is held"),
    "retention": N_("Erasing what was kept long enough"),
    "ledger": N_("Whether the books are in order"),
    "words": N_("Counting the words that search knows"),
    "payouts": N_("Bank accounts and totals of makers"),
}


@dataclass(frozen=True, slots=True)
class Beat:
    """When a job of the worker last ran, and what went wrong."""

    name: str
    at: datetime
    error: str


TROUBLES = {
    "OperationalError": N_("The database did not answer."),
    "TimeoutError": N_("The database had no time for it."),
    "OSError": N_("A file could not be read or written."),
    "PermissionError": N_("A file could not be read or written."),
    "BackupError": N_("The backup could not be made."),
}
PROGRAM = N_("Something in the program; whoever looks after the server finds it in the log.")


@dataclass(frozen=True, slots=True)
class Stuck:
    """What did not leave the house: of one kind so many, since when, and where to see them."""

    words: str
    since: datetime
    url: str


@bp.get("/")
@may(*STAFF)
def home() -> ResponseReturnValue:
    """Everything that waits for this person."""
    roles = me().roles
    found = queues.of(roles)
    if roles & {TREASURER, ADMINISTRATOR}:
        found += [one for one in (money_queues.unsure(), money_queues.disputes()) if one.count]
    waiting = [(queue.since, queue) for queue in found if queue.urgent and queue.since]
    return render_template(
        "office/home/show.html",
        queues=found,
        oldest=min(waiting, key=lambda pair: pair[0])[1] if waiting else None,
        entries=_news() if roles & {MODERATOR, TREASURER, ADMINISTRATOR} else [],
        beats=[Beat(_(JOBS.get(b.job, b.job)), b.at, _wrong(b)) for b in heartbeat.all_beats()],
        stuck=[_stuck(*row) for row in outbox.stuck()],
        alive=heartbeat.alive(),
    )


def _wrong(beat: Heartbeat) -> str:
    """What went wrong in words, and by the name under which the log has it."""
    word, _space, count = (beat.error or "").partition(" ")
    if word != heartbeat.DRIFTED:
        return f"{_(TROUBLES.get(word, PROGRAM))} ({beat.error})" if beat.error else ""
    if beat.job == "ledger":
        return books_wrong(int(count))
    told = ngettext(
        "%(shown)s row differs from its rule. Whoever looks after the server types "
        "“marketplace rebuild” and tells the makers of the software.",
        "%(shown)s rows differ from their rule. Whoever looks after the server types "
        "“marketplace rebuild” and tells the makers of the software.",
        int(count),
        shown=formatters.number(int(count)),
    )
    return str(told)


def books_wrong(count: int) -> str:
    """So many rules of the books do not hold, and what to do."""
    told = ngettext(
        "%(shown)s rule of the books does not hold. Whoever looks after the server types "
        "“marketplace ledger check”: it names every row.",
        "%(shown)s rules of the books do not hold. Whoever looks after the server types "
        "“marketplace ledger check”: it names every row.",
        count,
        shown=formatters.number(count),
    )
    return str(told)


def _stuck(topic: str, count: int, since: datetime) -> Stuck:
    shown = formatters.number(count)
    if topic in (repaying.TOPIC, repaying.TOPIC_AGAIN):
        words = ngettext("%(shown)s refund did not go through its gateway, or nobody knows",
                         "%(shown)s refunds did not go through their gateway, or nobody knows",
                         count, shown=shown)  # fmt: skip
        return Stuck(words, since, url_for("office.transfers"))
    if topic != send.TOPIC:
        words = ngettext("%(shown)s file could not be deleted",
                         "%(shown)s files could not be deleted", count, shown=shown)  # fmt: skip
        return Stuck(words, since, "")
    words = ngettext(
        "%(shown)s message did not go out, or nobody knows",
        "%(shown)s messages did not go out, or nobody knows",
        count,
        shown=shown,
    )
    return Stuck(words, since, url_for("office.messages"))


def _news() -> list[history.Entry]:
    events, _more = event_search.find(Wanted(staff_only=True))
    return history.entries(events[:NEWEST], subjects=True)
