"""What a piece answers to its craft's attributes: kept by the attribute's id with its words.

A text is {"fa", "en"}, a number its thousandths, a choice its id, yes or no a bool."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from marketplace.catalogue import attributes
from marketplace.catalogue.attribute_models import Attribute, ListingAttribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.content import Content
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, clean, fold, localise_digits, to_ascii_digits

LONGEST = 200
MOST = 10**9
PLACES = 1000  # a number is kept in thousandths
NUMBER = re.compile(r"([0-9]{1,3}(?:[,٬،][0-9]{3})+|[0-9]+)(?:[.٫/]([0-9]+))?")
YES = frozenset(fold(word) for word in ("بله", "بلی", "آری", "دارد", "yes", "y", "true", "1"))
NO = frozenset(fold(word) for word in ("نه", "خیر", "ندارد", "no", "n", "false", "0"))
CHUNK = 500


def asked_of(content: Content) -> Sequence[Attribute]:
    """What is asked about a piece in its category, by one query and its choices."""
    category = session.get(Category, content.category_id) if content.category_id else None
    return attributes.of_craft(category.parent_id or category.id) if category else ()


def open_of(content: Listing | Revision) -> list[Attribute]:
    """What may be answered anew: all that is asked, but for what tells a variant from others."""
    listing = content if isinstance(content, Listing) else content.listing
    fixed = choices_of(listing)
    return [row for row in asked_of(content) if not fixed & {one.id for one in row.choices}]


def choices_of(listing: Listing) -> set[int]:
    """The choices that tell a variant from its siblings."""
    return {int(key) for key in (listing.combination or "").split(",") if key}


def shown_of(content: Content) -> list[tuple[Attribute, Any]]:
    """What is asked about it, answered or not; on a published piece what it answered stands too,
    asked still or not."""
    asked = {row.id: row for row in asked_of(content)}
    if isinstance(content, Listing):
        missing = {int(key) for key in content.attributes} - set(asked)
        asked |= {row.id: row for row in attributes.by_ids(missing)} if missing else {}
    rows = sorted(asked.values(), key=lambda row: (row.position, row.id))
    return [(row, content.attributes.get(str(row.id))) for row in rows]


def missing_of(revision: Any, asked: Sequence[Attribute] | None = None) -> list[Attribute]:
    """What must be answered before it is sent. A piece that is published already may go on without
    an answer that was asked for later."""
    listing = revision.listing
    asked = [row for row in (asked_of(revision) if asked is None else asked) if row.required]
    known = _same_craft(revision, listing)
    return [
        row
        for row in asked
        if revision.attributes.get(str(row.id)) is None
        and (not known or str(row.id) in listing.attributes)
    ]


def _same_craft(revision: Content, listing: Listing) -> bool:
    if listing.craft_id is None:
        return False
    category = session.get(Category, revision.category_id or 0)
    return category is not None and listing.craft_id == (category.parent_id or category.id)


def with_(content: Content, answers: Mapping[int, Any]) -> dict[str, Any]:
    """The piece's answers with these in their places; None takes one away."""
    merged = content.attributes | {str(key): value for key, value in answers.items()}
    return {key: value for key, value in merged.items() if value is not None}


def kept_on_publishing(revision: Content, listing: Listing) -> dict[str, Any]:
    """The revision's answers that belong to its craft, and those that the listing had."""
    allowed = {str(row.id) for row in asked_of(revision)}
    if _same_craft(revision, listing):
        allowed |= set(listing.attributes)
    return {key: value for key, value in revision.attributes.items() if key in allowed}


def read(attribute: Attribute, text: str, old: Any = None) -> Any:
    """The answer that a text stands for, as typed in a form or in a column of an import; None for
    nothing. A choice is its id or its name in either language. Raises DomainError."""
    text = clean(text, LONGEST)
    if not text:
        return None
    if attribute.kind == "text":
        english = old.get("en", "") if isinstance(old, dict) else ""
        return {"fa": text, "en": english}
    if attribute.kind == "number":
        return _number(text)
    if attribute.kind == "yes_no":
        return _yes_or_no(text)
    return _choice(attribute, text, old)


