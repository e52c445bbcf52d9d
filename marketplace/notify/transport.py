"""How messages leave: SMS by Kavenegar, e-mail by SMTP, both to the demo phone in a demo."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select, update

from marketplace.kernel import clock, outbox
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import ask
from marketplace.kernel.outbox import Done, Job, Refused
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import compose, kavenegar, letters, reasons, smtp
from marketplace.notify.models import DemoText, Message
from marketplace.notify.send import TOPIC
from marketplace.settings import Settings

PATIENCE = timedelta(days=7)  # how long a company may be away; a code ends when it expires
message = table(Message)
ASKED = select(message).where(message.c.outbox_id == bindparam("job"))
SENT = update(message).where(message.c.id == bindparam("number"))
SENT = SENT.values(provider_id=bindparam("company"), sealed=None)
_bound: list[Settings] = []


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message read out of the database, ready to go while no transaction is open."""

    number: int
    channel: str
    to: str
    text: str
    code: str | None
    template: str
    subject: str = ""
    html: str = ""


def configure(settings: Settings) -> None:
    """Bind the companies' addresses and handle the outbox's messages."""
    _bound[:] = [settings]
    outbox.handle(TOPIC, deliver, repeatable=False, read=find, patience=PATIENCE)


def on_demo_phone(channel: str) -> bool:
    """Whether this channel ends on the demo phone's screen."""
    settings = _bound[0]
    company = settings.sms_key if channel == "sms" else settings.smtp_url
    return settings.demo_phone and not company


def find(job: Job) -> Envelope:
    """The message, ready to go. Raises Refused for a code whose time has passed."""
    message = ask(ASKED, {"job": job.id}).first()
    expired = message.expires_at is not None and message.expires_at <= clock.now()
    if message.secret and (expired or message.sealed is None):
        raise Refused(reasons.EXPIRED)
    return _envelope(message)


def deliver(job: Job) -> Done:
    """Send one message. Raises Failed, Refused or Unknown."""
    envelope: Envelope = job.found
    provider_id = _carrier(envelope.channel)(envelope)
    return lambda: _sent(envelope.number, provider_id)


def _sent(number: int, provider_id: str) -> None:
    """Keep the company's id; the code, if there was one, is wiped."""
    ask(SENT, {"number": number, "company": provider_id})


def _carrier(channel: str) -> Callable[[Envelope], str]:
    if on_demo_phone(channel):
        return _show
    return _text if channel == "sms" else _mail


def _envelope(message: Any) -> Envelope:
    by_mail = message.channel == "email"
    return Envelope(
        number=message.id,
        channel=message.channel,
        to=message.recipient,
        text=compose.text(message),
        code=compose.code_of(message),
        template=kavenegar.template_name(message.template, message.locale),
        subject=compose.subject(message) if by_mail else "",
        html=letters.html(message) if by_mail else "",
    )


def _show(envelope: Envelope) -> str:
    body = f"{envelope.subject}\n{envelope.text}" if envelope.subject else envelope.text
    with unit_of_work():
        session.add(DemoText(mobile=envelope.to, body=body, code=envelope.code))
    return "demo"


def _text(envelope: Envelope) -> str:
    settings = _bound[0]
    if not settings.sms_key:
        raise Refused(reasons.UNSET_SMS)
    account = settings.sms_url, settings.sms_key, envelope.to
    if envelope.code:
        return kavenegar.code(*account, envelope.template, envelope.code)
    return kavenegar.text(*account, envelope.text, envelope.number)


def _mail(envelope: Envelope) -> str:
    settings = _bound[0]
    if not settings.smtp_url:
        raise Refused(reasons.UNSET_MAIL)
    host = urlsplit(settings.public_url).hostname or "localhost"
    name = f"{envelope.number}.{keyed_hash('letter', str(envelope.number))[:16]}@{host}"
    return smtp.send(
        settings.smtp_url,
        settings.mail_from,
        envelope.to,
        envelope.subject,
        envelope.text,
        envelope.html,
        name,
    )
