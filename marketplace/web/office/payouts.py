"""Paying the makers: what is due, the runs, and making one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.payouts import drafting, outlook, paydays, questions, reading
from marketplace.vendors.find import people
from marketplace.web.access import TREASURER, may
from marketplace.web.forms.form import say
from marketplace.web.identity import me
from marketplace.web.money import payout_rows
from marketplace.web.office import bp

MOST = 100  # makers shown of each kind


@bp.get("/payouts")
@may(TREASURER)
def payouts() -> ResponseReturnValue:
    """Who would be paid now, who not and why; the runs so far."""
    offset = min(max(request.args.get("from", 0, type=int) or 0, 0), 2**31)
    found = reading.runs(reading.PAGE + 1, offset)
    due = outlook.now() if not offset else []
    ready = [one for one in due if one.why == "ready"]
    query = request.args.get("q", "").strip()[:60]
    return render_template(
        "office/payouts/index.html",
        query=query,
        found=people(query)[:MOST] if query else [],
        first=not offset,
        ready=ready[:MOST],
        ready_count=len(ready),
        ready_sum=sum((one.amount for one in ready), Money(0)),
        others=[one for one in due if one.why != "ready"][:MOST],
        payday=paydays.following(),
        questions=questions.waits()[0],
        rows=[payout_rows.run_row(run) for run in found[: reading.PAGE]],
        older=url_for("office.payouts", **{"from": offset + reading.PAGE})  # type: ignore[arg-type]
        if len(found) > reading.PAGE
        else "",
    )


@bp.post("/payouts")
@may(TREASURER)
def payout_run_made() -> ResponseReturnValue:
    """A draft of everything that is due."""
    try:
        run = drafting.make(me().id)
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
        return redirect(url_for("office.payouts"), 303)
    flash(_("Made. Look at the sums and approve it."), "done")
    return redirect(url_for("office.payout_run", public_id=run.public_id), 303)
