"""Lines and makers of baskets and orders, as the components read them."""

from dataclasses import dataclass

from flask_babel import gettext as _, ngettext

from marketplace.kernel.money import Money
from marketplace.orders.rows import BasketRow, BasketView, MakerRow, Shot
from marketplace.orders.status import LineRow
from marketplace.web import formatters
from marketplace.web.photos import Photo, public_photo
from marketplace.web.shop.addresses import maker_path, piece_path


@dataclass(frozen=True, slots=True)
class Maker:
    """Who answers for some lines."""

    name: str
    place: str
    portrait: Photo | None
    dye: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the basket."""

    id: int
    url: str
    title: str
    photo: Photo | None
    price: Money
    old_price: Money | None
    one_of_a_kind: bool
    gone: bool
    why: str
    note: str
    quantity: int
    most: int
    amount: Money
    maker_url: str


@dataclass(frozen=True, slots=True)
class Short:
    """A small line."""

    title: str
    photo: Photo | None
    note: str
    amount: Money


def photo(shot: Shot | None) -> Photo | None:
    """A published picture."""
    if shot is None:
        return None
    state = "ready" if shot.ready else "pending"
    return public_photo(
        shot.key, shot.width, shot.height, shot.alt, state=state, sample=shot.sample
    )


def maker(row: MakerRow) -> Maker:
    """A maker with her address."""
    return Maker(
        row.name, row.place, photo(row.portrait), row.dye, maker_path(row.public_id, row.name_fa)
    )


def line(row: BasketRow) -> Line:
    """A line of the basket with what is to be said about it."""
    return Line(
        row.line_id, piece_path(row.public_id, row.title_fa), row.title, photo(row.photo),
        row.price, row.old_price, row.kind == "one_of_a_kind", row.gone, _why(row), _note(row),
        row.count or row.quantity, row.most, row.total,
        maker_path(row.maker.public_id, row.maker.name_fa),
    )  # fmt: skip


def _why(row: BasketRow) -> str:
    if row.sold and row.sold_at:
        day = formatters.day(row.sold_at)
        return str(
            _("It was sold on %(day)s. It is left out of the total; you pay nothing.", day=day)
        )
    if row.gone:
        return str(_("Somebody else has reserved it, or it is not shown now. It is left out of "
                 "the total; you pay nothing."))  # fmt: skip
    return ""


def _note(row: BasketRow) -> str:
    if row.gone:
        return ""
    if row.fewer:
        return str(
            ngettext(
                "Only %(most)s is left; the total counts that one.",
                "Only %(most)s are left; the total counts those.",
                row.most, most=number(row.most),
            )
        )  # fmt: skip
    if row.kind == "made_to_order" and row.lead_days:
        return str(_("Made to order, ready in %(days)s days", days=number(row.lead_days)))
    if row.kind != "stocked":
        return ""
    return str(ngettext("%(most)s is ready", "%(most)s are ready", row.most, most=number(row.most)))


def short(row: BasketRow) -> Short:
    """A line of the basket, small; a changed price keeps the old one in its note."""
    old = row.old_price * row.count if row.old_price else None
    note = _each(row.kind, row.count, row.price, row.lead_days)
    if old:
        note = _("was %(old)s; %(note)s", old=formatters.money(old), note=note)
    return Short(row.title, photo(row.photo), note, row.total)


def order_line(row: LineRow) -> Short:
    """A line of an order."""
    note = _each(row.kind, row.quantity, row.unit_price, None)
    if row.dropped:
        note = _("Taken off the order; you pay nothing for it.")
    return Short(row.title, photo(row.photo), note, row.amount)


def _each(kind: str, count: int, price: Money, lead_days: int | None) -> str:
    if kind == "one_of_a_kind":
        return str(_("One of a kind"))
    if count > 1:
        each = formatters.money(price)
        return str(_("%(count)s pieces, each %(price)s", count=number(count), price=each))
    if kind == "made_to_order":
        if lead_days:
            return str(_("Made to order, ready in %(days)s days", days=number(lead_days)))
        return str(_("Made to order"))
    return str(_("1 piece"))


def summary(view: BasketView) -> str:
    """«۳ قطعه از دو هنرمند»."""
    many, whose = pieces(view.count), makers(view.makers)
    return str(_("%(pieces)s from %(makers)s", pieces=many, makers=whose))


def pieces(count: int) -> str:
    """«۳ قطعه»."""
    return str(_("%(count)s pieces", count=number(count))) if count != 1 else _("1 piece")


def makers(count: int) -> str:
    """«۲ هنرمند»."""
    return str(_("%(count)s makers", count=number(count))) if count != 1 else _("one maker")


def number(count: int) -> str:
    """A number in the page's digits."""
    return formatters.number(count)
