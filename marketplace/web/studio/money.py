"""Her money: what was sold, her share, what was paid, what waits and when it comes."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import NotFound
from marketplace.payouts import accounts, holds, months, paydays, reading, rows, totals
from marketplace.web.access import ARTISAN, may
from marketplace.web.frame import preferences
from marketplace.web.identity import my_vendor
from marketplace.web.money import rows as money_rows, statements
from marketplace.web.money.account_rows import account_row
from marketplace.web.money.payout_rows import paid_rows
from marketplace.web.studio import bp


@bp.get("/money")
@may(ARTISAN)
def money() -> ResponseReturnValue:
    """The figures, her newest rows, her payments."""
    vendor = my_vendor()
    before = money_rows.read_key(request.args.get("before", "")[:30])
    office = preferences()
    found = rows.latest(vendor.id, before, office)
    shown = money_rows.shown(found[: rows.PAGE], vendor.id, office=office)
    older = url_for("studio.money", before=shown[-1].key) if len(found) > rows.PAGE else ""
    return render_template(
        "studio/money/show.html",
        vendor=vendor,
        first=before is None,
        totals=totals.of(vendor.id) if before is None else None,
        payday=paydays.following(office=office),
        rows=shown,
        older=older,
        paid=paid_rows(reading.of_vendor(vendor.id)) if before is None else [],
        hold=holds.of(vendor.id),
        accounts=[account_row(one) for one in accounts.of(vendor.id).values()],
        month=months.present(),
    )


@bp.get("/money/<month>")
@may(ARTISAN)
def statement(month: str) -> ResponseReturnValue:
    """One Jalali month on a sheet for the printer."""
    return statements.page(my_vendor(), months.read(month))


@bp.get("/money/<month>.csv")
@may(ARTISAN)
def statement_file(month: str) -> ResponseReturnValue:
    """The same month as a table."""
    return statements.file(my_vendor(), months.read(month))


def row_of_hers(key: str) -> rows.Row:
    """The row that an address names. Raises NotFound for another's."""
    wanted = money_rows.read_key(key)
    found = rows.one(my_vendor().id, wanted) if wanted else None
    if found is None:
        raise NotFound
    return found
