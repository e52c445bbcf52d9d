"""A post office on loopback: SMTP on one port, the test's window on another.

Faults: busy (421 at the first command), later (a 4xx code after DATA), never (a 5xx code after
DATA), unknown (550 at RCPT), hang (no answer, nothing kept), delay (seconds), drop (kept, but the
line is cut before the answer).
"""

import asyncio
import time
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from http.server import ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.faults import Faults
from tests.services.inspection import Inspected, announce, wanted_ports

BUSY = "421 4.3.2 Too busy, try again later"
faults = Faults()
messages: list[dict[str, Any]] = []


class Window(Inspected):
    """What arrived, as JSON."""

    faults = faults
    messages = messages


class PostOffice:
    """aiosmtpd's hooks; the fault is taken at the greeting and holds for the connection."""

    async def handle_HELO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str
    ) -> str:
        session.host_name = name
        return BUSY if session.fault.mode == "busy" else f"250 {server.hostname}"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, replies: list[str]
    ) -> list[str]:
        session.host_name = name
        session.fault = faults.take()
        if session.fault.mode == "busy":
            return [BUSY]
        return replies

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if session.fault.mode == "unknown":
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fault = session.fault
        if fault.mode == "hang":
            await asyncio.to_thread(faults.wait_until_cleared)
            server.transport.abort()
            return BUSY
        if fault.mode == "delay":
            await asyncio.sleep(fault.seconds)
        if fault.mode == "later":
            return f"{fault.code or 451} 4.7.1 Try again later"
        if fault.mode == "never":
            return f"{fault.code or 554} 5.7.1 Refused"
        messages.append(_read(envelope))
        if fault.mode == "drop":
            server.transport.abort()
        return "250 OK"


def _read(envelope: Envelope) -> dict[str, Any]:
    mail = message_from_bytes(bytes(envelope.content or b""))
    return {
        "from": envelope.mail_from,
        "to": list(envelope.rcpt_tos),
        "at": time.time(),
        "subject": str(make_header(decode_header(mail["Subject"] or ""))),
        "headers": {name: str(value) for name, value in mail.items()},
        "text": _part(mail, "text/plain"),
        "html": _part(mail, "text/html"),
    }


def _part(mail: Message, kind: str) -> str:
    for part in mail.walk():
        if part.get_content_type() == kind:
            return bytes(part.get_payload(decode=True) or b"").decode(
                part.get_content_charset() or "utf-8"
            )
    return ""


if __name__ == "__main__":
    window_port, smtp_port = wanted_ports()
    Controller(PostOffice(), hostname="127.0.0.1", port=smtp_port).start()
    window = ThreadingHTTPServer(("127.0.0.1", window_port), Window)
    announce()
    window.serve_forever()
