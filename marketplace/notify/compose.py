"""A message's text, for its reader and, without its secrets, for staff."""

from collections.abc import Mapping
from typing import Any

from marketplace.kernel.preferences import Preferences, load
from marketplace.kernel.secrets import unseal
from marketplace.kernel.text import localise_digits
from marketplace.notify.facts import HIDDEN, shown
from marketplace.notify.models import Message
from marketplace.notify.words import WORDS

DOTS = "••••"


def code_of(message: Message) -> str | None:
    """A secret message's code; None once it was wiped."""
    plain = unseal(message.sealed) if message.sealed else None
    return plain.decode() if plain else None


def text(message: Message) -> str:
    """What its reader is told."""
    code = code_of(message) or ""
    facts = shown(message.facts, message.locale)
    if message.secret:
        facts["code"] = localise_digits(code, message.locale)
    return _fill(message, WORDS[message.template].text(message.locale), facts, load())


def subject(message: Message) -> str:
    """The subject of an e-mail."""
    facts = shown(message.facts, message.locale)
    return _fill(message, WORDS[message.template].subject(message.locale), facts, load())


def for_staff(message: Message, office: Preferences) -> str:
    """What staff may read: codes and links are dots."""
    hidden = dict.fromkeys(HIDDEN, DOTS)
    facts = shown(message.facts, message.locale) | hidden
    return _fill(message, WORDS[message.template].text(message.locale), facts, office)


def _fill(message: Message, words: str, facts: Mapping[str, Any], office: Preferences) -> str:
    names = {
        "bazaar": office.local("bazaar_name", message.locale),
        "office": office.local("office_name", message.locale),
    }
    return words % (names | dict(facts))
