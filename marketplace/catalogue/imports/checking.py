"""What each line would do: whether it can be read, what is new, what would change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from marketplace.catalogue import completeness, photos
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.content import FIELDS
from marketplace.catalogue.imports import families, outcomes
from marketplace.catalogue.imports.columns import ATTRIBUTE, COLUMNS, every
from marketplace.catalogue.imports.models import Import, ImportLine
from marketplace.catalogue.imports.wanted import Known, Wanted, known
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.text import N_, fold
from marketplace.media.models import Picture

NEEDED = {
    "own_code": N_("Write a code of your own, so that the piece is known when you send it again."),
    "title_fa": N_("Give the work a name."),
    "category": N_("Choose what it is."),
}
FIELD_OF = {"title_fa": "title_fa", "category": "category_id"}


def check(table: Import, lines: Sequence[ImportLine], words: Words) -> list[Wanted]:
    """Read every line anew and write down on it what came of it."""
    hers, seen, codes = known(table), dict[int, int](), dict[str, int]()
    found = [_read(line, hers, words, seen, codes) for line in lines]
    families.join(found, hers, words)
    for wanted in found:
        _settle(wanted, hers, words)
    return found


def _read(
    line: ImportLine, hers: Known, words: Words, seen: dict[int, int], codes: dict[str, int]
) -> Wanted:
    wanted, columns = Wanted(line), every(words)
    for key, typed in line.typed.items():
        try:
            if key in columns:
                _take(wanted, key, columns[key].read(typed, words))
        except DomainError as error:
            wanted.blame(key, error.sentence, error.facts)
    _identify(wanted, hers, seen, codes)
    return wanted


def _settle(wanted: Wanted, hers: Known, words: Words) -> None:
    line, new = wanted.line, wanted.listing is None
    _agree(wanted, hers)
    blamed = wanted.blamed()
    for key, sentence in NEEDED.items() if new else ():
        there = wanted.own_code if key == "own_code" else wanted.values.get(FIELD_OF[key])
        if not there and key not in blamed and not _of_family_unread(wanted, key):
            wanted.blame(key, sentence)
    line.differences = {} if wanted.problems else differences(wanted, hers, words)
    if line.differences and wanted.listing and (reason := _closed(wanted.listing, hers)):
        wanted.blame("own_code", reason)
    line.problems = wanted.problems
    line.change = _change(line, new)
    done = line.problems or line.change == "unchanged"
    line.lacking = [] if done else lacking(wanted, hers)
    line.listing_id = wanted.listing.id if wanted.listing else None
    line.outcome, line.doubt = outcomes.expected(wanted, hers), outcomes.doubt(wanted, hers)


def _of_family_unread(wanted: Wanted, key: str) -> bool:
    """What a variant would copy is not asked for while something else keeps it from copying."""
    return bool(wanted.of and key != "own_code" and wanted.family is None and wanted.problems)


def _change(line: ImportLine, new: bool) -> str:
    if line.problems:
        return "wrong"
    return "new" if new else "changed" if line.differences else "unchanged"


def _take(wanted: Wanted, key: str, value: Any) -> None:
    if key == "own_code":
        wanted.own_code = value
    elif key == "family":
        wanted.of = value
    elif key == "photos":
        wanted.photos = value
        if len(value) > photos.MOST:
            raise DomainError(N_("A piece has at most %(most)s photos."), most=photos.MOST)
    elif key.startswith(ATTRIBUTE):
        wanted.answers[int(key.removeprefix(ATTRIBUTE))] = value
    elif column := COLUMNS[key].field:
        wanted.values[column] = value


def _identify(wanted: Wanted, hers: Known, seen: dict[int, int], codes: dict[str, int]) -> None:
    """Which piece the line means; a code that names two, or a piece named twice, is a problem."""
    tag = wanted.line.typed.get("tag_code")
    code, number = fold(wanted.own_code), wanted.line.number
    by_code = hers.by_code.get(code) if code else None
    by_tag = hers.by_tag.get(normalise_code(tag) or "") if tag else None
    if tag and normalise_code(tag) and by_tag is None:
        wanted.blame("tag_code", N_("None of these pieces has this tag."))
    if by_tag and by_code and by_tag.id != by_code.id:
        wanted.blame("own_code", N_("Another piece has this code already."))
    wanted.listing = by_tag or by_code
    twice = codes.get(code) if code else None
    if wanted.listing is not None:
        twice = twice or seen.get(wanted.listing.id)
        seen[wanted.listing.id] = number
    if code:
        codes.setdefault(code, number)
    if twice:
        wanted.blame("own_code", N_("Line %(line)s is the same piece."), {"line": twice})


def _agree(wanted: Wanted, hers: Known) -> None:
    """Several of a new piece are no single one, whether its kind was written or not."""
    values, number = wanted.values, wanted.values.get("quantity", 1)
    present = hers.present(wanted.listing) if wanted.listing else None
    kind = values.get("kind", present.kind if present else "one_of_a_kind")
    if kind != "one_of_a_kind" or "quantity" not in values:
        return
    if wanted.listing is None and number > 1 and "kind" not in wanted.line.typed:
        values["kind"] = "stocked"
    elif number != 1 and not (present and present.kind == kind and number == present.quantity):
        wanted.blame("quantity", N_("A piece that is one of a kind is there once."))


def _closed(listing: Listing, hers: Known) -> str | None:
    """Why this piece cannot be changed now, or None."""
    draft = hers.drafts.get(listing.id)
    if draft and draft.state == "pending":
        return N_("The office looks at this piece now. Change it after that.")
    return hers.gone(listing)


def differences(wanted: Wanted, hers: Known, words: Words) -> dict[str, Any]:
    """Old and new by column, as they would be written in a table; of a new piece only whose
    variant it is."""
    found, family, listing = dict[str, Any](), wanted.family, wanted.listing
    if family and (listing is None or family.begins):
        named = [family.code] if family.line is wanted else [family.code, family.title]
        found["family"] = ["", " · ".join(filter(None, named))]
    if listing is None:
        title = wanted.values.get("title_fa", "")
        if family and title != wanted.line.typed.get("title_fa"):
            found["title_fa"] = ["", title]
        return found
    present = hers.present(listing)
    for key, column in COLUMNS.items():
        if column.field in wanted.values:
            old, new = getattr(present, column.field), wanted.values[column.field]
            if old != new:
                found[key] = [str(column.show(old, words)), str(column.show(new, words))]
    for key, row in words.asked.items():
        if row.id in wanted.answers:
            old, new = present.attributes.get(str(row.id)), wanted.answers[row.id]
            if not _alike(old, new):
                column = every(words)[key]
                found[key] = [str(column.show(old, words)), str(column.show(new, words))]
    if wanted.own_code and wanted.own_code != (listing.own_code or ""):
        found["own_code"] = [listing.own_code or "", wanted.own_code]
    if names := new_pictures(wanted, hers):
        found["photos"] = ["", "; ".join(names)]
    return found


def _alike(old: Any, new: Any) -> bool:
    """A text is written in one language here; its other one stays."""
    if isinstance(old, dict) and isinstance(new, dict):
        return new["fa"] in old.values()
    return bool(old == new)


def values_of(wanted: Wanted, present: Listing | Revision | None) -> dict[str, Any]:
    """The content that the line asks for, answers to attributes among those that are there."""
    if not wanted.answers:
        return wanted.values
    kept = dict(present.attributes) if present else {}
    for key, new in wanted.answers.items():
        old = kept.get(str(key))
        if not _alike(old, new):
            english = old.get("en", "") if isinstance(old, dict) else ""
            kept[str(key)] = new | {"en": new["en"] or english} if isinstance(new, dict) else new
    return wanted.values | {"attributes": kept}


def new_pictures(wanted: Wanted, hers: Known) -> dict[str, int]:
    """The photos that came and that the piece does not show yet, by the names of the line."""
    came = {name: hers.pictures.get(fold(name)) for name in wanted.photos}
    shown = set()
    if wanted.listing is not None:
        shown = {one.picture.sha256 for one in hers.present(wanted.listing).pictures}
    fresh = {name: key for name, key in came.items() if key}
    if not shown or not fresh:
        return fresh
    prints = _prints(list(fresh.values()))
    return {name: key for name, key in fresh.items() if prints[key] not in shown}


def _prints(keys: list[int]) -> dict[int, str]:
    query = select(Picture.id, Picture.sha256).where(Picture.id.in_(keys))
    return {row[0]: row[1] for row in session.execute(query)}


def lacking(wanted: Wanted, hers: Known) -> list[str]:
    """What review would still ask for, by the names of completeness.gaps."""
    present = hers.present(wanted.listing) if wanted.listing else None
    values = values_of(wanted, present)
    trial = Revision(kind="one_of_a_kind", quantity=1, title_fa="", material_fa="", attributes={})
    trial.listing = wanted.listing or Listing(attributes={})
    for name in FIELDS:
        value = values.get(name, getattr(present, name) if present else None)
        if value is not None:
            setattr(trial, name, value)
    gaps = completeness.gaps(trial, asked(trial, hers))
    family = wanted.family.listing if wanted.family and wanted.listing is None else None
    first = hers.present(family) if family else None
    pictured = new_pictures(wanted, hers) or any(one and one.pictures for one in (present, first))
    return [
        one.attribute.name_fa if one.attribute else one.name
        for one in gaps
        if one.field != "photo" or not pictured
    ]


def asked(revision: Revision, hers: Known) -> Sequence[Attribute]:
    """What staff ask about its craft."""
    return hers.asked(revision.category_id) if revision.category_id else ()
