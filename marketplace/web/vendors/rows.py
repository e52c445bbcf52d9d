"""Vendors as the templates draw them: a face, a state, cards of what is missing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _

from marketplace.catalogue import categories
from marketplace.kernel.db import session
from marketplace.kernel.text import N_
from marketplace.media.models import Picture
from marketplace.programme.certificates import FOREVER
from marketplace.vendors import conditions
from marketplace.vendors.conditions import Condition
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.photos import PUBLIC, Photo, photo_of

DYES = {"madder": 1, "indigo": 2, "turquoise": 3}
STATES = {
    "applied": (N_("Waits for the office"), "wait"),
    "active": (N_("Active"), "ok"),
    "paused": (N_("Hidden for now"), "warn"),
    "suspended": (N_("Suspended"), "bad"),
    "refused": (N_("Refused"), "bad"),
    "erased": (N_("Erased"), ""),
}
ANSWERS = {
    "accepted": (N_("Accepted"), "ok"),
    "waived": (N_("Excused"), "ok"),
    "submitted": (N_("With the office"), "wait"),
    "rejected": (N_("Sent back"), "bad"),
}
WAITING = {
    "she": (N_("Your turn"), "warn"),
    "office": (N_("With the office"), "wait"),
    "trainer": (N_("With the trainer"), "wait"),
}
HERS = (N_("Her turn"), "warn")  # as the office reads it


@dataclass(frozen=True, slots=True)
class Face:
    """A maker as the components draw her."""

    name: str
    place: str
    crafts: str
    words: str
    portrait: Photo | None
    dye: int
    approved: bool
    portrait_waits: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of one craft."""

    condition: Condition
    title: str
    note: str
    word: str
    tone: str

    @property
    def to_do(self) -> bool:
        return self.condition.who_acts == "she"


@dataclass(slots=True)
class CraftCard:
    """One craft she sells in, or wants to."""

    craft_id: int
    name: str
    until: datetime | None
    rows: list[Row] = field(default_factory=list)

    @property
    def left(self) -> list[Row]:
        return [row for row in self.rows if not row.condition.met]

    @property
    def mine(self) -> Row | None:
        """The first thing she can do herself."""
        return next((row for row in self.rows if row.to_do), None)

    @property
    def last_day(self) -> datetime | None:
        """The last moment it holds, None when it has no end."""
        ends = self.until is not None and self.until < FOREVER
        return self.until - timedelta(seconds=1) if self.until and ends else None


def craft_names() -> dict[int, str]:
    """Craft id → its name in the reader's language, in staff's order."""
    return {craft.id: formatters.local(craft, "name") for craft in categories.crafts()}


def joined(names: list[str]) -> str:
    """A list in a sentence."""
    return str(_(", ")).join(names)


def face_of(vendor: Vendor, url: str = "", unseen: str = "") -> Face:
    """The vendor as the public sees her; `unseen` is where her picture stands for those who may
    see it before the public does (photos.STUDIO, photos.OFFICE)."""
    portrait = session.get(Picture, vendor.portrait_id or 0) if vendor.show_portrait else None
    waits = portrait is not None and not portrait.public
    mine = {craft.craft_id for craft in vendor.crafts}
    return Face(
        name=formatters.local(vendor, "alias"),
        place=formatters.local(vendor, "place"),
        crafts=joined([name for key, name in craft_names().items() if key in mine]),
        words=formatters.local(vendor, "story"),
        portrait=None
        if waits and not unseen
        else photo_of(portrait, at=unseen if waits else PUBLIC),
        portrait_waits=waits,
        dye=DYES[vendor.motif],
        approved=vendor.state == "active",
        url=url,
    )


def state_of(vendor: Vendor) -> tuple[str, str]:
    """The word and tone of her state."""
    word, tone = STATES[vendor.state]
    return _(word), tone


def cards(vendor: Vendor, *, to_her: bool = True) -> list[CraftCard]:
    """One card a craft of hers, in staff's order, with every requirement.

    `to_her`: the notes speak to the maker; else they tell the office."""
    asked = conditions.of(vendor)
    until = {craft.craft_id: craft.sellable_until for craft in vendor.crafts}
    return [
        CraftCard(key, name, until[key], [row(one, to_her) for one in asked[key]])
        for key, name in craft_names().items()
        if key in asked
    ]


def row(condition: Condition, to_her: bool) -> Row:
    """A requirement in words: how it stands and who must act."""
    known = ANSWERS.get(condition.state) or WAITING[condition.who_acts]
    if known is WAITING["she"] and not to_her:
        known = HERS
    title = formatters.local(condition.requirement, "title")
    return Row(condition, title, _note(condition, to_her), _(known[0]), known[1])


def _note(condition: Condition, to_her: bool) -> str:
    if condition.reason:
        return str(_("The office: “%(words)s”", words=condition.reason))
    if condition.state == "accepted" and condition.until < FOREVER:
        return str(
            _("Valid until %(day)s", day=formatters.day(condition.until - timedelta(seconds=1)))
        )
    if condition.state == "accepted" and condition.at:
        return formatters.day(condition.at)
    if condition.state == "submitted" and condition.at:
        sent = formatters.day(condition.at)
        if not to_her:
            return str(_("Arrived on %(day)s", day=sent))
        return str(_("Sent on %(day)s; the office is looking at it.", day=sent))
    return formatters.local(condition.requirement, "help")
