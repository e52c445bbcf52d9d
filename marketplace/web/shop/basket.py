"""The basket: what a visitor would like to reserve."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.text import to_ascii_digits
from marketplace.orders import basket as baskets, delivery
from marketplace.orders.rows import BasketView, Head
from marketplace.payments import gateways
from marketplace.web.access import VISITOR, may
from marketplace.web.forms.form import say
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.shop import basket_cookie, bp, buying


@bp.get("/basket")
@may(VISITOR)
def basket() -> ResponseReturnValue:
    """What is in it, by maker, as it stands now."""
    return page(basket_cookie.find_open())


@bp.post("/basket/lines")
@may(VISITOR)
def basket_add() -> ResponseReturnValue:
    """Put a piece in and show the basket; when it is gone, say so there."""
    found, token = basket_cookie.find_open(), ""
    if found is None:
        found, token = baskets.open_()
    try:
        listing, wanted = request.form.get("listing", "")[:40], _number("quantity", 1)
        pieces = baskets.add(found, listing, wanted, new=bool(token))
    except NotFound:
        raise
    except DomainError as error:
        return page(None if token else found, say(error)), error.status
    response = _back(pieces)
    return basket_cookie.with_secret(response, token) if token else response


@bp.post("/basket/lines/<int:line_id>")
@may(VISITOR)
def basket_line(line_id: int) -> ResponseReturnValue:
    """Change how many, or take the line out."""
    found = basket_cookie.find_open()
    if found is None:
        return redirect(url_for("shop.basket"), 303)
    try:
        baskets.set_quantity(found, line_id, 0 if "remove" in request.form else _number("quantity"))
    except NotFound:
        return _back(baskets.count(found))
    except DomainError as error:
        return page(found, say(error)), error.status
    return _back(baskets.count(found))


def _number(name: str, default: int = -1) -> int:
    typed = to_ascii_digits(request.form.get(name, str(default))[:12]).strip()
    return min(int(typed), 1_000_000) if typed.isascii() and typed.isdigit() else 1


def _back(pieces: int) -> Response:
    return basket_cookie.with_number(redirect(url_for("shop.basket"), 303), pieces)


def page(found: Head | None, problem: str = "") -> Response:
    """The basket's page; `problem` is what could not be done."""
    view = baskets.review(found, locale()) if found else BasketView()
    html = render_template(
        "shop/basket/show.html", view=view, problem=problem, has_errors=bool(problem),
        parts=[(buying.maker(maker), [buying.line(row) for row in rows])
               for maker, rows in view.parts],
        sums=_sums(view), summary=buying.summary(view), costs=_costs(),
    )  # fmt: skip
    if problem:
        return make_response(html)
    return basket_cookie.with_number(html, sum(row.quantity for row in view.rows))


def _costs() -> str:
    """What is still added, and how one pays: only what the office offers now."""
    office = preferences()
    if delivery.offered(office):
        return str(
            _("Collecting costs nothing. Postage and the ways to pay stand on the next page.")
        )
    if [way.name for way in gateways.offered(office)] == ["desk"]:
        return str(_("There are no other costs. You pay at the caravanserai when you pick up."))
    return str(_("There are no other costs. The ways to pay stand on the next page."))


def _sums(view: BasketView) -> list[tuple[str, Money]]:
    found = []
    for maker, rows in view.parts:
        count = sum(row.count for row in rows)
        total = sum((row.total for row in rows if not row.gone), Money(0))
        if count:
            pieces = buying.pieces(count)
            label = _("%(maker)s, %(pieces)s", maker=maker.name, pieces=pieces)
            found.append((label, total))
    return found
