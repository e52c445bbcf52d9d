"""Every message has its words in both languages, and facts that fit."""

import re
from datetime import timedelta
from typing import Any

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.text import FSI, PDI, sms_parts
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import compose, reasons, send
from marketplace.notify.facts import shown
from marketplace.notify.models import Message
from marketplace.notify.words import WORDS

PLACE = re.compile(r"%\((\w+)\)s")
PERSIAN = re.compile("[آ-ی]")


@pytest.mark.parametrize("template", WORDS)
def test_a_template_says_the_same_in_both_languages(template: str) -> None:
    words = WORDS[template]
    assert words.fa, template
    assert words.en, template
    assert set(PLACE.findall(words.fa)) == set(PLACE.findall(words.en))
    assert set(PLACE.findall(words.subject_fa)) == set(PLACE.findall(words.subject_en))
    assert bool(words.subject_fa) == bool(words.subject_en)
    assert PERSIAN.search(words.fa)
    assert not PERSIAN.search(words.en)


@pytest.mark.parametrize("template", WORDS)
def test_only_places_stand_after_a_percent(template: str) -> None:
    words = WORDS[template]
    for text in (words.fa, words.en, words.subject_fa, words.subject_en):
        assert "%" not in PLACE.sub("", text)


def test_facts_are_shown_in_the_readers_language() -> None:
    facts = {"count": 3, "sum": {"amount": 18_500_000, "currency": "IRR"}}
    assert shown(facts, "fa") == {"count": "۳", "sum": "۱٬۸۵۰٬۰۰۰\u00a0تومان"}
    assert shown(facts, "en") == {"count": "3", "sum": "1,850,000\u00a0Toman"}


def test_what_runs_the_other_way_is_wrapped() -> None:
    facts = {"title": "گلیم", "latin": "Kilim ۲", "url": "https://example.org/o/x", "code": "K7M2"}
    assert shown(facts, "fa") == facts | {"latin": f"{FSI}Kilim ۲{PDI}"}
    assert shown(facts, "en")["title"] == f"{FSI}گلیم{PDI}"
    assert shown({"evil": "\u202eabc"}, "fa")["evil"] == f"{FSI}abc{PDI}"


def test_facts_are_text_numbers_and_money(session: Any) -> None:
    with pytest.raises(TypeError), unit_of_work():
        send.sms("staff_invitation", "+989000000021", "fa", name=1.5)
    with pytest.raises(KeyError), unit_of_work():
        send.sms("no_such_template", "+989000000021", "fa")
    with unit_of_work():
        key = send.sms(
            "staff_invitation", "+989000000021", "fa", name=Money(10), url="https://example.org"
        )
    assert key
    assert "۱\u00a0تومان" in compose.text(session.get_one(Message, key))


def test_a_code_is_sealed_and_not_in_the_facts(session: Any, clock: Any) -> None:
    with unit_of_work():
        key = send.code(
            "sign_in_code", "+989000000021", "fa", "012345", clock.now() + timedelta(minutes=5)
        )
    message = session.get_one(Message, key)
    assert "۰۱۲۳۴۵" in compose.text(message)
    assert "012345" not in f"{message.facts}{message.sealed!r}"
    assert sms_parts(compose.text(message)) <= 2


def test_reasons_of_every_kind_have_a_sentence() -> None:
    assert reasons.sentence("kavenegar.411")[0] == reasons.SENTENCES["kavenegar.411"]
    assert reasons.sentence("smtp.554") == (reasons.REFUSED, {"code": "554"})
    assert reasons.sentence("KeyError") == (reasons.STOPPED, {})
