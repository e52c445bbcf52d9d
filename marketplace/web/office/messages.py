"""Messages: what went out, what waits, what failed and why."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import heartbeat
from marketplace.kernel.text import N_
from marketplace.notify import again, messages as sent, reasons, repeating, transport
from marketplace.web import formatters
from marketplace.web.access import MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.office import bp
from marketplace.web.tabs import Tab

TABS = (("", N_("All")), ("failed", N_("Failed")), ("waiting", N_("Waiting")), ("sent", N_("Sent")))
CHANNELS = (("sms", N_("SMS")), ("email", N_("E-mail")))


@dataclass(frozen=True, slots=True)
class Gate:
    """How a channel or the worker stands, in words."""

    icon: str
    name: str
    word: str
    tone: str


@bp.get("/messages")
@may(MODERATOR, TREASURER)
def messages() -> ResponseReturnValue:
    """Show the latest messages of one state, fifty at a time."""
    state = request.args.get("state", "")
    state = state if state in sent.STATES else ""
    before = request.args.get("before", type=int)
    rows = sent.page(state, before if before and before < 2**62 else None)
    counts = sent.counts()
    older = (
        url_for("office.messages", state=state or None, before=rows[-2].id)
        if len(rows) > sent.PAGE
        else ""
    )
    return render_template(
        "office/messages/index.html",
        rows=rows[: sent.PAGE],
        waiting=counts["waiting"],
        failed=counts["failed"],
        repeatable=len(repeating.failed()) if counts["failed"] else 0,
        tabs=[_tab(name, label, state, counts) for name, label in TABS],
        gates=[*(_gate(channel, _(name)) for channel, name in CHANNELS), _worker()],
        reason=reason,
        older=older,
        state=state,
    )


@bp.post("/messages/<int:message_id>/repetition")
@may(MODERATOR, TREASURER)
def message_repetition(message_id: int) -> ResponseReturnValue:
    """Send a failed one, or one whose fate nobody knows, once more."""
    repeating.repeat(message_id)
    flash(_("The message is sent once more."), "done")
    return redirect(url_for("office.messages", state="waiting"), 303)


@bp.post("/messages/<int:message_id>/copies")
@may(MODERATOR, TREASURER)
def message_copy(message_id: int) -> ResponseReturnValue:
    """Tell the same person the same words once more."""
    attempt(lambda: again.again(message_id), _("The same words are sent once more."))
    return redirect(url_for("office.messages"), 303)


@bp.post("/messages/dispatch")
@may(MODERATOR, TREASURER)
def messages_dispatch() -> ResponseReturnValue:
    """Try everything that waits, now."""
    repeating.hurry()
    flash(_("What was waiting is being sent now."), "done")
    return redirect(url_for("office.messages"), 303)


@bp.post("/messages/repetition")
@may(MODERATOR, TREASURER)
def messages_repetition() -> ResponseReturnValue:
    """Try everything that surely did not go once more."""
    repeating.repeat_failed()
    flash(_("What had failed is being sent once more."), "done")
    return redirect(url_for("office.messages", state="waiting"), 303)


def reason(key: str) -> str:
    """Why a message did not go, in the reader's language."""
    words, facts = reasons.sentence(key)
    shown = {name: formatters.digits(fact) for name, fact in facts.items()}
    return str(_(words, **shown))


def _tab(name: str, label: str, state: str, counts: dict[str, int]) -> Tab:
    url = url_for("office.messages", state=name or None)
    return Tab(_(label), url, name == state, counts[name] if name else sum(counts.values()))


def _gate(channel: str, name: str) -> Gate:
    icon = "sms" if channel == "sms" else "mail"
    if transport.on_demo_phone(channel):
        return Gate(icon, name, _("Shown on the demo phone only"), "ok")
    stand = sent.gate(channel)
    if stand.failing_since:
        since, at = map(formatters.time_of_day, (stand.failing_since, stand.next_try))
        return Gate(
            icon,
            name,
            _("No answer since %(since)s; next try at %(at)s", since=since, at=at),
            "warn",
        )
    if stand.last is None:
        return Gate(icon, name, _("Nothing sent yet"), "wait")
    return Gate(icon, name, _("Works; last sent %(ago)s", ago=formatters.ago(stand.last)), "ok")


def _worker() -> Gate:
    if heartbeat.alive():
        return Gate("clock", _("Worker"), _("Works"), "ok")
    return Gate("clock", _("Worker"), _("Has been silent for some minutes; nothing is sent"), "bad")
