"""One maker's payment: what it is for, and what became of it."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import eventlog
from marketplace.payouts import paying, reading, rows, runs
from marketplace.payouts.reading import Paid
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.identity import me
from marketplace.web.log import history
from marketplace.web.money import payout_rows, rows as money_rows
from marketplace.web.office import bp

PAGE = 100


class OutForm(Form):
    """Why she is taken out."""

    reason = CleanStringField(_l("Why not now"), limit=200)


class BackForm(Form):
    """What the bank said."""

    reason = CleanStringField(_l("What the bank said"), limit=200)


@bp.get("/payouts/<public_id>")
@may(TREASURER)
def payout(public_id: str) -> ResponseReturnValue:
    """Its rows with their sums, and what can be done."""
    return _page(reading.one(public_id))


@bp.post("/payouts/<public_id>/cash")
@may(TREASURER)
def payout_in_cash(public_id: str) -> ResponseReturnValue:
    """She took the money and signed."""
    paid = reading.one(public_id)
    return _do(paid, lambda: paying.hand_over(paid.payout, me().id), _("Recorded: paid in cash."))


@bp.post("/payouts/<public_id>/arrival")
@may(TREASURER)
def payout_arrived(public_id: str) -> ResponseReturnValue:
    """The money has arrived."""
    paid = reading.one(public_id)
    return _do(paid, lambda: paying.settle(paid.payout), _("Recorded: the money has arrived."))


@bp.post("/payouts/<public_id>/removal")
@may(TREASURER)
def payout_taken_out(public_id: str) -> ResponseReturnValue:
    """Not her, not now."""
    paid, form = reading.one(public_id), OutForm(request.form)
    if not form.validate():
        return _page(paid, out=form), 422
    return _do(
        paid, lambda: runs.take_out(paid.payout, form.reason.data),
        _("Taken out. It is due again in the next run."),
    )  # fmt: skip


@bp.post("/payouts/<public_id>/return")
@may(TREASURER)
def payout_came_back(public_id: str) -> ResponseReturnValue:
    """The bank sent it back."""
    paid, form = reading.one(public_id), BackForm(request.form)
    if not form.validate():
        return _page(paid, back=form), 422
    return _do(
        paid, lambda: paying.came_back(paid.payout, form.reason.data),
        _("Recorded. It is due again, and she is told to look at her account."),
    )  # fmt: skip


def _do(paid: Paid, action: Callable[[], object], told: str) -> ResponseReturnValue:
    public_id = paid.payout.public_id
    attempt(action, told)
    return redirect(url_for("office.payout", public_id=public_id), 303)


def _page(paid: Paid, *, out: OutForm | None = None, back: BackForm | None = None) -> str:
    offset = min(max(request.args.get("from", 0, type=int) or 0, 0), 2**31)
    found = rows.of_payout(paid.payout, PAGE + 1, offset)
    return render_template(
        "office/payouts/payout.html",
        row=payout_rows.paid_row(paid),
        paid=paid,
        run=payout_rows.run_row(paid.run),
        rows=money_rows.shown(found[:PAGE], paid.vendor.id),
        older=url_for(
            "office.payout",
            public_id=paid.payout.public_id,
            **{"from": offset + PAGE},  # type: ignore[arg-type]
        )
        if len(found) > PAGE
        else "",
        out=out or OutForm(),
        back=back or BackForm(),
        faulty=out or back,
        has_errors=bool(out or back),
        log=history.entries(eventlog.history("payout", paid.payout.id, 20)),
    )
