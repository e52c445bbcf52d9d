"""Messages leave once, wait when they cannot, and are never silently repeated."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel import calls
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import kavenegar, messages, repeating, send, smtp
from marketplace.notify.models import DemoText, Message
from tests.support.outside import PostOffice, Telephone

MOBILE, MAIL = "+989000000021", "maker@example.org"
Worker = Callable[[], None]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "ANSWER", 1)
    monkeypatch.setattr(smtp, "TIMEOUT", 1)


def text(key: str | None = None, **facts: Any) -> None:
    with unit_of_work():
        send.sms(
            "staff_invitation", MOBILE, "fa", key=key, name="فریبا", url="https://e.org/x", **facts
        )


def letter(locale: str = "fa") -> None:
    with unit_of_work():
        send.email("staff_invitation", MAIL, locale, name="فریبا", url="https://e.org/x")


def code(clock: Any, locale: str = "fa") -> None:
    with unit_of_work():
        send.code("sign_in_code", MOBILE, locale, "012345", clock.now() + timedelta(minutes=5))


def row(session: Any) -> Outbox:
    session.rollback()
    found: Outbox = session.scalars(select(Outbox)).one()
    return found


def test_a_text_goes_out_in_the_readers_language(
    session: Any, sms: Telephone, worker: Worker
) -> None:
    text()
    worker()
    assert row(session).state == "done"
    assert "فریبا، سلام" in sms.to(MOBILE)[0]
    assert "https://e.org/x" in sms.to(MOBILE)[0].split("\n")
    assert session.scalars(select(Message)).one().provider_id


def test_the_same_key_is_sent_once(session: Any, sms: Telephone, worker: Worker) -> None:
    text("placed:1")
    text("placed:1")
    worker()
    assert len(sms.to(MOBILE)) == 1


def test_a_code_goes_by_template_and_is_wiped(
    session: Any, sms: Telephone, worker: Worker, clock: Any
) -> None:
    code(clock, "en")
    worker()
    assert sms.code(MOBILE) == "012345"
    assert sms.messages[0]["template"] == "sign-in-code-en"
    assert row(session).payload == {}
    assert session.scalars(select(Message)).one().sealed is None


def test_an_expired_code_is_not_sent_and_is_wiped(
    session: Any, sms: Telephone, worker: Worker, clock: Any
) -> None:
    code(clock)
    clock.advance(minutes=6)
    worker()
    assert not sms.messages
    assert (row(session).state, row(session).error) == ("failed", "expired")
    assert session.scalars(select(Message)).one().sealed is None


@pytest.mark.parametrize(("mode", "number"), [("refuse", 409), ("refuse", 418), ("error", 500)])
def test_a_busy_company_is_asked_again_later(
    session: Any, sms: Telephone, worker: Worker, clock: Any, mode: str, number: int
) -> None:
    sms.fail(mode, code=number)
    text()
    worker()
    assert (row(session).state, row(session).error) == ("waiting", f"kavenegar.{number}")
    sms.recover()
    worker()
    assert not sms.messages
    clock.advance(seconds=21)
    worker()
    assert len(sms.to(MOBILE)) == 1
    assert row(session).state == "done"


def test_a_company_that_cannot_be_reached_is_asked_again(
    session: Any, sms: Telephone, worker: Worker, clock: Any
) -> None:
    sms.stop()
    text()
    worker()
    assert (row(session).state, row(session).error) == ("waiting", "connect")
    sms.start()
    clock.advance(seconds=21)
    worker()
    assert len(sms.to(MOBILE)) == 1


def test_a_company_that_is_away_for_days_is_asked_until_it_is_back(
    session: Any, sms: Telephone, worker: Worker, clock: Any
) -> None:
    sms.stop()
    text()
    for _ in range(30):
        worker()
        clock.advance(hours=2)
    assert row(session).state == "waiting"
    sms.start()
    worker()
    assert len(sms.to(MOBILE)) == 1
    assert row(session).state == "done"


def test_a_code_is_not_kept_for_a_company_that_comes_back_too_late(
    session: Any, sms: Telephone, worker: Worker, clock: Any
) -> None:
    sms.stop()
    code(clock)
    worker()
    clock.advance(hours=2)
    sms.start()
    worker()
    assert not sms.messages
    assert (row(session).state, row(session).error) == ("failed", "expired")


def test_a_refused_number_is_final(session: Any, sms: Telephone, worker: Worker) -> None:
    sms.fail("refuse", code=411)
    text()
    worker()
    assert (row(session).state, row(session).error) == ("failed", "kavenegar.411")


@pytest.mark.parametrize(
    ("mode", "error"), [("drop", "no-answer"), ("hang", "no-answer"), ("garbage", "unreadable")]
)
def test_nobody_repeats_a_text_whose_fate_is_unknown(
    session: Any, sms: Telephone, worker: Worker, clock: Any, mode: str, error: str
) -> None:
    sms.fail(mode)
    text()
    worker()
    assert (row(session).state, row(session).error) == ("unknown", error)
    sms.recover()
    clock.advance(hours=5)
    worker()
    assert row(session).state == "unknown"
    with unit_of_work():
        repeating.repeat(session.scalars(select(Message.id)).one())
    worker()
    assert row(session).state == "done"
    assert len(sms.to(MOBILE)) == 1


@pytest.mark.parametrize("locale", ["fa", "en"])
def test_a_letter_has_text_html_and_a_name_of_its_own(
    session: Any, smtp: PostOffice, worker: Worker, locale: str
) -> None:
    letter(locale)
    worker()
    (mail,) = smtp.to(MAIL)
    assert (
        mail["subject"]
        == {"fa": "دعوت به کار در کاروانسرا", "en": "An invitation to work at Caravanserai"}[locale]
    )
    assert "https://e.org/x" in mail["text"]
    assert f'dir="{"rtl" if locale == "fa" else "ltr"}"' in mail["html"]
    assert 'href="https://e.org/x"' in mail["html"]
    assert mail["headers"]["Message-ID"].endswith("@localhost>")


def test_a_repeated_letter_keeps_its_name(
    session: Any, smtp: PostOffice, worker: Worker, clock: Any
) -> None:
    smtp.fail("drop")
    letter()
    worker()
    assert row(session).state == "unknown"
    smtp.recover()
    with unit_of_work():
        repeating.repeat(session.scalars(select(Message.id)).one())
    worker()
    first, second = smtp.to(MAIL)
    assert first["headers"]["Message-ID"] == second["headers"]["Message-ID"]


@pytest.mark.parametrize(
    ("mode", "state", "error"),
    [("busy", "waiting", "smtp.421"), ("later", "waiting", "smtp.451"),
     ("hang", "unknown", "no-answer"),
     ("never", "failed", "smtp.554"), ("unknown", "failed", "smtp.550")],
)  # fmt: skip
def test_a_mail_servers_bad_day(
    session: Any, smtp: PostOffice, worker: Worker, mode: str, state: str, error: str
) -> None:
    smtp.fail(mode)
    letter()
    worker()
    assert (row(session).state, row(session).error) == (state, error)


def test_a_mail_server_that_is_away(session: Any, smtp: PostOffice, worker: Worker) -> None:
    smtp.stop()
    letter()
    worker()
    assert (row(session).state, row(session).error) == ("waiting", "connect")
    smtp.start()


def test_a_name_in_a_letter_cannot_become_markup_or_a_header(
    session: Any, smtp: PostOffice, worker: Worker
) -> None:
    with unit_of_work():
        send.email("staff_invitation", MAIL, "fa", name="<b>x</b>\nBcc: y@z", url="https://e.org/x")
    worker()
    (mail,) = smtp.to(MAIL)
    assert "<b>x</b>" not in mail["html"]
    assert "Bcc" not in mail["headers"]


def test_a_demo_without_companies_shows_everything_on_the_demo_phone(
    make_app: Any, session: Any, clock: Any
) -> None:
    demo = make_app(sms_key="", smtp_url="")
    with demo.app_context():
        code(clock)
        letter()
    demo.extensions["sweep"].call_local()
    session.rollback()
    shown = {one.mobile: one for one in session.scalars(select(DemoText))}
    assert shown[MOBILE].code == "012345"
    assert shown[MAIL].code is None
    assert {one.state for one in session.scalars(select(Outbox))} == {"done"}


def test_without_companies_staff_read_what_is_missing(make_app: Any, session: Any) -> None:
    bare = make_app(sms_key="", smtp_url="", demo_phone=False)
    with bare.app_context():
        text()
        letter()
    bare.extensions["sweep"].call_local()
    session.rollback()
    errors = {one.error for one in session.scalars(select(Outbox))}
    assert errors == {"unset.sms", "unset.mail"}


def test_other_countries_are_dialled_with_two_zeros() -> None:
    assert kavenegar.dialled("+989121234567") == "09121234567"
    assert kavenegar.dialled("+49151234567") == "0049151234567"


def test_codes_that_never_went_are_wiped_by_the_sweep(session: Any, clock: Any) -> None:
    code(clock)
    clock.advance(minutes=6)
    with unit_of_work():
        messages.wipe_expired()
    assert session.scalars(select(Message)).one().sealed is None
