"""One order as desk and office see it: maker by maker, with what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _, ngettext

from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.phone import show_mobile
from marketplace.orders import buyers
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.paying import cashier
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.post.parcel_rows import ParcelRow
from marketplace.orders.rows import Shot
from marketplace.orders.states import FULFILMENT, VENDOR_ORDER
from marketplace.orders.status import LineRow, PartRow, status
from marketplace.payments import receipts
from marketplace.payments.receipts import Receipt
from marketplace.web import formatters
from marketplace.web.money import pay_words
from marketplace.web.orders.words import order_state, parcel_state, part_state
from marketplace.web.photos import Photo, public_photo


@dataclass(frozen=True, slots=True)
class Maker:
    """As the order component draws her."""

    name: str
    place: str
    portrait: Photo | None
    dye: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the order component draws it."""

    title: str
    photo: Photo | None
    note: str
    amount: Money
    id: int = 0
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A maker's part. `can` holds the transitions that its state allows now."""

    maker: Maker
    state: str
    word: str
    tone: str
    note: str
    lines: list[Line]
    vendor_order: VendorOrder
    fulfilment: Fulfilment | None
    can: frozenset[str]
    made_to_order: bool
    reason: str

    @property
    def key(self) -> str:
        """The public id of its fulfilment, if it has one."""
        return self.fulfilment.public_id if self.fulfilment else ""


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything the order's pages show."""

    order: Order
    code: str
    word: str
    tone: str
    mobile: str
    no_shows: int
    total: Money
    paid: Money
    returned: Money
    postage: Money
    due: Money
    way: str
    payable: bool
    receipts: list[Receipt]
    parts: list[Part]
    parcels: list[tuple[ParcelRow, str, str]]

    @property
    def receipt(self) -> Receipt | None:
        """The newest receipt that stands."""
        return self.receipts[-1] if self.receipts else None

    @property
    def here(self) -> list[Part]:
        """The parts that lie at the office."""
        return [part for part in self.parts if part.state == "at_office"]

    @property
    def coming(self) -> list[Part]:
        """The parts that the office still expects."""
        return [part for part in self.parts if "arrive" in part.can]


def page(order: Order) -> OrderPage:
    """The order in words."""
    locale = formatters.locale()
    shown = status(order, locale)
    word, tone = order_state(order.state, order.delivery)
    return OrderPage(
        order=order,
        code=show_code(order.code),
        word=word,
        tone=tone,
        mobile=show_mobile(order.mobile, locale) if order.mobile else "",
        no_shows=buyers.no_shows(order.mobile) if order.mobile else 0,
        total=Money(order.total, order.currency),
        paid=Money(order.paid, order.currency),
        returned=Money(order.returned, order.currency),
        postage=Money(order.postage, order.currency),
        due=cashier.due(order),
        way=pay_words.way(order.pay_method),
        payable=cashier.payable(order),
        receipts=receipts.standing(SUBJECT, order.id),
        parts=[
            _part(vendor_order, row, order.paid_at is not None)
            for vendor_order, row in zip(order.vendor_orders, shown.parts, strict=True)
        ],
        parcels=[(parcel, *parcel_state(parcel.state)) for parcel in shown.parcels],
    )


def _part(vendor_order: VendorOrder, row: PartRow, paid: bool) -> Part:
    word, tone = part_state(row.state)
    fulfilment = vendor_order.fulfilment
    portrait = photo(row.maker.portrait) if row.maker.portrait else None
    return Part(
        maker=Maker(row.maker.name, row.maker.place, portrait, row.maker.dye),
        state=row.state,
        word=word,
        tone=tone,
        note=_note(row),
        lines=[_line(line) for line in row.lines],
        vendor_order=vendor_order,
        fulfilment=fulfilment,
        can=_can(vendor_order, fulfilment, paid),
        made_to_order=any(line.kind == "made_to_order" for line in row.lines),
        reason=vendor_order.decline_reason or _why(row.lines),
    )


def _why(lines: Iterable[LineRow]) -> str:
    """Why some of a part was taken off."""
    said = dict.fromkeys(pay_words.reason(line.why) for line in lines if line.why)
    return " · ".join(said)


def _can(vendor_order: VendorOrder, fulfilment: Fulfilment | None, paid: bool) -> frozenset[str]:
    names = {name for name in ("accept", "decline", "start", "finish")
             if VENDOR_ORDER.allows(vendor_order, name)}  # fmt: skip
    if fulfilment and FULFILMENT.allows(fulfilment, "arrive"):
        names.add("arrive")
    if fulfilment and paid and FULFILMENT.allows(fulfilment, "hand_over"):
        names.add("hand_over")
    return frozenset(names)


def _note(row: PartRow) -> str:
    """Her place, and until when somebody must act."""
    if row.state == "placed":
        until = _(
            "answers by %(day)s, %(time)s",
            day=formatters.day(row.answer_by),
            time=formatters.time_of_day(row.answer_by),
        )
    elif row.state in ("accepted", "making", "ready") and row.bring_by:
        until = _("brings it by %(day)s", day=formatters.day(row.bring_by))
    else:
        until = ""
    return str(_(", ")).join(part for part in (row.maker.place, until) if part)


def _line(line: LineRow) -> Line:
    kinds = {
        "one_of_a_kind": _("one of a kind"),
        "made_to_order": _("made to order"),
        "stocked": "",
    }
    count = pieces(line.quantity)
    note = _(", ").join(part for part in (count, kinds[line.kind], _gone(line)) if part)
    return Line(line.title, photo(line.photo), note, line.amount, line.id, line.place)


def _gone(line: LineRow) -> str:
    if line.dropped:
        return str(_("taken off the order"))
    if line.returned:
        return str(_("%(count)s came back", count=pieces(line.returned)))
    return str(_("with the buyer")) if line.place in ("handed_over", "delivered") else ""


def pieces(count: int) -> str:
    """So many pieces, in words of the page's language."""
    shown = formatters.number(count)
    return str(ngettext("%(shown)s piece", "%(shown)s pieces", count, shown=shown))


def photo(shot: Shot | None) -> Photo | None:
    """A published picture from an order's row."""
    if shot is None:
        return None
    state = "ready" if shot.ready else "pending"
    return public_photo(
        shot.key, shot.width, shot.height, shot.alt, state=state, sample=shot.sample
    )