def _number(text: str) -> int:
    found = NUMBER.fullmatch(to_ascii_digits(text).replace(" ", ""))
    if not found:
        raise DomainError(N_("Write a number in digits, for example 12 or 12.5."))
    whole, rest = re.sub("[,٬،]", "", found[1]), found[2] or ""
    if len(whole) > 10 or int(whole) > MOST:
        raise DomainError(N_("Write a smaller number."))
    if len(rest.rstrip("0")) > 3:
        raise DomainError(N_("Three digits after the point are enough."))
    return int(whole) * PLACES + int(rest.ljust(3, "0")[:3])


def _yes_or_no(text: str) -> bool:
    word = fold(text)
    if word in YES or word in NO:
        return word in YES
    raise DomainError(N_("Choose one of the answers."))


def _choice(attribute: Attribute, text: str, old: Any) -> int:
    word = fold(text)
    for choice in attribute.choices:
        names = (str(choice.id), fold(choice.name_fa), fold(choice.name_en))
        if word in names and (choice.ended_at is None or choice.id == old):
            return choice.id
    raise DomainError(N_("Choose one of the answers."))


def number_text(thousandths: int, locale: str) -> str:
    """A number as people read it, without needless zeros."""
    whole, rest = divmod(thousandths, PLACES)
    point = "٫" if locale == "fa" else "."
    digits = f"{rest:03}".rstrip("0")
    return localise_digits(f"{whole}{point}{digits}" if digits else str(whole), locale)


def words(attribute: Attribute, value: Any, locale: str) -> str:
    """An answer as people read it."""
    named = next((row for row in attribute.choices if row.id == value), None)
    return plain(
        attribute.kind, value, locale,
        unit=attribute.unit_fa if locale == "fa" else attribute.unit_en,
        choice=(named.name_fa if locale == "fa" else named.name_en) if named else "",
    )  # fmt: skip


def plain(kind: str, value: Any, locale: str, *, unit: str, choice: str) -> str:
    """An answer in words, from its attribute's kind, its unit and the name of what is chosen."""
    if kind == "text":
        return str(value.get(locale) or value.get("fa") or value.get("en") or "")
    if kind == "number":
        return f"{number_text(value, locale)} {unit}".strip()
    if kind == "yes_no":
        return {"fa": ("نه", "بله")}.get(locale, ("No", "Yes"))[bool(value)]
    return choice


def told(answers: Mapping[str, Any]) -> str:
    """Answers in Persian words, for the event log."""
    known = {row.id: row for row in attributes.by_ids(map(int, answers))} if answers else {}
    rows = [(known[int(key)], value) for key, value in answers.items() if int(key) in known]
    return "؛ ".join(f"{row.name_fa}: {words(row, value, 'fa')}" for row, value in rows)


def in_words(changes: dict[str, Any]) -> dict[str, Any]:
    """Changes of content as the event log keeps them: answers in words."""
    if "attributes" not in changes:
        return changes
    return changes | {"attributes": [told(value or {}) for value in changes["attributes"]]}


def project(listing: Listing) -> None:
    """Write the listing's rows for facets anew."""
    session.execute(delete(ListingAttribute).where(ListingAttribute.listing_id == listing.id))
    if rows := rows_of(listing.id, listing.attributes):
        session.execute(insert(ListingAttribute), rows)


def rebuild() -> None:
    """Write every published listing's rows anew."""
    session.execute(delete(ListingAttribute))
    last = 0
    while some := _after(last):
        last = some[-1].id
        if rows := [row for one in some for row in rows_of(one.id, one.attributes)]:
            session.execute(insert(ListingAttribute), rows)


def _after(last: int) -> Sequence[Any]:
    published = Listing.published_at.is_not(None)
    query = select(Listing.id, Listing.attributes).where(Listing.id > last, published)
    return session.execute(query.order_by(Listing.id).limit(CHUNK)).all()


def rows_of(listing_id: int, answers: Mapping[str, Any]) -> list[dict[str, int]]:
    """The rows for facets of a listing with these answers."""
    return [
        {"listing_id": listing_id, "attribute_id": int(key), "value": int(value)}
        for key, value in answers.items()
        if isinstance(value, int)
    ]
