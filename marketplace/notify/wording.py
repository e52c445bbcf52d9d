"""The shape of a message's words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One template: the text in each language, and for e-mail its subject."""

    fa: str
    en: str
    subject_fa: str = ""
    subject_en: str = ""

    def text(self, locale: str) -> str:
        """The text with its %(name)s places."""
        return self.en if locale == "en" else self.fa

    def subject(self, locale: str) -> str:
        """The subject with its %(name)s places."""
        return self.subject_en if locale == "en" else self.subject_fa
