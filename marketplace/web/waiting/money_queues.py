"""Money that waits for the treasurer: proofs, refunds, questions, what nobody is sure of."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from marketplace.kernel import heartbeat
from marketplace.kernel.db import session
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.orders.losses import claims
from marketplace.orders.returns import crediting
from marketplace.payments import proofs, refunds
from marketplace.payments.intents import finding
from marketplace.payouts import questions as asked
from marketplace.web.waiting.queue import Queue


def transfers() -> Queue:
    """Proofs of transfers that a person must decide."""
    found = proofs.waiting()
    url = url_for("office.transfers")
    return Queue(
        title=_("Proofs of transfers"),
        thing=_("A proof of a transfer"),
        url=url,
        count=len(found),
        since=found[0].sent_at if found else None,
        first=url_for("office.transfer", public_id=found[0].public_id) if found else url,
    )


def refunds_due() -> Queue:
    """What is still to be given back."""
    found = refunds.waiting()
    url = url_for("office.transfers")
    return Queue(
        title=_("Money to give back"),
        thing=_("Money to give back"),
        url=url,
        count=len(found),
        since=found[0].created_at if found else None,
        first=url_for("office.refund", public_id=found[0].public_id) if found else url,
    )


def questions() -> Queue:
    """Makers’ questions about their money."""
    count, since = asked.waits()
    url = url_for("office.money_questions")
    return Queue(
        title=_("Makers’ questions about their money"),
        thing=_("A question about money"),
        url=url,
        count=count,
        since=since,
        first=url,
    )


def books() -> Queue:
    """What the nightly check of the books found wrong."""
    beat = session.get(Heartbeat, "ledger")
    word, _space, count = (beat.error or "").partition(" ") if beat else ("", "", "")
    wrong = int(count) if word == heartbeat.DRIFTED else int(bool(word))
    url = url_for("office.home", _anchor="worker")
    return Queue(
        title=_("Books that do not agree"),
        thing=_("A mistake in the books"),
        url=url,
        count=wrong,
        since=beat.at if beat and wrong else None,
        first=url,
    )


def unsure() -> Queue:
    """Payments of which nobody knows what became of them."""
    found = finding.unsure()
    since = found[0].created_at if found else None
    title, thing = _("Payments nobody is sure of"), _("A payment nobody is sure of")
    return _queue(len(found), since, title, thing)


def disputes() -> Queue:
    """Payments that the buyers' banks dispute."""
    found = [one for one, _intent in finding.disputes() if one.state == "opened"]
    since = min((one.opened_at for one in found), default=None)
    return _queue(len(found), since, _("Disputes"), _("A dispute"))


def on_the_post() -> Queue:
    """What the post is asked to pay for and has not answered, and what it paid for that turned
    up."""
    found, url = claims.waiting(), url_for("office.claims")
    first = url_for("office.claim", number=crediting.number(found[0].note)) if found else url
    return Queue(
        title=_("Claims on the post"), thing=_("A claim on the post"), url=url, count=len(found),
        since=found[0].note.made_at if found else None, first=first, urgent=False,
    )  # fmt: skip


def _queue(count: int, since: datetime | None, title: str, thing: str) -> Queue:
    url = url_for("office.money", _anchor="odd")
    return Queue(title=title, thing=thing, url=url, count=count, since=since, first=url)
