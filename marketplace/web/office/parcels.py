"""Parcels: the queue of what is to be posted, and one parcel until it has arrived."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict

from marketplace.kernel import eventlog
from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders.losses import findings
from marketplace.orders.models import Order
from marketplace.orders.post import addresses, carried, dispatch, parcel_rows, parcels
from marketplace.orders.post.dispatch import Waiting
from marketplace.orders.post.models import Parcel
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.states import PARCEL
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me
from marketplace.web.language import locale
from marketplace.web.log import history
from marketplace.web.office import bp
from marketplace.web.office.parcel_box import box
from marketplace.web.office.parcel_loss import LossForm, notes
from marketplace.web.orders.parcel_forms import FailForm, ShipForm
from marketplace.web.orders.words import parcel_state
from marketplace.web.pages import page_links
from marketplace.web.papers import words as paper_words

VIEWS = {
    "now": N_("To be posted now"),
    "waiting": N_("Not complete or not paid"),
    "makers": N_("With the makers"),
    "way": N_("On their way"),
    "back": N_("Not delivered"),
    "done": N_("Arrived"),
    "lost": N_("Lost or found again"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One view of the queue."""

    label: str
    url: str
    on: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A parcel in the list."""

    waiting: Waiting
    shown_code: str
    province: str
    word: str
    tone: str
    along: list[str]


@bp.get("/parcels", endpoint="parcels")
@may(CLERK, MODERATOR, TREASURER)
def parcel_queue() -> ResponseReturnValue:
    """One view of the queue, fifty a page."""
    view = request.args.get("view", "now")
    view = view if view in VIEWS else "now"
    counts = {name: dispatch.count(name) for name in VIEWS}
    last = max(1, -(-counts[view] // dispatch.PAGE))
    number = min(max(request.args.get("page", 1, type=int) or 1, 1), last)
    found = dispatch.queue(view, locale(), offset=(number - 1) * dispatch.PAGE)
    return render_template(
        "office/parcels/index.html",
        view=view,
        rows=[_line(one) for one in found],
        chips=[
            Chip(_(label), url_for("office.parcels", view=name), name == view, counts[name])
            for name, label in VIEWS.items()
        ],
        pages=page_links(number, last, lambda n: url_for("office.parcels", view=view, page=n)),
        may_print="label" in paper_words.readable(me()),
    )


def _line(found: Waiting) -> Line:
    word, tone = parcel_state(found.parcel.state)
    home = BY_CODE.get(found.province)
    place = formatters.local(home, "name") if home else ""
    along = [show_code(code) for code in found.along]
    return Line(found, show_code(found.code), place, word, tone, along)


@bp.get("/parcels/<public_id>")
@may(CLERK, MODERATOR, TREASURER)
def parcel(public_id: str) -> ResponseReturnValue:
    """One parcel: where it goes, what is in it, what can be done."""
    return page(dispatch.parcel(public_id))


@bp.post("/parcels/<public_id>/posting")
@may(CLERK, MODERATOR, own_unit=True)
def ship_parcel(public_id: str) -> ResponseReturnValue:
    """It was posted; the receipt's picture is decoded before the transaction."""
    form = ShipForm(CombinedMultiDict((request.form, request.files)))
    if not form.validate():
        return page(dispatch.parcel(public_id), ship=form), 422
    session.rollback()  # no connection is held while a picture is looked at
    try:
        checked = documents.check(form.receipt.data.stream) if form.receipt.data else None
        with unit_of_work():
            _ship(dispatch.parcel(public_id), form.tracking_code.data, checked)
    except NotFound:
        raise
    except DomainError as error:
        field = "receipt" if error.field in ("photo", "receipt") else "tracking_code"
        form.add_error(field, error)
        return page(dispatch.parcel(public_id), ship=form), error.status
    flash(_("Recorded: it is with the post, and the buyer is told."), "done")
    return redirect(url_for("office.parcel", public_id=public_id), 303)


def _ship(found: Parcel, code: str, checked: documents.CheckedDocument | None) -> None:
    if found.posted_by == "vendor" and found.vendor_id:
        with on_behalf_of(found.vendor_id):
            parcels.ship(found, code)
    else:
        parcels.ship(found, code)
    if checked:
        parcels.keep_receipt(found, documents.store(checked, me().id))


@bp.post("/parcels/<public_id>/delivery")
@may(CLERK, MODERATOR)
def parcel_delivery(public_id: str) -> ResponseReturnValue:
    """The buyer has it."""
    return _do(public_id, parcels.deliver, _("Recorded: it has arrived."))


@bp.post("/parcels/<public_id>/failure")
@may(CLERK, MODERATOR)
def parcel_failure(public_id: str) -> ResponseReturnValue:
    """The carrier could not deliver it."""
    form = FailForm(request.form)
    if not form.validate():
        return page(dispatch.parcel(public_id), fail=form), 422
    return _do(public_id, lambda found: parcels.fail(found, form.reason.data),
               _("Recorded, and the buyer is told."))  # fmt: skip


@bp.post("/parcels/<public_id>/return")
@may(CLERK, MODERATOR)
def parcel_return(public_id: str) -> ResponseReturnValue:
    """It came back."""
    return _do(public_id, parcels.come_back, _("Recorded: its pieces are back and kept."))


@bp.post("/parcels/<public_id>/again")
@may(CLERK, MODERATOR)
def parcel_again(public_id: str) -> ResponseReturnValue:
    """It is to be posted once more."""
    return _do(public_id, parcels.send_again, _("It stands in the queue again."))


@bp.post("/parcels/<public_id>/receipt")
@may(CLERK, MODERATOR, TREASURER, own_unit=True)
def parcel_receipt(public_id: str) -> ResponseReturnValue:
    """The picture of the receipt; who looked is written down first."""
    found = dispatch.parcel(public_id)
    if found.receipt_id is None:
        raise NotFound
    with unit_of_work():
        document = parcels.view_receipt(found)
    answer = Response(documents.open(document), content_type=document.content_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _do(public_id: str, act: Callable[[Parcel], object], done: str) -> ResponseReturnValue:
    attempt(lambda: act(dispatch.parcel(public_id)), done)
    return redirect(url_for("office.parcel", public_id=public_id), 303)


def page(
    found: Parcel,
    *,
    ship: ShipForm | None = None,
    fail: FailForm | None = None,
    loss: LossForm | None = None,
) -> str:
    """A parcel's page; with the form that was refused, if one was."""
    order = session.get_one(Order, found.order_id)
    faulty = ship or fail or loss
    return render_template(
        "office/parcels/page.html",
        row=_row(found, order),
        order=order,
        code=show_code(order.code),
        state=parcel_state(found.state),
        address=addresses.of_order(order),
        provinces=BY_CODE,
        lines=carried.lines(found, order),
        can={name for name in PARCEL.table if PARCEL.allows(found, name)},
        complete=parcels.complete(found, order),
        box=box(found),
        ship=ship or ShipForm(),
        fail=fail or FailForm(),
        loss=loss or LossForm(),
        lost=notes(order) if found.state == "lost" else [],
        findable=findings.note_of(found) is not None,
        faulty=faulty,
        entries=history.entries(eventlog.history("parcel", found.id)[::-1]),
        may_act=bool(me().roles & {CLERK, MODERATOR, "administrator"}),
        has_errors=faulty is not None,
    )


def _row(found: Parcel, order: Order) -> parcel_rows.ParcelRow:
    vendor = session.get(Vendor, found.vendor_id) if found.vendor_id else None
    return parcel_rows.row(found, vendor, order.currency, locale())
