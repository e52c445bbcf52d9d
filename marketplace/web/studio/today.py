"""Her day: three things to do and the others folded, and the way to a new piece."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.payouts import paydays, totals
from marketplace.web import tasks
from marketplace.web.access import ARTISAN, may
from marketplace.web.frame import preferences
from marketplace.web.identity import me, my_vendor
from marketplace.web.orders.sharing import shared
from marketplace.web.photos import STUDIO
from marketplace.web.studio import bp
from marketplace.web.vendors import closed_days, rows as vendor_rows

MOST = 3


@bp.get("/")
@may(ARTISAN)
def today() -> ResponseReturnValue:
    """What to do now, and the money that waits."""
    vendor = my_vendor()
    found = tasks.of(vendor, shared(vendor, me()))
    return render_template(
        "studio/today/show.html",
        vendor=vendor,
        face=vendor_rows.face_of(vendor, unseen=STUDIO),
        now=clock.now(),
        closed=closed_days.words(vendor),
        tasks=found[:MOST],
        rest=found[MOST:],
        count=len(found),
        waiting=totals.waiting(vendor.id),
        payday=paydays.following(office=preferences()),
    )
