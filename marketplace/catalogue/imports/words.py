"""What people call columns and choices, in both languages, however it is spelled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.catalogue.attribute_models import Attribute
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, fold

_BESIDE = re.compile(r"[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Words:
    """`headers`: folded name → column; `known`: kind → folded word → value; `shown`: kind →
    value → the word that is written, in the reader's language; `asked`: column → what staff ask
    of a craft; `titles`: what heads those columns."""

    headers: Mapping[str, str]
    known: Mapping[str, Mapping[str, Any]]
    shown: Mapping[str, Mapping[Any, str]]
    asked: Mapping[str, Attribute] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    language: str = "fa"

    def column(self, header: str) -> str | None:
        """The column that a header means; what stands in brackets says nothing."""
        return self.headers.get(folded(header)) or self.headers.get(
            folded(_BESIDE.sub(" ", header))
        )

    def value(self, kind: str, typed: str) -> Any:
        """The value that a word means. Raises DomainError that names some that would do."""
        found = self.known[kind].get(folded(typed))
        if found is None:
            some = list(dict.fromkeys(self.shown[kind].values()))[:6]
            raise DomainError(
                N_("This is none of the choices. One of them: %(some)s"), some=" · ".join(some)
            )
        return found

    def word(self, kind: str, value: Any) -> str:
        """How a value is written; nothing for none."""
        return self.shown[kind].get(value, "")


def folded(text: str) -> str:
    """A header or choice without case, marks and doubled spaces."""
    return " ".join(fold(text[:200]).split())
