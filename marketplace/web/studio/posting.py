"""Posting her own parcel: pack, photograph the receipt, write the code; one job a screen."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.orders import waiting
from marketplace.orders.lists import find
from marketplace.orders.models import VendorOrder
from marketplace.orders.post import parcels, postage
from marketplace.orders.post.models import Parcel
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.web import tasks
from marketplace.web.access import ARTISAN, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me, my_vendor
from marketplace.web.language import locale
from marketplace.web.orders.parcel_forms import CodeOnlyForm
from marketplace.web.papers import drawing as papers
from marketplace.web.studio import bp
from marketplace.web.vendors.forms import PhotoForm

STEPS = ("pack", "receipt", "code")
AT = "/orders/<public_id>"


@bp.get(f"{AT}/posting/<any(pack, receipt, code):step>")
@may(ARTISAN)
def posting(public_id: str, step: str) -> ResponseReturnValue:
    """One of the three screens, as long as the parcel waits for her."""
    part, parcel = _mine(public_id)
    if not tasks.to_post(find.vendor_row(part)):
        return redirect(url_for("studio.order", public_id=public_id))
    return _page(part, parcel, step)


@bp.post(f"{AT}/label")
@may(ARTISAN)
def posting_label(public_id: str) -> ResponseReturnValue:
    """The address on a label; that she looked is written down first."""
    part, parcel = _mine(public_id)
    if not tasks.to_post(find.vendor_row(part)):
        raise NotFound
    parcels.show_label(parcel)
    issued = issuing.issue("label", [parcel.public_id], Asked(locale(), locale(), me().id))
    back = _("Back to the order"), url_for("studio.order", public_id=public_id)
    return papers.page(issued, back)


@bp.post(f"{AT}/receipt")
@may(ARTISAN, own_unit=True)
def posting_receipt(public_id: str) -> ResponseReturnValue:
    """Keep the picture of the receipt, encrypted; it is decoded before the transaction."""
    form = PhotoForm(request.files)
    part, parcel = _mine(public_id)
    key = parcel.id
    try:
        checked = form.checked(documents.check)
        with unit_of_work():
            picture = documents.store(checked, me().id)
            parcels.keep_receipt(session.get_one(Parcel, key), picture)
    except DomainError as error:
        form.add_error("photo", error)
        part, parcel = _mine(public_id)
        return _page(part, parcel, "receipt", form), 422
    return redirect(url_for("studio.posting", public_id=public_id, step="code"), 303)


@bp.post(f"{AT}/posting")
@may(ARTISAN)
def post_parcel(public_id: str) -> ResponseReturnValue:
    """She gave it to the post under this code; the buyer is told."""
    part, parcel = _mine(public_id)
    form = CodeOnlyForm(request.form)
    if not form.validate():
        return _page(part, parcel, "code", form), 422
    try:
        parcels.ship(parcel, form.tracking_code.data)
    except DomainError as error:
        form.add_error("tracking_code", error)
        return _page(part, parcel, "code", form), error.status
    flash(_("Well done. The buyer has the code."), "done")
    return redirect(url_for("studio.order", public_id=public_id), 303)


@bp.post(f"{AT}/more-days")
@may(ARTISAN)
def more_days(public_id: str) -> ResponseReturnValue:
    """Two days more; the buyer is told."""
    part = find.vendor_order(public_id, my_vendor().id)
    attempt(
        lambda: waiting.ask_for_more_days(part), _("You have two more days. The buyer knows it.")
    )
    return redirect(url_for("studio.order", public_id=public_id), 303)


def _mine(public_id: str) -> tuple[VendorOrder, Parcel]:
    """Her part and the parcel that she posts. Raises NotFound."""
    part = find.vendor_order(public_id, my_vendor().id)
    parcel = postage.carrier(part)
    if parcel is None or parcel.posted_by != "vendor":
        raise NotFound
    return part, parcel


def _page(part: VendorOrder, parcel: Parcel, step: str, form: Any = None) -> str:
    empty = {"receipt": PhotoForm, "code": CodeOnlyForm}
    row = find.vendor_row(part)
    return render_template(
        f"studio/posting/{step}.html",
        row=row,
        title=tasks.title_of(row),
        number=STEPS.index(step) + 1,
        form=form or (empty[step]() if step in empty else None),
        kept=parcel.receipt_id is not None,
        has_errors=form is not None,
    )
