"""The receipts of an order, at the desk."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.lists import find
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.payments import receipts
from marketplace.web.access import CLERK, TREASURER, may
from marketplace.web.desk import bp
from marketplace.web.identity import me
from marketplace.web.language import LOCALES, locale
from marketplace.web.office.papers import sheets_url


@bp.get("/orders/<code>/receipt")
@may(CLERK, TREASURER)
def receipt(code: str) -> ResponseReturnValue:
    """The receipts that stand: always the payments' numbers, the buyer's language unless asked."""
    language = request.args.get("language", "")
    with unit_of_work():
        found = receipts.standing(SUBJECT, find.by_code(code).id)
        if not found:
            raise NotFound
        asked = Asked(language if language in LOCALES else "", locale(), me().id)
        issued = issuing.issue("receipt", [one.number for one in found], asked)
    return redirect(sheets_url(issued, request.args.get("shape", "")))
