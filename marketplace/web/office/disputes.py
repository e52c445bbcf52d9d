"""Disputes: money that buyers' banks ask back, answered on the gateway's own pages."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.payments.intents import finding
from marketplace.web.access import TREASURER, may
from marketplace.web.money import dispute_rows
from marketplace.web.office import bp


@bp.get("/disputes")
@may(TREASURER)
def disputes() -> ResponseReturnValue:
    """Those to be answered, the nearest day first; then those that are decided."""
    rows = dispute_rows.rows(finding.disputes())
    return render_template(
        "office/disputes/index.html",
        waiting=[row for row in rows if row.open], ended=[row for row in rows if not row.open],
    )  # fmt: skip
