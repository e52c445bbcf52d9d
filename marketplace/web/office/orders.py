"""Every order: found, looked into, and moved on for a maker who cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.notify import messages
from marketplace.orders import tasks, vendor_orders, waiting
from marketplace.orders.lists import find, turning
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.returns import crediting, returning
from marketplace.orders.sheets import slip
from marketplace.papers import reading
from marketplace.payments import receipts, refunds
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.form import Form
from marketplace.web.identity import me
from marketplace.web.language import locale
from marketplace.web.office import bp, papers
from marketplace.web.office.order_asking import ENDLESS, VIEWS, asked, list_of
from marketplace.web.orders import (
    history as order_history,
    page as order_page,
    questions as order_questions,
    rows as order_rows,
)
from marketplace.web.orders.answer_forms import AcceptForm, DeclineForm, MoreDaysForm
from marketplace.web.orders.history import NoteForm
from marketplace.web.papers import words as paper_words
from marketplace.web.waiting import task_rows

MOST = 99  # how far the lists are counted
QUEUES = {name: list_of(name) for name in VIEWS if name not in ENDLESS}


@dataclass(frozen=True, slots=True)
class Chip:
    """One of the usual lists; `more` when it holds more than `count`."""

    label: str
    url: str
    on: bool
    count: int | None
    more: bool


@bp.get("/orders")
@may(CLERK, MODERATOR, TREASURER)
def orders() -> ResponseReturnValue:
    """Orders that fit, twenty-five a page, wherever in the list."""
    shown = asked()
    page = turning.page(
        shown.filters, request.args.get("after"), request.args.get("before"), locale()
    )
    return render_template(
        "office/orders/index.html",
        asked=shown,
        rows=order_rows.rows(page.rows, pictures=False),
        chips=_chips(shown.view),
        may_print="order" in paper_words.readable(me()),
        previous=shown.address(before=page.rows[0].id) if page.earlier else "",
        following=shown.address(after=page.rows[-1].id) if page.later else "",
        has_errors=not shown.valid,
    ), 200 if shown.valid else 422


def _chips(view: str) -> list[Chip]:
    counts = dict(zip(QUEUES, find.counts(tuple(QUEUES.values()), MOST + 1), strict=True))
    address = url_for("office.orders")
    return [
        Chip(
            _(VIEWS[name][0]),
            f"{address}?view={name}",
            name == view,
            min(counts[name], MOST) if name in counts else None,
            counts.get(name, 0) > MOST,
        )
        for name in VIEWS
    ]


@bp.get("/orders/<code>")
@may(CLERK, MODERATOR, TREASURER)
def order(code: str) -> ResponseReturnValue:
    """One order with everything that happened to it."""
    return page_of(find.by_code(code))


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


@bp.post("/vendor-orders/<public_id>/more-days")
@may(CLERK, MODERATOR)
def vendor_order_more_days(public_id: str) -> ResponseReturnValue:
    """The maker needs two days more, and why; the buyer is told."""
    form = MoreDaysForm(request.form, prefix=public_id)
    return _answer(
        public_id,
        form,
        lambda part: waiting.ask_for_more_days(part, form.reason.data),
        _("Two days more for the maker; the buyer is told."),
    )


def _answer(
    public_id: str, form: Form | None, act: Callable[[VendorOrder], object], done: str
) -> ResponseReturnValue:
    """Do what the maker said, on her behalf."""
    part = find.vendor_order(public_id)
    code = part.order.code
    if form is not None and not form.validate():
        return page_of(part.order, {public_id: form}), 422
    with on_behalf_of(part.vendor_id):
        attempt(lambda: act(part), done)
    return redirect(url_for("office.order", code=code), 303)


def page_of(found: Order, answered: Mapping[str, Form] = MappingProxyType({})) -> str:
    """The order's page. `answered`: a faulty form under its vendor order's public id, or its
    question's key."""
    shown = order_page.page(found)
    faulty = next(iter(answered.values()), None)
    return render_template(
        "office/orders/page.html",
        page=shown,
        forms={
            part.vendor_order.public_id: _forms(part.vendor_order, answered) for part in shown.parts
        },
        extensible={
            part.vendor_order.public_id
            for part in shown.parts
            if waiting.extensible(part.vendor_order)
        },
        faulty=faulty,
        tasks=task_rows.rows(tasks.of_order(found.id)),
        questions=order_questions.rows(found.id, answered),
        entries=order_history.entries(found),
        note=answered.get("note") or NoteForm(),
        told=messages.about("order", found.id),
        receipts=receipts.of_subject("order", found.id),
        refunds=[refunds.number(one) for one in refunds.given(("order", found.id))],
        credits=[crediting.number(one) for one in crediting.of_order(found.id)],
        returnable=bool(returning.returnable(found)),
        printable=paper_words.readable(me()),
        bringing=slip.makers_of(found),
        papers=papers.rows(reading.of_order(found.id)),
        has_errors=faulty is not None,
    )


def _forms(part: VendorOrder, answered: Mapping[str, Form]) -> dict[str, Form]:
    key = part.public_id
    mine = answered.get(key)
    return {
        "accept": mine if isinstance(mine, AcceptForm) else AcceptForm(prefix=key),
        "decline": mine if isinstance(mine, DeclineForm) else DeclineForm(prefix=key),
        "more_days": mine if isinstance(mine, MoreDaysForm) else MoreDaysForm(prefix=key),
    }
