"""A piece in words: its facts, its size drawn, where its price goes."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _, ngettext
from markupsafe import Markup

from marketplace.discovery.rows import Pick, Product
from marketplace.kernel import calendar, clock
from marketplace.kernel.money import Money, percent
from marketplace.kernel.text import N_
from marketplace.web.formatters import money, number
from marketplace.web.frame import preferences
from marketplace.web.photos import Photo
from marketplace.web.pieces.size_drawing import SizeDrawing, size_drawing
from marketplace.web.shop.addresses import piece_path
from marketplace.web.shop.showing import photo

HAND_SHARES = {
    "all": N_("All of it"),
    "most": N_("Most of it"),
    "half": N_("About half"),
}
ISOLATED = Markup("<bdi>{}</bdi>")


@dataclass(frozen=True, slots=True)
class Chip:
    """An answer of an option as a link; `off`: that one cannot be had, or only in other ways."""

    label: str
    url: str
    note: str
    on: bool
    off: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of a piece shows, besides its maker."""

    public_id: str
    title: str
    price: Money
    state: str
    kind: str
    lead_days: int | None
    open: bool
    free_from: datetime | None
    at_office: bool
    sold_on: date | None
    photos: list[Photo]
    drawing: SizeDrawing | None
    facts: list[tuple[str, Markup | str]]
    story: str
    hers: Money
    ours: Money
    share: float  # of it, in per cent
    show_share: bool
    options: list[tuple[str, list[Chip]]]


def sheet(found: Product) -> Sheet:
    """Everything in the page's language."""
    piece, now = found.piece, clock.now()
    ours_bp = _ours_bp(found)
    ours = percent(piece.price, ours_bp)
    return Sheet(
        public_id=piece.public_id,
        title=piece.title,
        price=piece.price,
        state=piece.state,
        kind=found.kind,
        lead_days=piece.lead_days,
        open=piece.state != "sold" and found.free_from is not None and found.free_from <= now,
        free_from=found.free_from if found.free_from and found.free_from > now else None,
        at_office=found.at_office,
        sold_on=calendar.local_day(piece.sold_at) if piece.sold_at else None,
        photos=shots(found),
        drawing=size_drawing(*map(centimetres, (found.width_mm, found.length_mm, found.height_mm))),
        facts=facts(found),
        story=found.story,
        hers=piece.price - ours,
        ours=ours,
        share=ours_bp / 100,
        show_share=preferences().show_share,
        options=[
            (one.name, [_chip(pick, piece.price) for pick in one.picks]) for one in found.options
        ],
    )


def _chip(pick: Pick, price: Money) -> Chip:
    """What an answer leads to, with what is different there."""
    states = {"sold": _("Sold"), "reserved": _("Reserved")}
    notes = [
        "" if pick.exact else _("only with %(others)s", others=pick.words),
        states.get(pick.state, "" if pick.price == price else money(pick.price)),
    ]
    return Chip(
        pick.name, piece_path(pick.public_id, pick.title_fa), " · ".join(filter(None, notes)),
        pick.chosen, pick.state in states or not pick.exact,
    )  # fmt: skip


def shots(found: Product) -> list[Photo]:
    """Its photographs, in her order."""
    return [shown for shown in map(photo, found.pictures) if shown]


def _ours_bp(found: Product) -> int:
    """The office's share of what is sold here, in basis points."""
    return preferences().commission_bp if found.ours_bp is None else found.ours_bp


def facts(found: Product) -> list[tuple[str, Markup | str]]:
    """The rows of the fact list; what was not written is left out by the component."""
    days, grams = found.making_days, found.weight_g
    worked = ngettext("%(shown)s day", "%(shown)s days", days or 0, shown=number(days))
    return [
        (_("Technique"), own(found.technique)),
        (_("Material"), own(found.material)),
        *((name, own(words)) for name, words in found.details),
        (_("Size"), size(found)),
        (_("Weight"), _("%(weight)s grams", weight=number(grams)) if grams else ""),
        (_("Days of work"), worked if days else ""),
        (_("Made by hand"), _(HAND_SHARES[found.hand_share]) if found.hand_share else ""),
        (_("Care"), own(found.care)),
        (_("Tag code"), Markup('<bdi dir="ltr">{}</bdi>').format(found.scan_code)),
    ]


def own(words: str) -> Markup | str:
    """A maker's words, their direction kept apart."""
    return ISOLATED.format(words) if words else ""


def size(found: Product) -> Markup | str:
    """Width first, then length, then height, those that were measured."""
    sides = [found.width_mm, found.length_mm, found.height_mm]
    measured = [number(centimetres(side)) for side in sides if side]
    if not measured:
        return ""
    return Markup('<span class="size">{}</span> {}').format(" × ".join(measured), _("centimetres"))


def centimetres(millimetres: int | None) -> float | None:
    """Whole centimetres where they are whole."""
    if millimetres is None:
        return None
    return millimetres // 10 if millimetres % 10 == 0 else millimetres / 10
