"""Lines that are variants: of which piece, which one of it each is, what it copies from that."""

from collections.abc import Sequence
from typing import Any

from marketplace.catalogue import answers, attributes, variants
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.content import FIELDS
from marketplace.catalogue.imports.columns import attribute_key
from marketplace.catalogue.imports.wanted import Family, Known, Wanted
from marketplace.catalogue.imports.words import Words
from marketplace.catalogue.models import Listing
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.text import N_, fold

COLUMN = "family"
NOT_COPIED = ("attributes", "quantity")
TITLES = {"fa": "title_fa", "en": "title_en"}
SAYS_NOT = N_(
    "“%(code)s” does not say yet which one it is. Fill in in its own line too: %(some)s"
)  # fmt: skip


def join(lines: Sequence[Wanted], hers: Known, words: Words) -> None:
    """Find what lines say about variants; what does not fit becomes their problem."""
    house = _House(lines, hers, words)
    for one in lines:
        try:
            if one.listing is not None:
                house.stay(one, one.listing)
            elif one.of:
                house.come(one)
        except DomainError as error:
            one.refuse(error, COLUMN)


class _House:
    """The families that a table speaks of."""

    def __init__(self, lines: Sequence[Wanted], hers: Known, words: Words) -> None:
        self.hers, self.words = hers, words
        self.lines = {one.listing.id: one for one in lines if one.listing}
        self.codes = {fold(one.own_code): one for one in reversed(lines) if one.own_code}
        self.families: dict[int | str, Family] = {}

    def stay(self, one: Wanted, listing: Listing) -> None:
        """A piece that is there keeps its place: which one it is was said when it was added."""
        fixed = answers.choices_of(listing)
        for row in self._asked(self.hers.present(listing).category_id) if fixed else ():
            new = one.answers.get(row.id)
            own = fixed & {choice.id for choice in row.choices}
            if own and new is not None and new not in own:
                one.blame(
                    attribute_key(row.id),
                    N_("Which one it is stays as it is. A line of its own adds another."),
                )
        if not one.of:
            return
        first = self._first(one.of)[0]
        mine = listing.family_id or listing.id
        if first is None or (first.family_id or first.id) != mine:
            raise DomainError(
                N_("This piece is there already and cannot move. A line of its own adds another.")
            )

    def come(self, one: Wanted) -> None:
        """A new one, unless the line is the first itself."""
        listing, line = self._first(one.of)
        if line is not one:
            self._add(one, self._family(listing, line))

    def _first(self, code: str) -> tuple[Listing | None, Wanted | None]:
        """The piece that a code means, as it is and as a line has it; of a variant its first."""
        folded = fold(code)
        line = self.codes.get(folded)
        listing = self.hers.by_code.get(folded) or (line.listing if line else None)
        if listing is None and line is None:
            listing = self.hers.by_tag.get(normalise_code(code) or "")
        if listing is not None:
            listing = self.hers.by_id[listing.family_id or listing.id]
            return listing, self.lines.get(listing.id)
        if line is None:
            raise DomainError(N_("No piece has this code, in this table or before it."))
        if line.of and fold(line.of) != folded:
            raise DomainError(
                N_("That piece is a variant itself. Write the code of the one it belongs to.")
            )
        return None, line

    def _family(self, listing: Listing | None, line: Wanted | None) -> Family:
        key: int | str = listing.id if listing else fold(line.own_code) if line else ""
        found = self.families.get(key)
        if found is None:
            found = self.families[key] = self._read(listing, line)
        return found

    def _read(self, listing: Listing | None, line: Wanted | None) -> Family:
        if listing is not None and (reason := self.hers.gone(listing)):
            raise DomainError(reason)
        present = self.hers.present(listing) if listing else None
        category = line.values.get("category_id") if line else None
        rows = self._asked(category or (present.category_id if present else None))
        given = {int(key): value for key, value in present.attributes.items()} if present else {}
        given |= line.answers if line else {}
        if listing is not None and listing.family_id:
            fixed = answers.choices_of(listing)
            own = {row.id: one.id for row in rows for one in row.choices if one.id in fixed}
        else:
            own = {row.id: given[row.id] for row in rows if given.get(row.id) in _offered(row)}
        code = (line.own_code if line else "") or (listing.own_code if listing else "") or (
            listing.scan_code if listing else "")  # fmt: skip
        if not own:
            raise _cannot(code, rows, self.words)
        title = (line.values.get("title_fa") if line else "") or (
            present.title_fa if present else "")  # fmt: skip
        family = Family(
            code, listing, line, [row for row in rows if row.id in own], own,
            self._there(listing, line, own), title,
        )  # fmt: skip
        if line is not None:
            line.family, line.chosen = family, own
            if family.begins:
                _name(line, family, {}, own)
        return family

    def _there(
        self, listing: Listing | None, line: Wanted | None, own: dict[int, int]
    ) -> dict[str, int | None]:
        there: dict[str, int | None] = {
            one.combination: None
            for one in self.hers.by_id.values()
            if listing is not None and one.family_id == listing.id and one.combination
        }
        return {variants.combination(own): line.line.number if line else None} | there

    def _add(self, one: Wanted, family: Family) -> None:
        missing = [row for row in family.options if row.id not in one.answers]
        for row in missing:
            if attribute_key(row.id) not in one.blamed():
                one.blame(attribute_key(row.id), N_("Say which one this is."))
        if missing:
            return
        chosen = {row.id: one.answers[row.id] for row in family.options}
        combination = variants.combination(chosen)
        if combination in family.there:
            raise _twice(family, combination)
        if len(family.there) >= variants.MOST:
            raise DomainError(N_("A piece has %(most)s variants at most."), most=variants.MOST)
        family.there[combination] = one.line.number
        one.family, one.chosen = family, chosen
        self._copy(one, family)
        _name(one, family, family.own, chosen)

    def _copy(self, one: Wanted, family: Family) -> None:
        """What the line leaves empty is as it is on the first, but for how many there are."""
        values, given = dict[str, Any](), dict[int, Any]()
        if family.listing is not None:
            present = self.hers.present(family.listing)
            values = {name: getattr(present, name) for name in FIELDS}
            given = {int(key): value for key, value in present.attributes.items()}
        if family.line is not None:
            values |= family.line.values
            given |= family.line.answers
        if family.listing is None and family.line is not None and not one.photos:
            one.photos = family.line.photos
        values = {key: value for key, value in values.items() if key not in NOT_COPIED}
        if one.values.get("category_id", values.get("category_id")) != values.get("category_id"):
            raise DomainError(
                N_("A variant is of the same kind as its piece. Leave this empty."),
                field="category",
            )
        one.values = values | one.values
        one.answers = given | one.answers

    def _asked(self, category_id: int | None) -> Sequence[Attribute]:
        rows = self.hers.asked(category_id) if category_id else ()
        return [row for row in rows if row.varies]


def _offered(row: Attribute) -> set[int]:
    return {one.id for one in attributes.offered(row)}


def _name(one: Wanted, family: Family, old: variants.Chosen, new: variants.Chosen) -> None:
    """Its name says which one it is, as on a maker's page."""
    for locale, name in TITLES.items():
        if one.values.get(name):
            one.values[name] = variants.named(one.values[name], locale, family.options, old, new)


def _cannot(code: str, rows: Sequence[Attribute], words: Words) -> DomainError:
    if not rows:
        return DomainError(N_("The office has not said in what variants of this craft may differ."))
    names = [row.name_fa if words.language == "fa" else row.name_en for row in rows]
    return DomainError(SAYS_NOT, code=code, some=" · ".join(names))


def _twice(family: Family, combination: str) -> DomainError:
    number, column = family.there[combination], attribute_key(family.options[-1].id)
    if number is None:
        return DomainError(variants.THERE, field=column)
    return DomainError(N_("Line %(line)s is the same piece."), field=column, line=number)
