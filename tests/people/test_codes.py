"""One-time codes: who gets one, how often, and what a wrong one costs."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import compose
from marketplace.notify.models import Message
from marketplace.people import codes
from marketplace.people.models import OneTimeCode

MOBILE, OTHER = "+989000000021", "+989000000022"
ASK = ("sign_in", MOBILE, "browser one", "fa", "10.0.0.1")


def send(mobile: str = MOBILE, browser: str = "browser one", address: str = "10.0.0.1") -> None:
    codes.send("sign_in", mobile, browser, "fa", address)


def newest(session: Any) -> str:
    message = session.scalars(select(Message).order_by(Message.id.desc())).first()
    code = compose.code_of(message)
    assert code
    return str(code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def check(code: str, mobile: str = MOBILE, browser: str = "browser one") -> None:
    codes.check("sign_in", mobile, code, browser)


def test_a_code_has_six_digits_and_is_kept_as_a_hash_only(session: Any) -> None:
    send()
    code, row = newest(session), session.scalars(select(OneTimeCode)).one()
    assert len(code) == 6
    assert code.isdigit()
    assert code not in f"{row.code_hash}{row.browser_hash}"
    assert row.expires_at - row.created_at < timedelta(minutes=5, seconds=2)


def test_the_right_code_works_once(session: Any) -> None:
    send()
    code = newest(session)
    check(code)
    check(code)
    with unit_of_work():
        codes.consume("sign_in", MOBILE, code, "browser one")
    with pytest.raises(DomainError) as error:
        check(code)
    assert error.value.sentence == codes.OVER
    with pytest.raises(DomainError), unit_of_work():
        codes.consume("sign_in", MOBILE, code, "browser one")


def test_a_code_works_for_its_purpose_number_and_browser_only(session: Any) -> None:
    send()
    code = newest(session)
    with pytest.raises(DomainError):
        check(code, browser="browser two")
    with pytest.raises(DomainError):
        check(code, mobile=OTHER)
    with pytest.raises(DomainError):
        codes.check("reservation", MOBILE, code, "browser one")
    check(code)


def test_five_wrong_tries_end_a_code_and_say_how_many_are_left(session: Any) -> None:
    send()
    code, said = newest(session), []
    for _ in range(5):
        with pytest.raises(DomainError) as error:
            check(wrong(code))
        said.append(error.value.sentence % error.value.facts)
    assert "4 more" in said[0]
    assert said[3:] == [codes.WRONG[1], codes.WRONG[0]]
    with pytest.raises(DomainError) as error:
        check(code)
    assert error.value.sentence == codes.OVER


def test_a_code_ends_after_five_minutes(session: Any, clock: Any) -> None:
    send()
    code = newest(session)
    clock.advance(minutes=4, seconds=59)
    check(code)
    clock.advance(seconds=2)
    with pytest.raises(DomainError):
        check(code)


def test_asking_again_within_a_minute_sends_nothing(session: Any, clock: Any) -> None:
    send()
    send()
    assert len(session.scalars(select(Message)).all()) == 1
    clock.advance(seconds=61)
    send()
    assert len(session.scalars(select(Message)).all()) == 2


def test_a_late_first_code_still_works_after_a_second_was_asked_for(
    session: Any, clock: Any
) -> None:
    send()
    first = newest(session)
    clock.advance(seconds=61)
    send()
    check(first)
    with unit_of_work():
        codes.consume("sign_in", MOBILE, first, "browser one")
    with pytest.raises(DomainError):
        check(newest(session))


def test_one_number_gets_five_codes_an_hour_whoever_asks(session: Any, clock: Any) -> None:
    clock.set(clock.now().replace(minute=1, second=0, hour=9))
    for number in range(5):
        send(browser=f"browser {number}", address=f"10.0.0.{number}")
    with pytest.raises(TooMany) as error:
        send(browser="one more", address="10.0.0.9")
    assert 0 < error.value.retry_after <= 3600
    send(mobile=OTHER)


def test_an_address_and_the_whole_site_have_a_daily_cap(session: Any) -> None:
    codes.configure(per_address=2, per_site=3)
    try:
        send("+989000000031")
        send("+989000000032")
        with pytest.raises(TooMany):
            send("+989000000033")
        send("+989000000034", address="10.0.0.2")
        with pytest.raises(TooMany):
            send("+989000000035", address="10.0.0.3")
    finally:
        codes.configure(per_address=300, per_site=5000)


def test_old_codes_are_forgotten(session: Any, clock: Any) -> None:
    send()
    clock.advance(days=2)
    with unit_of_work():
        assert codes.forget_old(clock.now() - timedelta(days=1), 10) == 1
    assert not session.scalars(select(OneTimeCode)).all()
