"""What happened, in words: one sentence for each event of the log, a label for each field.

Each part speaks for one room; a word stands in one part only.
"""

from types import ModuleType
from typing import Any

from marketplace.web.log.words import (
    front,
    makers,
    money,
    office,
    orders,
    outside,
    payouts,
    people,
    pieces,
    post,
    returns,
    staff,
    wishes,
)
from marketplace.web.money import rate_words

PARTS = (
    orders, post, returns, money, rate_words, outside, payouts, pieces,
    front, makers, people, office, staff, wishes,
)  # fmt: skip


def _gathered(name: str) -> dict[str, str]:
    return {key: words for part in PARTS for key, words in _of(part, name, {}).items()}


def _named(name: str) -> frozenset[str]:
    return frozenset(key for part in PARTS for key in _of(part, name, ()))


def _of(part: ModuleType, name: str, nothing: Any) -> Any:
    return getattr(part, name, nothing)


KINDS, EVENTS, FIELDS = _gathered("KINDS"), _gathered("EVENTS"), _gathered("FIELDS")
MONEY, DAYS = _named("MONEY"), _named("DAYS")
NAMELESS = frozenset({"picture_id", "note_id"})
