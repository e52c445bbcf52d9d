"""A task about money at a gateway in the reader’s language: its row keeps names and numbers."""

import re

from flask_babel import gettext as _

from marketplace.kernel.money import Money
from marketplace.kernel.text import isolate
from marketplace.web import formatters
from marketplace.web.money.pay_words import METHODS, problem

PART = " · "
AMOUNT = re.compile(r"([\d,]+) ([A-Z]{3})")


def said(words: str) -> str:
    """The gateway, its reference, the amount and what is wrong; what we have no word for stays."""
    return PART.join(_word(part) for part in words.split(PART))


def _word(part: str) -> str:
    if part in METHODS:
        return str(_(METHODS[part]))
    if found := AMOUNT.fullmatch(part):
        return formatters.money(Money(int(found[1].replace(",", "")), found[2]))
    told = problem(part)
    return isolate(part) if told == part else told
