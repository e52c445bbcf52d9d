"""The base of every form: its errors as a list for the summary, its sentences our own."""

from collections.abc import Iterable
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.fields.core import Field

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.web import formatters

_SENTENCES = {
    "Not a valid choice.": N_("Choose one of the answers."),
    "Not a valid choice": N_("Choose one of the answers."),
    "Invalid Choice: could not coerce.": N_("Choose one of the answers."),
    "This field is required.": N_("This is needed. Please fill it in."),
}


def answers(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """The answers of a field of choices, from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]


def say(error: DomainError) -> str:
    """A rule's sentence in the reader's language, its numbers in the reader's digits."""
    facts = {name: _fact(fact) for name, fact in error.facts.items()}
    return str(_(error.sentence, **facts))


def _fact(fact: object) -> object:
    """A number in the reader's digits, a thing by its name."""
    if isinstance(fact, int):
        return formatters.number(fact)
    return formatters.local(fact, "name") if hasattr(fact, "name_fa") else fact


class _Sentences:
    """WTForms' own messages, said as we say them."""

    def gettext(self, string: str) -> str:
        return str(_(_SENTENCES[string])) if string in _SENTENCES else string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


class Form(wtforms.Form):
    """A form whose errors can be listed for the summary and added to by a domain rule.

    `FIRST` names the fields that its page shows before those of the form it extends."""

    FIRST: ClassVar[tuple[str, ...]] = ()

    class Meta:
        def get_translations(self, form: wtforms.Form) -> _Sentences:
            return _Sentences()

    def error_list(self) -> list[tuple[str, str, str]]:
        """(field id, label, sentence) of every error, in the order of the page."""
        return [
            (getattr(field, "focus_id", field.id), str(field.label.text), str(sentence))
            for field in sorted(self, key=self._place)
            for sentence in field.errors
        ]

    def _place(self, field: Field) -> int:
        names = (*self.FIRST, field.short_name)
        return names.index(field.short_name)

    def add_error(self, field: str | Field, sentence: Any) -> None:
        """Put a sentence, or a domain error, beside a field after validate()."""
        found = self[field] if isinstance(field, str) else field
        words = say(sentence) if isinstance(sentence, DomainError) else str(sentence)
        found.errors = [*found.errors, words]
