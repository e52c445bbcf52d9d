"""Pick-ups: whose pieces are here, whose are on their way, and the cash in my drawer."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.orders.lists import find
from marketplace.orders.lists.find import Filters
from marketplace.payments.desk import till
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.identity import me
from marketplace.web.orders import rows as order_rows
from marketplace.web.tabs import Tab

TABS = {
    "ready": (N_("Ready for pick-up"), Filters(states=("ready",), delivery="collect")),
    "unclaimed": (N_("Unclaimed"), Filters(states=("ready",), delivery="collect", unclaimed=True)),
    "coming": (N_("On their way here"), Filters(states=("making",))),
    "waiting": (N_("Waiting for the maker"), Filters(states=("placed",))),
    "done": (N_("Handed over"), Filters(states=("closed",), newest_first=True)),
}


@bp.get("/")
@may(CLERK)
def pickups() -> ResponseReturnValue:
    """One order by its code or scan, several by last digits, name or tag, else a list of fifty."""
    query = request.args.get("q", "").strip()[:100]
    state = request.args.get("state", "ready")
    state = state if state in TABS else "ready"
    found = find.searched(query) if query else find.queue(TABS[state][1])
    if query and len(found) == 1:
        return redirect(url_for("desk.order", code=found[0].code))
    return render_template(
        "desk/pickups/index.html",
        query=query,
        rows=order_rows.rows(found),
        tabs=[_tab(name, name == state and not query) for name in TABS],
        tills=till.open_(me().id),
    )


def _tab(name: str, current: bool) -> Tab:
    label, filters = TABS[name]
    count = None if name == "done" else find.count(filters)
    return Tab(_(label), url_for("desk.pickups", state=name), current, count)
