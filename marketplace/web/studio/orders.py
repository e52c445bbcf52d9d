"""Her orders: what was asked for, and her answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders import cancelling, vendor_orders
from marketplace.orders.lists import find
from marketplace.orders.lists.find import VendorOrderRow
from marketplace.orders.models import VendorOrder
from marketplace.orders.status import HERE
from marketplace.web import formatters, tasks
from marketplace.web.access import ARTISAN, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me, my_vendor
from marketplace.web.orders.answer_forms import AcceptForm, DeclineForm, WithdrawForm
from marketplace.web.orders.rows import photos_of
from marketplace.web.orders.sharing import Shared, shared
from marketplace.web.orders.words import part_state
from marketplace.web.photos import Photo
from marketplace.web.studio import bp

TABS = {
    "open": (N_("Under way"), tasks.UNDER_WAY),
    "done": (N_("Sold"), ("closed",)),
    "not": (N_("Came to nothing"), ("declined", "lapsed", "cancelled")),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the list's tabs."""

    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An order as a row of her list."""

    photo: Photo | None
    title: str
    price: Money
    note: str
    word: str
    tone: str
    url: str
    label: str
    reason: str = ""
    main: bool = False


@bp.get("/orders")
@may(ARTISAN)
def orders() -> ResponseReturnValue:
    """Her orders, newest first."""
    show = request.args.get("show", "open")
    show = show if show in TABS else "open"
    vendor = my_vendor()
    with_whom = shared(vendor, me())
    found = find.for_vendor(vendor.id, TABS[show][1])
    if show == "open":
        found.sort(key=with_whom.rank)
    photos = photos_of(line.picture_key for order in found for line in order.lines)
    first = next((order for order in found if order.state == "placed"), None)
    return render_template(
        "studio/orders/index.html",
        show=show,
        to_bring=show == "open" and any(order.fulfilment == "expected" for order in found),
        rows=[_row(order, photos, with_whom, main=order is first) for order in found],
        tabs=[
            Tab(_(label), url_for("studio.orders", show=name), name == show)
            for name, (label, _held) in TABS.items()
        ],
    )


def _row(order: VendorOrderRow, photos: dict[str, Photo], with_whom: Shared, *, main: bool) -> Row:
    word, tone = _pill(order)
    who = with_whom.who(order) if order.state in tasks.UNDER_WAY else ""
    return Row(
        photo=tasks.photo_of_order(order, photos),
        title=tasks.title_of(order),
        price=order.share,
        note=" · ".join(part for part in (formatters.day(order.placed_at), who) if part),
        word=word,
        tone=tone,
        url=url_for("studio.order", public_id=order.public_id),
        label=_("Answer") if order.state == "placed" else _("See the order"),
        main=main,
    )


def _pill(order: VendorOrderRow) -> tuple[str, str]:
    if order.state == "placed":
        return _("Waiting for your answer"), "wait"
    if tasks.to_post(order):
        return _("To be posted by you"), "wait"
    return part_state(state_of(order))


def state_of(order: VendorOrderRow) -> str:
    """The state as the buyer's page counts it: where the pieces are, and why it ended."""
    if order.state == "lapsed" and order.fulfilment:
        return "unpaid" if order.pay_by else "uncollected"
    if order.state == "lapsed":
        return "unanswered"
    here = order.fulfilment in HERE and order.state not in ("declined", "cancelled")
    return str(order.fulfilment) if here else order.state


@bp.get("/orders/<public_id>")
@may(ARTISAN)
def order(public_id: str) -> ResponseReturnValue:
    """One order of hers."""
    return _page(_mine(public_id))


@bp.post("/orders/<public_id>/acceptance")
@may(ARTISAN)
def order_acceptance(public_id: str) -> ResponseReturnValue:
    """She keeps the piece for the buyer and brings it."""
    part, form = _mine(public_id), AcceptForm(request.form)
    if not form.validate():
        return _page(part, accept=form), 422
    return _done(
        part,
        lambda: vendor_orders.accept(part, form.moment),
        _("Thank you. The piece is kept for this buyer."),
    )


@bp.post("/orders/<public_id>/refusal")
@may(ARTISAN)
def order_refusal(public_id: str) -> ResponseReturnValue:
    """She cannot, and says why."""
    part, form = _mine(public_id), DeclineForm(request.form)
    if not form.validate():
        return _page(part, decline=form), 422
    return _done(
        part, lambda: vendor_orders.decline(part, form.reason), _("The buyer has been told.")
    )


@bp.post("/orders/<public_id>/withdrawal")
@may(ARTISAN)
def order_withdrawal(public_id: str) -> ResponseReturnValue:
    """She said yes and cannot after all, none of it or not what she ticks."""
    part = _mine(public_id)
    form = WithdrawForm(request.form, rows=part.kept)
    if not form.validate():
        return _page(part, withdraw=form), 422
    return _done(
        part,
        lambda: cancelling.by_maker(part, form.reason, form.chosen),
        _("The buyer and the office have been told."),
    )


@bp.post("/orders/<public_id>/making")
@may(ARTISAN)
def order_making(public_id: str) -> ResponseReturnValue:
    """She has begun to make it."""
    part = _mine(public_id)
    return _done(
        part, lambda: vendor_orders.start(part), _("Good. The office knows that you began.")
    )


@bp.post("/orders/<public_id>/readiness")
@may(ARTISAN)
def order_readiness(public_id: str) -> ResponseReturnValue:
    """It is ready to be brought."""
    part = _mine(public_id)
    return _done(part, lambda: vendor_orders.finish(part), _("Good. Now bring it to the office."))


def _mine(public_id: str) -> VendorOrder:
    return find.vendor_order(public_id, my_vendor().id)


def _done(part: VendorOrder, act: Callable[[], object], words: str) -> ResponseReturnValue:
    public_id = part.public_id
    attempt(act, words)
    return redirect(url_for("studio.order", public_id=public_id), 303)


def _common(rates: set[int]) -> int | None:
    """The office's share when it is the same for all lines."""
    return rates.pop() if len(rates) == 1 else None


def _page(part: VendorOrder, **forms: Any) -> str:
    row = find.vendor_row(part)
    photos = photos_of(line.picture_key for line in row.lines)
    state, with_whom = state_of(row), shared(my_vendor(), me())
    return render_template(
        "studio/orders/show.html",
        row=row,
        state=state,
        pill=_pill(row),
        overdue=tasks.is_overdue(row),
        who=with_whom.who(row) if row.state in tasks.UNDER_WAY else "",
        rank=with_whom.rank(row),
        late=row.state == "placed" and row.answer_by <= clock.now(),
        lines=[(line, photos.get(line.picture_key or "")) for line in row.lines],
        hers=bool(row.travel and row.travel.hers),
        to_post=tasks.to_post(row),
        days_left=tasks.days_left(row),
        made_to_order=any(line.kind == "made_to_order" for line in row.lines),
        commission=row.total - row.share,
        commission_bp=_common({line.commission_bp for line in row.lines}),
        accept=forms.get("accept") or AcceptForm(),
        decline=forms.get("decline") or DeclineForm(),
        withdraw=forms.get("withdraw") or WithdrawForm(rows=row.lines),
        faulty=next(iter(forms.values()), None),
        declining="decline" in forms or "withdraw" in forms,
        has_errors=bool(forms),
    )
