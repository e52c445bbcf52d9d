"""A maker's pieces as the rows of her list."""

from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _

from marketplace.catalogue import completeness, publishing, reasons, shelf
from marketplace.catalogue.models import Listing
from marketplace.catalogue.shelf import Piece
from marketplace.kernel import clock, eventlog
from marketplace.kernel.money import Money
from marketplace.kernel.text import slug
from marketplace.web import formatters
from marketplace.web.formatters import local
from marketplace.web.photos import STUDIO, Photo, photo_of
from marketplace.web.pieces import rows
from marketplace.web.tabs import Tab

TABS = (("", ()), ("draft", ("draft", "returned")), ("review", ("review",)),
        ("sale", ("sale", "hidden")), ("sold", ("sold",)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One line of her list, as row.html reads it."""

    photo: Photo | None
    title: str
    price: Money | None
    note: str
    word: str
    tone: str
    url: str
    label: str
    reason: str
    main: bool


def of(pieces: list[Piece], group: str) -> list[ShelfRow]:
    """The rows of one tab; only the first one that came back has the page's main button."""
    shown = [piece for piece in pieces if not group or piece.group in dict(TABS).get(group, ())]
    returned = [piece for piece in shown if piece.group == "returned"]
    return [row(piece, main=piece in returned[:1]) for piece in shown]


def tabs(pieces: list[Piece], group: str) -> list[Tab]:
    """The groups that have something in them."""
    counts = shelf.counts(pieces)
    names = {"": _("All"), "draft": _("Drafts"), "review": _("In review"), "sale": _("For sale"),
             "sold": _("Sold")}  # fmt: skip
    found = []
    for name, groups in TABS:
        number = sum(counts[one] for one in groups) if name else len(pieces)
        if number:
            url = url_for("studio.pieces", show=name or None)
            found.append(Tab(names[name], url, group == name, number))
    return found


def row(piece: Piece, *, main: bool = False) -> ShelfRow:
    """One piece's line."""
    content = piece.content
    word, tone = _state(piece)
    label, url = _act(piece)
    return ShelfRow(
        photo_of(piece.picture, at=STUDIO), local(content, "title") or _("No name yet"),
        Money(content.price, content.currency) if content.price else None, _note(piece),
        word, tone, url, label, _reason(piece), main,
    )  # fmt: skip


def stock(listing: Listing) -> int:
    """How many there are to sell."""
    return publishing.stock_of(listing)


def _state(piece: Piece) -> tuple[str, str]:
    listing = piece.listing
    if listing.state == "live" and piece.shown:
        return _live(listing), "ok"
    return {
        "returned": (_("Sent back"), "warn"),
        "draft": (_("Draft"), ""),
        "review": (_("With the office for review"), "wait"),
        "sold": (_sold(listing), "sold"),
        "refused": (_("Not taken"), "bad"),
    }.get(
        piece.group,
        (_("Taken down"), "") if listing.state == "taken_down" else (_("Hidden for now"), "warn"),
    )


def _live(listing: Listing) -> str:
    if listing.kind == "made_to_order":
        return str(_("For sale, made to order"))
    if listing.free_from is None or listing.free_from > clock.now():
        return str(_("Reserved"))
    if listing.kind == "stocked":
        return str(_("For sale, %(number)s pieces", number=formatters.number(listing.quantity)))
    return str(_("For sale"))


def _sold(listing: Listing) -> str:
    return str(
        _("Sold, %(day)s", day=formatters.day(listing.sold_at)) if listing.sold_at else _("Sold")
    )


def _act(piece: Piece) -> tuple[str, str]:
    public_id = piece.listing.public_id
    if piece.group == "returned" and piece.revision:
        field = piece.revision.asked[0]["field"] if piece.revision.asked else "photo"
        return _("I will mend it"), _step(public_id, reasons.STEP_OF.get(field, 1), to="check")
    if piece.group == "draft" and piece.revision:
        done = piece.revision.step
        if done >= 5:
            return _("Go on"), url_for("studio.check", public_id=public_id)
        return _("Go on"), _step(public_id, done + 1 if piece.revision.pictures else 1)
    label = _("Price and number") if piece.group == "sale" else _("See it")
    return label, url_for("studio.piece", public_id=public_id)


def _step(public_id: str, number: int, to: str | None = None) -> str:
    if number == 1:
        return url_for("studio.piece_photos", public_id=public_id)
    return url_for("studio.step", public_id=public_id, step=rows.STEPS[number - 1], to=to)


def _note(piece: Piece) -> str:
    revision = piece.revision
    if piece.group == "draft" and revision:
        missing = [rows.gap_name(gap) for gap in completeness.gaps(revision)]
        more = _(" and more") if len(missing) > 3 else ""
        joined = (_(", ")).join(missing[:3]) + more
        return str(_("Still missing: %(things)s", things=joined) if missing else _("Ready to send"))
    if revision and revision.state == "pending" and piece.listing.state != "new":
        return str(_("your change is with the office"))
    if revision and revision.state == "draft" and piece.listing.state != "new":
        return str(_("a change is half written"))
    return ""


def _reason(piece: Piece) -> str:
    if piece.group == "returned" and piece.revision:
        return " ".join(rows.notes_of(piece.revision).values())
    if piece.group == "refused" and piece.revision:
        events = eventlog.history("revision", piece.revision.id)
        return next((event.reason for event in events if event.reason), "")
    return ""


def answers(piece: Piece) -> list[rows.Row]:
    """What the shop shows, or what waits for the office, who asks nothing while it reads."""
    waiting = piece.revision and piece.revision.state == "pending"
    content = piece.revision if waiting and piece.revision else piece.content
    found = rows.of(content, lambda _name: "")
    return [replace(row, note="") for row in found] if waiting else found


def acts(piece: Piece) -> dict[str, bool | str]:
    """What she may do with it now."""
    listing, revision = piece.listing, piece.revision
    published = listing.state in ("live", "taken_down", "sold")
    shown = piece.shown or listing.state == "sold"
    return {
        "price": listing.state in ("live", "taken_down"),
        "quantity": published and listing.kind != "one_of_a_kind",
        "take_down": listing.state == "live",
        "put_back": listing.state == "taken_down",
        "edit": published and (revision is None or revision.state != "pending"),
        "shop": url_for("shop.product", public_id=listing.public_id,
                        slug=slug(local(listing, "title"))) if shown else "",
    }  # fmt: skip
