"""A maker's money as the treasurer sees it: figures, account, hold, questions, payments."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.errors import DomainError
from marketplace.kernel.iban import show_iban
from marketplace.payouts import accounts, holds, months, paydays, reading, rows, totals
from marketplace.vendors import find
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.money import payout_rows, rows as money_rows, statements
from marketplace.web.money.account_forms import AccountForm
from marketplace.web.money.account_rows import account_row
from marketplace.web.office import bp

AT = "/vendors/<public_id>/money"


class HoldForm(Form):
    """Why she is not paid for now."""

    reason = CleanStringField(
        _l("Why she is not paid for now"), limit=200,
        description=_l("She reads it on her money page."),
    )  # fmt: skip


@bp.get(AT)
@may(TREASURER)
def maker_money(public_id: str) -> ResponseReturnValue:
    """What she has, in the office's words."""
    return _page(find.once(public_id))


@bp.post(f"{AT}/account")
@may(TREASURER)
def maker_account_written(public_id: str) -> ResponseReturnValue:
    """Write her account for her; she is told and can cancel it."""
    vendor, form = find.by_public_id(public_id), AccountForm(request.form)
    if not form.validate():
        return _page(vendor, account=form), 422
    try:
        with on_behalf_of(vendor.id):
            accounts.write(vendor, form.iban.data, form.holder.data)
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "iban", error)
        return _page(vendor, account=form), 422
    flash(_("Written. She is told, and it is used after the waiting time."), "done")
    return _back(public_id)


@bp.post(f"{AT}/account/<int:account_id>/viewing")
@may(TREASURER)
def maker_account_seen(public_id: str, account_id: int) -> ResponseReturnValue:
    """The whole number, once; who looked is written down."""
    vendor = find.by_public_id(public_id)
    found = accounts.by_id(account_id, vendor.id)
    whole = show_iban(accounts.look(found), formatters.locale())
    answer = Response(_page(vendor, seen=(found.id, whole)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post(f"{AT}/account/<int:account_id>/cancellation")
@may(TREASURER)
def maker_account_cancelled(public_id: str, account_id: int) -> ResponseReturnValue:
    """Not this account; she is told."""
    found = accounts.by_id(account_id, find.by_public_id(public_id).id)
    attempt(lambda: accounts.cancel(found), _("Cancelled. No money goes there."))
    return _back(public_id)


@bp.post(f"{AT}/account/<int:account_id>/closing")
@may(TREASURER)
def maker_account_closed(public_id: str, account_id: int) -> ResponseReturnValue:
    """From now on she is paid in cash."""
    found = accounts.by_id(account_id, find.by_public_id(public_id).id)
    attempt(lambda: accounts.close(found), _("Closed. She is paid in cash from the next run on."))
    return _back(public_id)


@bp.post(f"{AT}/hold")
@may(TREASURER)
def maker_held(public_id: str) -> ResponseReturnValue:
    """Leave her out of the runs."""
    vendor, form = find.by_public_id(public_id), HoldForm(request.form)
    if not form.validate():
        return _page(vendor, hold=form), 422
    attempt(
        lambda: holds.hold(vendor, form.reason.data),
        _("On hold. No run made from now on pays her."),
    )
    return _back(public_id)


@bp.post(f"{AT}/hold/end")
@may(TREASURER)
def maker_released(public_id: str) -> ResponseReturnValue:
    """Pay her again."""
    vendor = find.by_public_id(public_id)
    attempt(lambda: holds.lift(vendor), _("She is paid again from the next run on."))
    return _back(public_id)


@bp.get(f"{AT}/<month>")
@may(TREASURER)
def maker_statement(public_id: str, month: str) -> ResponseReturnValue:
    """Her month on a sheet, to print it for her."""
    return statements.page(find.once(public_id), months.read(month), office=True)


def _back(public_id: str) -> ResponseReturnValue:
    return redirect(url_for("office.maker_money", public_id=public_id), 303)


def _page(
    vendor: Vendor, *, account: AccountForm | None = None, hold: HoldForm | None = None,
    seen: tuple[int, str] | None = None,
) -> str:  # fmt: skip
    before = money_rows.read_key(request.args.get("before", "")[:30])
    found = rows.latest(vendor.id, before)
    shown = money_rows.shown(found[: rows.PAGE], vendor.id)
    mine = accounts.of(vendor.id)
    return render_template(
        "office/payouts/maker.html",
        vendor=vendor,
        totals=totals.of(vendor.id),
        payday=paydays.following(),
        rows=shown,
        older=url_for("office.maker_money", public_id=vendor.public_id, before=shown[-1].key)
        if len(found) > rows.PAGE
        else "",
        paid=payout_rows.paid_rows(reading.of_vendor(vendor.id, 12)),
        accounts=[(account_row(one), accounts.shared_with(one)) for one in mine.values()],
        seen=dict([seen]) if seen else {},
        hold=holds.of(vendor.id),
        account_form=account or AccountForm(),
        hold_form=hold or HoldForm(),
        month=months.present(),
        faulty=account or hold,
        has_errors=bool(account or hold),
    )
