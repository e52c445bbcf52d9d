"""Every order: found, looked into, and moved on for a maker who cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.text import N_
from marketplace.orders import find, tasks, vendor_orders
from marketplace.orders.find import Filters
from marketplace.orders.models import Order, VendorOrder
from marketplace.payments import receipts
from marketplace.web import event_search, history, order_page, order_rows, task_rows
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms import Form
from marketplace.web.office import bp
from marketplace.web.pages import page_links
from marketplace.web.vendor_order_forms import AcceptForm, DeclineForm

OPEN = ("placed", "making", "ready", "sent")
VIEWS = {
    "open": (N_("All open"), Filters(states=OPEN)),
    "late": (N_("Late"), Filters(late=True)),
    "waiting": (N_("Waiting for the maker"), Filters(waiting=True)),
    "coming": (N_("On their way here"), Filters(states=("making",))),
    "ready": (N_("Ready for pick-up"), Filters(states=("ready",), delivery="collect")),
    "post": (N_("By post"), Filters(states=OPEN, delivery="post")),
    "unpaid": (N_("Unpaid"), Filters(unpaid=True)),
    "paying": (N_("Waiting for a transfer"), Filters(paying=True)),
    "no-shows": (N_("Nobody came"), Filters(no_show=True, newest_first=True)),
    "all": (N_("All orders"), Filters(newest_first=True)),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One view of the queue."""

    label: str
    url: str
    on: bool
    count: int | None


@bp.get("/orders")
@may(CLERK, MODERATOR, TREASURER)
def orders() -> ResponseReturnValue:
    """Orders that fit, oldest first, fifty a page; or those that a search finds."""
    query = request.args.get("q", "").strip()[:100]
    view = request.args.get("view", "open")
    view = view if view in VIEWS else "open"
    counts = {name: find.count(filters) for name, (_label, filters) in VIEWS.items()}
    last = max(1, -(-counts[view] // find.PAGE))
    number = min(max(request.args.get("page", 1, type=int) or 1, 1), last)
    found = (
        order_rows.search(query)
        if query
        else find.queue(VIEWS[view][1], offset=(number - 1) * find.PAGE)
    )
    return render_template(
        "office/orders/index.html",
        query=query,
        view=view,
        rows=order_rows.rows(found),
        chips=[_chip(name, name == view and not query, counts[name]) for name in VIEWS],
        pages=page_links(number, last, lambda n: url_for("office.orders", view=view, page=n)),
    )


def _chip(name: str, on: bool, count: int) -> Chip:
    return Chip(_(VIEWS[name][0]), url_for("office.orders", view=name), on, count)


@bp.get("/orders/<code>")
@may(CLERK, MODERATOR, TREASURER)
def order(code: str) -> ResponseReturnValue:
    """One order with everything that happened to it."""
    return _page(find.by_code(code))


@bp.post("/vendor-orders/<public_id>/acceptance")
@may(CLERK, MODERATOR)
def vendor_order_acceptance(public_id: str) -> ResponseReturnValue:
    """The maker said yes, by phone or in person."""
    form = AcceptForm(request.form, prefix=public_id)
    return _answer(
        public_id,
        form,
        lambda part: vendor_orders.accept(part, form.moment),
        _("Accepted for the maker."),
    )


@bp.post("/vendor-orders/<public_id>/refusal")
@may(CLERK, MODERATOR)
def vendor_order_refusal(public_id: str) -> ResponseReturnValue:
    """The maker cannot, and why."""
    form = DeclineForm(request.form, prefix=public_id)
    return _answer(
        public_id,
        form,
        lambda part: vendor_orders.decline(part, form.reason),
        _("Declined for the maker; the buyer is told."),
    )


@bp.post("/vendor-orders/<public_id>/making")
@may(CLERK, MODERATOR)
def vendor_order_making(public_id: str) -> ResponseReturnValue:
    """The maker has begun."""
    return _answer(public_id, None, vendor_orders.start, _("Recorded: it is being made."))


@bp.post("/vendor-orders/<public_id>/readiness")
@may(CLERK, MODERATOR)
def vendor_order_readiness(public_id: str) -> ResponseReturnValue:
    """The maker has it ready."""
    return _answer(public_id, None, vendor_orders.finish, _("Recorded: it is ready to be brought."))


def _answer(
    public_id: str, form: Form | None, act: Callable[[VendorOrder], object], done: str
) -> ResponseReturnValue:
    """Do what the maker said, on her behalf."""
    part = find.vendor_order(public_id)
    code = part.order.code
    if form is not None and not form.validate():
        return _page(part.order, {public_id: form}), 422
    with on_behalf_of(part.vendor_id):
        attempt(lambda: act(part), done)
    return redirect(url_for("office.order", code=code), 303)


def _page(found: Order, answered: Mapping[str, Form] = MappingProxyType({})) -> str:
    """`answered`: a faulty form under its vendor order's public id."""
    shown = order_page.page(found)
    faulty = next(iter(answered.values()), None)
    return render_template(
        "office/orders/page.html",
        page=shown,
        forms={
            part.vendor_order.public_id: _forms(part.vendor_order, answered) for part in shown.parts
        },
        faulty=faulty,
        tasks=task_rows.rows(tasks.of_order(found.id)),
        entries=history.entries(event_search.of_order(found)),
        receipts=receipts.of_subject("order", found.id),
        has_errors=faulty is not None,
    )


def _forms(part: VendorOrder, answered: Mapping[str, Form]) -> dict[str, Form]:
    key = part.public_id
    mine = answered.get(key)
    return {
        "accept": mine if isinstance(mine, AcceptForm) else AcceptForm(prefix=key),
        "decline": mine if isinstance(mine, DeclineForm) else DeclineForm(prefix=key),
    }
