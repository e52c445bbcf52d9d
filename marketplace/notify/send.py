"""Tell somebody something: one message row and one outbox row in the present unit of work."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import insert, select

from marketplace.kernel import clock, outbox
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import at_once
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.secrets import seal
from marketplace.notify.facts import pack
from marketplace.notify.models import Message
from marketplace.notify.words import WORDS
from marketplace.people.codes import CodeIssued
from marketplace.people.models import User

TOPIC = "message"
KEEP = insert(table(Message)).returning(table(Message).c.id)
Subject = tuple[str, int]


class Reachable(Protocol):
    """Somebody with an e-mail address, a mobile (E.164) or both, and a language."""

    email: Any
    mobile: Any
    locale: Any


def sms(
    template: str,
    to: str,
    locale: str,
    subject: Subject | None = None,
    key: str | None = None,
    **facts: object,
) -> int | None:
    """An SMS to a mobile (E.164) in fa or en; its id. The same `key` is sent once, then None.

    `template` is a key of WORDS; facts are localised text, whole numbers or Money.
    """
    return _send("sms", template, to, locale, subject, key, facts)


def email(
    template: str,
    to: str,
    locale: str,
    subject: Subject | None = None,
    key: str | None = None,
    **facts: object,
) -> int | None:
    """An e-mail in fa or en, as `sms`; the template has a subject, `url` becomes a button."""
    return _send("email", template, to, locale, subject, key, facts)


def code(
    template: str, to: str, locale: str, code: str, expires_at: datetime, key: str | None = None
) -> int | None:
    """A one-time code by SMS: kept sealed, shown to nobody, wiped once sent or expired."""
    secret = {"secret": True, "sealed": seal(code.encode()), "expires_at": expires_at}
    return _send("sms", template, to, locale, None, key, {}, **secret)


def link(
    template: str, to: Reachable, url: str, expires_at: datetime, subject: Subject, **facts: object
) -> None:
    """A secret link to every address she has, kept sealed like a code; the template says %(url)s.

    Shown to nobody, wiped once sent or expired."""
    secret = {"secret": True, "sealed": seal(url.encode()), "expires_at": expires_at}
    for channel, address in (("email", to.email), ("sms", to.mobile)):
        if address:
            _send(channel, template, address, to.locale, subject, None, facts, **secret)


def person(template: str, user: User, **facts: object) -> None:
    """Tell somebody with an account by e-mail, or by SMS when she has none."""
    channel, to = ("email", user.email) if user.email else ("sms", user.mobile)
    if to:
        told = {"name": user.name, **facts}
        _send(channel, template, to, user.locale, ("user", user.id), None, told)


def code_issued(event: CodeIssued) -> None:
    """Send the code that somebody asked for."""
    code(f"{event.purpose}_code", event.mobile, event.locale, event.code, event.expires_at)


def _send(
    channel: str,
    template: str,
    to: str,
    locale: str,
    subject: Subject | None,
    key: str | None,
    facts: dict[str, object],
    **secret: Any,
) -> int | None:
    if template not in WORDS:
        raise KeyError(template)
    if key and session.scalar(select(Outbox.id).where(Outbox.key == key)):
        return None
    kind, number = subject or (None, None)
    row = {
        "channel": channel, "template": template, "locale": locale, "recipient": to,
        "facts": pack(facts), "subject_kind": kind, "subject_id": number,
        "outbox_id": outbox.enqueue(TOPIC, {}, key=key), "secret": False,
        "created_at": clock.now(),
    }  # fmt: skip
    kept: int = at_once(KEEP, row | secret).scalar()
    return kept
