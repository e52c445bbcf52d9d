"""The caravanserai: hours, the way, the telephone."""

from flask import render_template

from marketplace.discovery.opening import opening
from marketplace.kernel import calendar, clock
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.shop import bp, linked


@bp.get("/caravanserai")
@may(VISITOR, public=True)
def place() -> str:
    """Open now or not, then how to come."""
    now = clock.now()
    return render_template(
        "shop/place/place.html",
        linked=linked.script(linked.house(preferences())),
        today=opening(preferences(), now),
        now=now,
        weekday=calendar.weekday_names(locale())[calendar.weekday(now)],
    )
