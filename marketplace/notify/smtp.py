"""E-mail over SMTP, with a Message-ID that stays the same when staff send it again."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from marketplace.kernel import clock
from marketplace.kernel.outbox import Failed, Refused, Unknown
from marketplace.notify import reasons

POLICY = policy.SMTP.clone(cte_type="7bit")
TIMEOUT = 15  # seconds for each answer


def send(url: str, sender: str, to: str, subject: str, text: str, html: str, name: str) -> str:
    """Send one letter; `name` is its stable Message-ID without the brackets. Returns it.

    `url` is smtp://[user:password@]host:port (with a user over STARTTLS) or smtps://….
    Raises Failed, Refused or Unknown.
    """
    letter = _letter(sender, to, subject, text, html, name)
    with _line(url) as line:
        _prepare(line, sender, to)
        _hand_over(line, letter)
    return name


def knock(url: str) -> None:
    """Whether the server lets us in; nothing is sent. Raises Failed or Refused."""
    with _line(url):
        pass


def _letter(sender: str, to: str, subject: str, text: str, html: str, name: str) -> EmailMessage:
    letter = EmailMessage(policy=POLICY)
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = f"<{name}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    letter.add_alternative(html, subtype="html")
    return letter


@contextmanager
def _line(url: str) -> Iterator[smtplib.SMTP]:
    parts = urlsplit(url)
    line: smtplib.SMTP | None = None
    try:
        line = _open(parts.scheme, parts.hostname or "localhost", parts.port or 0)
        line.ehlo_or_helo_if_needed()
        if parts.username:
            if parts.scheme == "smtp":
                line.starttls(context=ssl.create_default_context())
            line.login(unquote(parts.username), unquote(parts.password or ""))
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Failed(reasons.CONNECT) from error
    try:
        yield line
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()


def _open(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(host, port or 25, timeout=TIMEOUT)


def _prepare(line: smtplib.SMTP, sender: str, to: str) -> None:
    """Everything before the letter itself: a failure here surely sent nothing."""
    try:
        for code, _ in (line.mail(sender), line.rcpt(to)):
            if code not in (250, 251):
                raise _answered(code)
    except (OSError, smtplib.SMTPException) as error:
        raise Failed(reasons.CONNECT) from error


def _hand_over(line: smtplib.SMTP, letter: EmailMessage) -> None:
    try:
        code, _ = line.data(letter.as_bytes())
    except smtplib.SMTPDataError as error:
        raise _answered(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(reasons.NO_ANSWER) from error
    if code != 250:
        raise _answered(code)


def _answered(code: int) -> Exception:
    reason = f"smtp.{code}"
    return Refused(reason) if code >= 500 else Failed(reason)
