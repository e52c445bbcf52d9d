"""The public texts on a page: their titles, their marks as HTML, what changed between two."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from markupsafe import Markup

from marketplace.kernel.text import N_

TITLES = {
    "terms": N_("Terms for makers"),
    "privacy": N_("Privacy"),
    "reservation": N_("Reservation terms"),
    "returns": N_("Returns"),
    "contact": N_("Contact"),
    "about": N_("About the office"),
}
MARKS = {"## ": "h2", "### ": "h3", "- ": "li"}
HEADINGS = {"h2": Markup("<h2>{}</h2>"), "h3": Markup("<h3>{}</h3>")}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison; `kind` is same, old or new."""

    kind: str
    text: str


def html(text: str) -> Markup:
    """Headings (##, ###), lists (-) and paragraphs, everything escaped."""
    parts: list[Markup] = []
    lines = [_read(line) for line in text.strip().split("\n")]
    for tag, group in groupby(lines, key=lambda line: line[0]):
        words = [line for _tag, line in group]
        if tag == "li":
            items = Markup("").join(Markup("<li>{}</li>").format(one) for one in words)
            parts.append(Markup("<ul>{}</ul>").format(items))
        elif tag == "p":
            parts.append(Markup("<p>{}</p>").format(" ".join(words)))
        elif tag:
            parts += [HEADINGS[tag].format(one) for one in words]
    return Markup("\n").join(parts)


def difference(old: str, new: str) -> list[Line]:
    """What went and what came, line by line; what stayed only beside it."""
    return list(_compared(_lines(old), _lines(new)))


def _read(line: str) -> tuple[str, str]:
    """The tag of a line ("" for an empty one) and its words."""
    line = line.strip()
    for mark, tag in MARKS.items():
        if line.startswith(mark):
            return tag, line[len(mark) :].strip()
    return ("p" if line else ""), line


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _compared(old: list[str], new: list[str]) -> Iterator[Line]:
    for steps in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1):
        for what, one, two, three, four in steps:
            if what == "equal":
                yield from (Line("same", line) for line in old[one:two])
            else:
                yield from (Line("old", line) for line in old[one:two])
                yield from (Line("new", line) for line in new[three:four])
