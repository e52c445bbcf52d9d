"""What each line would do: whether it can be read, what is new, what would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.catalogue import attributes, completeness, photos, states
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.categories import craft_of
from marketplace.catalogue.content import FIELDS
from marketplace.catalogue.imports.columns import ATTRIBUTE, COLUMNS, every
from marketplace.catalogue.imports.models import Import, ImportLine, ImportPhoto
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


@dataclass(frozen=True, slots=True)
class Known:
    """A maker's pieces by her own codes and by their tags, what she writes about each, and the
    photos that came: folded name → picture."""

    by_code: Mapping[str, Listing]
    by_tag: Mapping[str, Listing]
    drafts: Mapping[int, Revision]
    pictures: Mapping[str, int]
    asked: Callable[[int], Sequence[Attribute]]  # about a category, each read once

    def present(self, listing: Listing) -> Listing | Revision:
        """What a change would begin from."""
        return self.drafts.get(listing.id, listing)


@dataclass(slots=True)
class Wanted:
    """A line as it was understood: values by content field, its photos' names."""

    line: ImportLine
    listing: Listing | None = None
    values: dict[str, Any] = field(default_factory=dict)
    answers: dict[int, Any] = field(default_factory=dict)
    own_code: str = ""
    photos: list[str] = field(default_factory=list)


def known(table: Import) -> Known:
    """By three queries, however many lines there are."""
    hers = select(Listing).filter_by(vendor_id=table.vendor_id).options(
        selectinload(Listing.pictures)
    )  # fmt: skip
    listings = session.scalars(hers).all()
    open_ = (
        select(Revision)
        .join(Listing, Listing.id == Revision.listing_id)
        .where(Listing.vendor_id == table.vendor_id, Revision.state.in_(states.OPEN))
        .options(selectinload(Revision.pictures))
    )
    came = select(ImportPhoto.name, ImportPhoto.picture_id).filter_by(import_id=table.id)
    return Known(
        {fold(one.own_code): one for one in listings if one.own_code},
        {one.scan_code: one for one in listings},
        {one.listing_id: one for one in session.scalars(open_)},
        {row[0]: row[1] for row in session.execute(came)},
        cache(lambda category_id: attributes.of_craft(craft_of(category_id))),
    )


def check(table: Import, lines: Sequence[ImportLine], words: Words) -> list[Wanted]:
    """Read every line anew and write down on it what came of it."""
    hers, seen, codes = known(table), dict[int, int](), dict[str, int]()
    return [_check(line, hers, words, seen, codes) for line in lines]


def _check(
    line: ImportLine, hers: Known, words: Words, seen: dict[int, int], codes: dict[str, int]
) -> Wanted:
    wanted, problems, columns = Wanted(line), [], every(words)
    for key, typed in line.typed.items():
        try:
            if key in columns:
                _take(wanted, key, columns[key].read(typed, words))
        except DomainError as error:
            problems.append(_problem(key, error.sentence, error.facts))
    problems += _identify(wanted, hers, seen, codes)
    problems += _agree(wanted, hers)
    new = wanted.listing is None
    if new:
        blamed = {one["column"] for one in problems}
        problems += [
            _problem(key, sentence)
            for key, sentence in NEEDED.items()
            if not line.typed.get(key) and key not in blamed
        ]
    line.differences = {} if new or problems else _differences(wanted, hers, words)
    if line.differences and wanted.listing and (reason := _closed(wanted.listing, hers)):
        problems.append(_problem("own_code", reason))
    line.problems = problems
    line.change = _change(line, new)
    line.lacking = [] if problems or line.change == "unchanged" else lacking(wanted, hers)
    return wanted


def _change(line: ImportLine, new: bool) -> str:
    if line.problems:
        return "wrong"
    return "new" if new else "changed" if line.differences else "unchanged"


def _take(wanted: Wanted, key: str, value: Any) -> None:
    if key == "own_code":
        wanted.own_code = value
    elif key == "photos":
        wanted.photos = value
        if len(value) > photos.MOST:
            raise DomainError(N_("A piece has at most %(most)s photos."), most=photos.MOST)
    elif key.startswith(ATTRIBUTE):
        wanted.answers[int(key.removeprefix(ATTRIBUTE))] = value
    elif column := COLUMNS[key].field:
        wanted.values[column] = value


def _identify(
    wanted: Wanted, hers: Known, seen: dict[int, int], codes: dict[str, int]
) -> list[dict[str, Any]]:
    """Which piece the line means; a code that names two, or a piece named twice, is a problem."""
    problems, tag = [], wanted.line.typed.get("tag_code")
    code, number = fold(wanted.own_code), wanted.line.number
    by_code = hers.by_code.get(code) if code else None
    by_tag = hers.by_tag.get(normalise_code(tag) or "") if tag else None
    if tag and normalise_code(tag) and by_tag is None:
        problems.append(_problem("tag_code", N_("None of these pieces has this tag.")))
    if by_tag and by_code and by_tag.id != by_code.id:
        problems.append(_problem("own_code", N_("Another piece has this code already.")))
    wanted.listing = by_tag or by_code
    twice = codes.get(code) if code else None
    if wanted.listing is not None:
        twice = twice or seen.get(wanted.listing.id)
        seen[wanted.listing.id] = number
    if code:
        codes.setdefault(code, number)
    if twice:
        problems.append(
            _problem("own_code", N_("Line %(line)s is the same piece."), {"line": twice})
        )
    return problems


def _agree(wanted: Wanted, hers: Known) -> list[dict[str, Any]]:
    """Several of a new piece are no single one, whether its kind was written or not."""
    values, number = wanted.values, wanted.values.get("quantity", 1)
    if wanted.listing is None and number > 1 and "kind" not in wanted.line.typed:
        values["kind"] = "stocked"
    present = hers.present(wanted.listing) if wanted.listing else None
    kind = values.get("kind", present.kind if present else "one_of_a_kind")
    if kind == "one_of_a_kind" and number != 1 and "quantity" in values:
        return [_problem("quantity", N_("A piece that is one of a kind is there once."))]
    return []


def _closed(listing: Listing, hers: Known) -> str | None:
    """Why this piece cannot be changed now, or None."""
    draft = hers.drafts.get(listing.id)
    if draft and draft.state == "pending":
        return N_("The office looks at this piece now. Change it after that.")
    if listing.state == "refused" or (listing.state == "new" and draft is None):
        return N_("This piece was refused or thrown away. Give the new one another code.")
    return None


def _differences(wanted: Wanted, hers: Known, words: Words) -> dict[str, Any]:
    """Old and new by column, as they would be written in a table."""
    listing, found = cast(Listing, wanted.listing), dict[str, Any]()
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
            kept[str(key)] = new | {"en": english} if isinstance(new, dict) else new
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
    pictured = bool(new_pictures(wanted, hers)) or bool(present and present.pictures)
    return [
        one.attribute.name_fa if one.attribute else one.name
        for one in gaps
        if one.field != "photo" or not pictured
    ]


def asked(revision: Revision, hers: Known) -> Sequence[Attribute]:
    """What staff ask about its craft."""
    return hers.asked(revision.category_id) if revision.category_id else ()


def _problem(column: str, sentence: str, facts: Any = None) -> dict[str, Any]:
    return {"column": column, "sentence": sentence, "facts": dict(facts or {})}
