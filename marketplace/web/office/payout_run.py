"""One run: looked at, approved, taken to the bank, marked sent."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.payouts import bank_file, paying, reading, runs
from marketplace.payouts.models import PayoutRun
from marketplace.people.models import User
from marketplace.web import csv_file
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.forms.form import say
from marketplace.web.identity import me
from marketplace.web.log import history
from marketplace.web.money import payout_rows
from marketplace.web.office import bp


class SentForm(Form):
    """What the bank gave for its order."""

    reference = CleanStringField(_l("The bank’s reference"), limit=60)


class ReasonForm(Form):
    """Why."""

    reason = CleanStringField(_l("Why"), limit=200)


@bp.get("/payouts/runs/<public_id>")
@may(TREASURER)
def payout_run(public_id: str) -> ResponseReturnValue:
    """Its sums, each maker's payment, and the next step."""
    return _page(runs.by_public_id(public_id))


@bp.post("/payouts/runs/<public_id>/approval")
@may(TREASURER)
def payout_run_approved(public_id: str) -> ResponseReturnValue:
    """Stand for the amounts."""
    run = runs.by_public_id(public_id)
    attempt(lambda: runs.approve(run, me().id), _("Approved. Take the file to the bank."))
    return _back(public_id)


@bp.post("/payouts/runs/<public_id>/file")
@may(TREASURER)
def payout_run_file(public_id: str) -> ResponseReturnValue:
    """The bank's order as a table; who took it is written down."""
    run = runs.by_public_id(public_id)
    try:
        rows = bank_file.rows(run)
    except WrongState:
        raise
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
        return _back(public_id)
    name = f"payout-{run.year}-{run.number}.csv"
    return csv_file.download([bank_file.COLUMNS, *rows], name)


@bp.post("/payouts/runs/<public_id>/sending")
@may(TREASURER)
def payout_run_sent(public_id: str) -> ResponseReturnValue:
    """The bank has the order."""
    run, form = runs.by_public_id(public_id), SentForm(request.form)
    if not form.validate():
        return _page(run, sent=form), 422
    attempt(
        lambda: runs.send(run, form.reference.data, me().id),
        _("Recorded. The makers are told by SMS."),
    )
    return _back(public_id)


@bp.post("/payouts/runs/<public_id>/settlement")
@may(TREASURER)
def payout_run_settled(public_id: str) -> ResponseReturnValue:
    """Nothing else came back: all the rest has arrived."""
    run = runs.by_public_id(public_id)
    attempt(lambda: paying.settle_rest(run), _("Recorded: the money has arrived."))
    return _back(public_id)


@bp.post("/payouts/runs/<public_id>/removal")
@may(TREASURER)
def payout_run_dropped(public_id: str) -> ResponseReturnValue:
    """Pay nobody by it."""
    run, form = runs.by_public_id(public_id), ReasonForm(request.form)
    if not form.validate():
        return _page(run, dropped=form), 422
    attempt(lambda: runs.drop(run, form.reason.data), _("Dropped. Everything in it is due again."))
    return _back(public_id)


def _back(public_id: str) -> ResponseReturnValue:
    return redirect(url_for("office.payout_run", public_id=public_id), 303)


def _page(
    run: PayoutRun, *, sent: SentForm | None = None, dropped: ReasonForm | None = None
) -> str:
    offset = min(max(request.args.get("from", 0, type=int) or 0, 0), 2**31)
    found = reading.of_run(run, reading.PAGE + 1, offset)
    more = len(found) > reading.PAGE
    parts = reading.parts(run)
    approver = session.get(User, run.approved_by) if run.approved_by else None
    return render_template(
        "office/payouts/run.html",
        row=payout_rows.run_row(run),
        run=run,
        maker=session.get_one(User, run.made_by).name,
        approver=approver.name if approver else "",
        mine=run.made_by == me().id,
        by_bank=[one for one in parts if one.method == "bank"],
        in_cash=[one for one in parts if one.method == "cash"],
        rows=payout_rows.paid_rows(found[: reading.PAGE]),
        older=url_for(
            "office.payout_run",
            public_id=run.public_id,
            **{"from": offset + reading.PAGE},  # type: ignore[arg-type]
        )
        if more
        else "",
        sent=sent or SentForm(),
        dropped=dropped or ReasonForm(),
        faulty=sent or dropped,
        has_errors=bool(sent or dropped),
        log=history.entries(eventlog.history("payout_run", run.id, 30)),
    )
