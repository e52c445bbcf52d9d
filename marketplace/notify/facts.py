"""What a message tells: kept as JSON, shown in the reader's language."""

import unicodedata
from typing import Any

from marketplace.kernel.money import Money, show
from marketplace.kernel.text import isolate, localise_digits

HIDDEN = ("code", "url", "stop")


def pack(facts: dict[str, object]) -> dict[str, Any]:
    """The facts as JSON: text, whole numbers and money."""
    return {name: _packed(value) for name, value in facts.items()}


def shown(facts: dict[str, Any], locale: str) -> dict[str, str]:
    """The facts as the reader sees them; what runs the other way is wrapped against mix-ups."""
    return {name: _shown(name, value, locale) for name, value in facts.items()}


def _packed(value: object) -> Any:
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    if isinstance(value, int | str):
        return value
    raise TypeError(f"a message cannot tell a {type(value).__name__}")


def _shown(name: str, value: Any, locale: str) -> str:
    if isinstance(value, dict):
        return show(Money(value["amount"], value["currency"]), locale)
    if isinstance(value, int):
        return localise_digits(str(value), locale)
    if name in HIDDEN:
        return str(value)
    return isolate(value) if _runs_against(value, locale) else str(value)


def _runs_against(text: str, locale: str) -> bool:
    against = ("R", "AL") if locale == "en" else ("L",)
    return any(unicodedata.bidirectional(letter) in against for letter in text)
