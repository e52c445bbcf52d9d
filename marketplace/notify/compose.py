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


def tells_link(message: Message) -> bool:
    """Whether its words hold a link; a secret one's is sealed, as a code is."""
    return "%(url)s" in WORDS[message.template].fa


def code_of(message: Message) -> str | None:
    """A secret message's code; None once it was wiped."""
    return None if tells_link(message) else _secret_of(message)


def link_of(message: Message) -> str:
    """The address that the message brings; "" for none, or once it was wiped."""
    return str(message.facts.get("url") or (tells_link(message) and _secret_of(message)) or "")


def text(message: Message) -> str:
    """What its reader is told."""
    facts = shown(message.facts, message.locale) | {"url": link_of(message)}
    if message.secret:
        facts["code"] = localise_digits(code_of(message) or "", message.locale)
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


def _secret_of(message: Message) -> str | None:
    plain = unseal(message.sealed) if message.sealed else None
    return plain.decode() if plain else None


def _fill(message: Message, words: str, facts: Mapping[str, Any], office: Preferences) -> str:
    names = {
        "bazaar": office.local("bazaar_name", message.locale),
        "office": office.local("office_name", message.locale),
    }
    return words % (names | dict(facts))
