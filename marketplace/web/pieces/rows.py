"""A piece's content as rows of label and value, for the check page and the review."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _, ngettext
from markupsafe import Markup, escape

from marketplace.catalogue import answers, completeness, reasons
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_, contact_details
from marketplace.web import formatters
from marketplace.web.pieces.forms import HAND_SHARES, KINDS, MM

Content = Listing | Revision
ATTRIBUTES = "attributes"
LABELS = {
    "photo": N_("Photos"),
    "title_fa": N_("Name"),
    "title_en": N_("Name in English"),
    "category_id": N_("Category"),
    "kind": N_("How it is sold"),
    "price": N_("Price"),
    "making_days": N_("Days of work"),
    "width_mm": N_("Size"),
    "weight_g": N_("Weight"),
    "material_fa": N_("Material"),
    "material_en": N_("Material in English"),
    "technique_fa": N_("How it is made"),
    "technique_en": N_("Technique in English"),
    "attributes": N_("Details of its craft"),
    "hand_share": N_("By hand"),
    "quantity": N_("How many"),
    "care_fa": N_("Care"),
    "care_en": N_("Care in English"),
    "story_fa": N_("Story"),
    "story_en": N_("Story in English"),
}
HERS = tuple(name for name in LABELS if name not in ("material_en", "technique_en", "care_en"))
STEPS = ("photos", "what", "price", "details", "story")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `missing` only where the office needs it, `contacts` what looks like a phone."""

    name: str
    label: str
    value: str | Markup
    url: str
    missing: bool
    note: str
    contacts: tuple[str, ...] = ()


def of(
    content: Content,
    url_of: Callable[[str], str],
    names: tuple[str, ...] = HERS,
) -> list[Row]:
    """The rows of what is written."""
    gaps = {gap.field for gap in _gaps(content)}
    notes = notes_of(content)
    found = []
    for name in names:
        if name == ATTRIBUTES:
            found += _attribute_rows(content, url_of, gaps, notes)
            continue
        value = value_of(content, name)
        asked = notes.get(name, "")
        english = name == "title_en" and len(names) > len(HERS) and not value
        missing = name in gaps or english
        if not (value or asked or missing):
            continue
        found.append(
            Row(
                name, _(LABELS[name]), value, url_of(name), missing, asked,
                tuple(contact_details(str(getattr(content, name)))) if is_text(name) else (),
            )
        )  # fmt: skip
    return found


def _attribute_rows(
    content: Content,
    url_of: Callable[[str], str],
    gaps: set[str],
    notes: dict[str, str],
) -> list[Row]:
    """A row for each answer, and for each that is missing; the office's note stands at the last."""
    found = []
    opened = {row.id for row in answers.open_of(content)}
    for attribute, answer in answers.shown_of(content):
        name = completeness.field_of(attribute.id)
        value = answer_words(attribute, answer)
        if not (value or name in gaps or notes.get(ATTRIBUTES)):
            continue
        contacts = tuple(contact_details(str(value))) if attribute.kind == "text" else ()
        found.append(
            Row(
                name, formatters.local(attribute, "name"), value,
                url_of(name) if attribute.id in opened else "", name in gaps, "", contacts,
            )
        )  # fmt: skip
    if found and notes.get(ATTRIBUTES):
        found[-1] = replace(found[-1], note=notes[ATTRIBUTES])
    return found


def answer_words(attribute: Attribute, answer: Any) -> str | Markup:
    """An answer in the page's language, its direction kept apart; "" for none."""
    if answer is None:
        return ""
    return Markup("<bdi>{}</bdi>").format(answers.words(attribute, answer, formatters.locale()))


def gap_name(gap: completeness.Gap) -> str:
    """What is missing, in a word or two."""
    return formatters.local(gap.attribute, "name") if gap.attribute else str(_(gap.name))


def _gaps(content: Content) -> list[completeness.Gap]:
    if not isinstance(content, Revision):
        return []
    return [
        gap if gap.field not in ("lead_days", "open_limit") else
        completeness.Gap(gap.step, "quantity", gap.name, gap.sentence)
        for gap in completeness.gaps(content)
    ]  # fmt: skip


def is_text(name: str) -> bool:
    """Whether a field holds words in one language."""
    return name.endswith(("_fa", "_en"))


def notes_of(content: Content) -> dict[str, str]:
    """What the office asked, by field, in the reader's language."""
    found: dict[str, str] = {}
    for item in getattr(content, "asked", None) or ():
        reason = reasons.REASONS.get(item["reason"], "")
        parts = [_(reason) if reason and item["reason"] != "other" else "", item["note"]]
        said = " ".join(part for part in parts if part)
        found[item["field"]] = " ".join(filter(None, (found.get(item["field"]), said)))
    return found


def value_of(content: Content, name: str) -> str | Markup:
    """One value as people read it; "" when nothing is written."""
    if name in _SHOWN:
        return _SHOWN[name](content)
    value = getattr(content, name)
    return Markup("<bdi>{}</bdi>").format(value) if value else ""


def _photos(content: Content) -> str:
    number = len(content.pictures)
    shown = formatters.number(number)
    words = ngettext("%(shown)s photo", "%(shown)s photos", number, shown=shown)
    return str(words) if number else ""


def photo_name(number: int) -> str:
    """What a photograph is called while nothing is known of the piece."""
    return str(_("Photo %(number)s", number=formatters.number(number)))


def category_name(content: Content) -> str:
    """The category's name, or nothing."""
    found = session.get(Category, content.category_id) if content.category_id else None
    return formatters.local(found, "name") if found else ""


def _price(content: Content) -> str:
    return formatters.money(Money(content.price, content.currency)) if content.price else ""


def size(content: Content) -> str | Markup:
    """Width × length × height in centimetres, width first, isolated."""
    sides = [mm for mm in (content.width_mm, content.length_mm, content.height_mm) if mm]
    if not sides:
        return ""
    direction = "rtl" if formatters.locale() == "fa" else "ltr"
    shown = " × ".join(formatters.number(mm / MM if mm % MM else mm // MM) for mm in sides)
    figures = Markup('<bdi dir="{}">{}</bdi>').format(direction, shown)
    return escape(_("%(size)s cm")) % {"size": figures}


def _weight(content: Content) -> str:
    grams = content.weight_g
    return _("%(weight)s grams", weight=formatters.number(grams)) if grams else ""


def _days(content: Content) -> str:
    days = content.making_days
    return _("%(days)s days", days=formatters.number(days)) if days else ""


def number_text(content: Content) -> str:
    """How many there are, or how orders are taken."""
    if content.kind == "stocked":
        return formatters.number(content.quantity)
    if content.kind == "one_of_a_kind":
        return ""
    if not (content.lead_days and content.open_limit):
        return ""
    days, most = formatters.number(content.lead_days), formatters.number(content.open_limit)
    return str(_("made in %(days)s days, %(most)s orders at a time", days=days, most=most))


def _story(content: Content) -> str | Markup:
    if content.story_fa:
        return Markup("<bdi>{}</bdi>").format(content.story_fa)
    return _("The office will write it") if getattr(content, "office_writes", False) else ""


_SHOWN: dict[str, Callable[[Any], str | Markup]] = {
    "photo": _photos,
    "category_id": category_name,
    "kind": lambda content: str(dict(KINDS)[content.kind]),
    "price": _price,
    "making_days": _days,
    "width_mm": size,
    "weight_g": _weight,
    "hand_share": lambda content: str(dict(HAND_SHARES).get(content.hand_share, "")),
    "quantity": number_text,
    "story_fa": _story,
}
