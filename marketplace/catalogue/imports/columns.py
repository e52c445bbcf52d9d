"""The columns of a table of pieces: their names, how each is read, how each is written."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from marketplace.catalogue import answers, lengths
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.content import HAND_SHARES, KINDS
from marketplace.catalogue.imports.words import Words
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.money import Money, parse_amount
from marketplace.kernel.text import N_, clean, to_ascii_digits

Cell = str | int
Read = Callable[[str, Words], Any]
Show = Callable[[Any, Words], Cell]
MM = 10
ATTRIBUTE = "attribute-"
NO_GROUPS = str.maketrans("", "", "٬،,  \u00a0'")


@dataclass(frozen=True, slots=True)
class Column:
    """`name` heads it; `field` is the content it fills, "" for those that only name a piece."""

    key: str
    name: str
    read: Read
    show: Show = lambda value, _words: value if isinstance(value, int) else str(value or "")
    field: str = ""


def _text(limit: int, multiline: bool = False) -> Read:
    return lambda text, _words: clean(text, limit, multiline=multiline)


def _number(at_least: int, at_most: int) -> Read:
    def read(text: str, _words: Words) -> int:
        number = _decimal(text)
        if number != int(number):
            raise DomainError(N_("Write a whole number in digits, for example 12."))
        return _within(int(number), at_least, at_most)

    return read


def _centimetres(text: str, _words: Words) -> int:
    """Centimetres, a decimal allowed, as millimetres."""
    millimetres = int((_decimal(text) * MM).to_integral_value())
    _within(-(-millimetres // MM), 1, 3000)
    return millimetres


def _decimal(text: str) -> Decimal:
    plain = to_ascii_digits(text).translate(NO_GROUPS).replace("٫", ".").replace("−", "-")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > 10**12:
        raise DomainError(N_("Write a whole number in digits, for example 12."))
    return number


def _within(number: int, least: int, most: int) -> int:
    if number < least:
        raise DomainError(N_("Write a number of at least %(least)s."), least=least)
    if number > most:
        raise DomainError(N_("Write a number of at most %(most)s."), most=most)
    return number


def _amount(text: str, _words: Words) -> int:
    return parse_amount(text).amount


def _code(text: str, _words: Words) -> str:
    code = normalise_code(text)
    if code is None:
        raise DomainError(N_("This is no code of a tag. Leave it empty for a new piece."))
    return code


def _own_code(text: str, _words: Words) -> str:
    return clean(to_ascii_digits(text), 40)


def photo_names(text: str) -> list[str]:
    """The names in a cell, whatever stands between them."""
    for mark in ("؛", "،", ",", "|", "\n"):
        text = text.replace(mark, ";")
    return [name for part in text.split(";") if (name := clean(part[:120]))]


def _photos(text: str, _words: Words) -> list[str]:
    return photo_names(text)


def _choice(kind: str) -> Read:
    def read(text: str, words: Words) -> Any:
        return words.value(kind, text)

    return read


def _say(kind: str) -> Show:
    return lambda value, words: words.word(kind, value)


def _as_centimetres(value: Any, _words: Words) -> Cell:
    if not value:
        return ""
    whole, rest = divmod(value, MM)
    return f"{whole}.{rest}" if rest else int(whole)


def _as_amount(value: Any, _words: Words) -> Cell:
    if not value:
        return ""
    kind = Money(0).kind
    whole, rest = divmod(int(value), kind.divisor)
    return f"{whole}.{rest:0{len(str(kind.divisor)) - 1}d}" if rest else whole


COLUMNS = {
    column.key: column
    for column in (
        Column("own_code", N_("Your own code"), _own_code),
        Column("tag_code", N_("Tag code"), _code),
        Column("family", N_("Variant of"), _own_code),
        Column("title_fa", N_("Name"), _text(lengths.TITLE), field="title_fa"),
        Column("title_en", N_("Name in English"), _text(lengths.TITLE), field="title_en"),
        Column("category", N_("Category"), _choice("category"), _say("category"), "category_id"),
        Column("kind", N_("How many are there?"), _choice("kind"), _say("kind"), "kind"),
        Column("price", N_("Price"), _amount, _as_amount, "price"),
        Column("quantity", N_("How many"), _number(0, 1000), field="quantity"),
        Column("lead_days", N_("Days to make one"), _number(1, 365), field="lead_days"),
        Column("open_limit", N_("Orders at a time"), _number(1, 100), field="open_limit"),
        Column("width", N_("Width, cm"), _centimetres, _as_centimetres, "width_mm"),
        Column("length", N_("Length, cm"), _centimetres, _as_centimetres, "length_mm"),
        Column("height", N_("Height, cm"), _centimetres, _as_centimetres, "height_mm"),
        Column("weight", N_("Weight, grams"), _number(1, 200_000), field="weight_g"),
        Column("material_fa", N_("Material"), _text(lengths.MATERIAL), field="material_fa"),
        Column(
            "material_en", N_("Material in English"), _text(lengths.MATERIAL), field="material_en"
        ),
        Column("technique_fa", N_("Technique"), _text(lengths.TECHNIQUE), field="technique_fa"),
        Column(
            "technique_en",
            N_("Technique in English"),
            _text(lengths.TECHNIQUE),
            field="technique_en",
        ),
        Column("hand", N_("Made by hand"), _choice("hand"), _say("hand"), "hand_share"),
        Column("making_days", N_("Days of work"), _number(1, 2000), field="making_days"),
        Column("care_fa", N_("Care"), _text(lengths.CARE, True), field="care_fa"),
        Column("care_en", N_("Care in English"), _text(lengths.CARE, True), field="care_en"),
        Column("story_fa", N_("Story"), _text(lengths.STORY, True), field="story_fa"),
        Column("story_en", N_("Story in English"), _text(lengths.STORY, True), field="story_en"),
        Column("photos", N_("Photos"), _photos),
    )
}
CHOICES: dict[str, tuple[str, ...]] = {"kind": KINDS, "hand": HAND_SHARES}


def every(words: Words) -> dict[str, Column]:
    """The standing columns, and one for each thing that staff ask of a craft."""
    return COLUMNS | {key: _of(key, row) for key, row in words.asked.items()}


def attribute_key(attribute_id: int) -> str:
    """The key of an attribute's column."""
    return f"{ATTRIBUTE}{attribute_id}"


def _of(key: str, attribute: Attribute) -> Column:
    def show(value: Any, words: Words) -> Cell:
        if value is None:
            return ""
        if attribute.kind == "number":
            return to_ascii_digits(answers.number_text(value, "en"))
        return answers.words(attribute, value, words.language)

    return Column(key, attribute.name_en, lambda text, _words: answers.read(attribute, text), show)
