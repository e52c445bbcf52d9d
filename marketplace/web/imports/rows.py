"""An import as its page shows it: counts as tabs, lines in words, what is to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from marketplace.catalogue import states as catalogue
from marketplace.catalogue.imports import find
from marketplace.catalogue.imports.models import Import, ImportLine
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.web.formatters import local
from marketplace.web.forms.form import say
from marketplace.web.imports.place import Place
from marketplace.web.imports.words import header_of
from marketplace.web.pages import Pages, page_links
from marketplace.web.tabs import Tab

TABS = {
    "wrong": N_("To mend"),
    "new": N_("New ones"),
    "changed": N_("Ones that change"),
    "unchanged": N_("As before"),
}
STATES = {
    "uploaded": (N_("something is to be mended"), "warn"),
    "ready": (N_("ready to be taken over"), "wait"),
    "taken_over": (N_("taken over"), "ok"),
    "abandoned": (N_("thrown away"), ""),
}
MENDED, LISTED = 20, 50  # lines of one page
LONG = ("story_fa", "story_en", "care_fa", "care_en")


@dataclass(frozen=True, slots=True)
class Cell:
    """What was typed in a column that is to be mended, and why."""

    id: str
    label: str
    typed: str
    sentence: str
    long: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    id: int
    number: int
    title: str
    cells: list[Cell]
    changes: list[tuple[str, str, str]]
    lacking: list[str]
    url: str
    outcome: str
    doubt: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of an import."""

    group: str
    tabs: list[Tab]
    counts: dict[str, int]
    lines: list[Line]
    pages: Pages
    named: int
    missing: list[str]


def shown(place: Place, table: Import, words: Words, group: str, page: int) -> Shown:
    """The lines of one group; the first that has any when none was asked for."""
    counts = find.counts(table)
    if group not in counts:
        group = next((name for name in TABS if counts[name]), "unchanged")
    size = MENDED if group == "wrong" else LISTED
    last = max(1, ceil(counts[group] / size))
    page = min(max(page, 1), last)
    lines = find.lines(table, group, page, size)
    named, came = find.photo_names(table)
    return Shown(
        group,
        [
            Tab(_(label), place.url("import_page", table, show=name), name == group, counts[name])
            for name, label in TABS.items()
            if counts[name] or name == group
        ],
        counts,
        _lines(place, lines, words),
        page_links(
            page, last, lambda number: place.url("import_page", table, show=group, page=number)
        ),
        len(named),
        [name for key, name in named.items() if key not in came],
    )


def _lines(place: Place, lines: Sequence[ImportLine], words: Words) -> list[Line]:
    pieces = _pieces(lines)
    return [
        Line(
            line.id, line.number,
            line.typed.get("title_fa") or (local(piece, "title") if piece else "")
            or line.typed.get("own_code", ""),
            [_cell(line, problem, words) for problem in line.problems],
            [(header_of(key, words), *pair) for key, pair in line.differences.items()],
            [_(name) for name in line.lacking], place.piece_url(piece.public_id) if piece else "",
            line.outcome or "", line.doubt,
        )
        for line in lines
        for piece in [pieces.get(line.listing_id or 0)]
    ]  # fmt: skip


def _pieces(lines: Sequence[ImportLine]) -> dict[int, Any]:
    """The pieces that lines are about: their names in the shop or in a draft."""
    keys = [line.listing_id for line in lines if line.listing_id]
    if not keys:
        return {}
    titles = [
        func.coalesce(func.nullif(getattr(Listing, name), ""), getattr(Revision, name)).label(name)
        for name in ("title_fa", "title_en")
    ]
    draft = (Revision.listing_id == Listing.id) & Revision.state.in_(catalogue.OPEN)
    rows = select(Listing.id, Listing.public_id, *titles).outerjoin(Revision, draft)
    found = session.execute(rows.where(Listing.id.in_(keys)))
    return {row.id: row for row in found}


def _cell(line: ImportLine, problem: dict[str, object], words: Words) -> Cell:
    key = str(problem["column"])
    facts = problem["facts"] if isinstance(problem["facts"], dict) else {}
    offered = words.shown.get(key, {})
    return Cell(
        f"{line.id}.{key}", header_of(key, words), line.typed.get(key, ""),
        say(DomainError(str(problem["sentence"]), **facts)), key in LONG, tuple(offered.values()),
    )  # fmt: skip
