"""Guest checkout: name and mobile, then the code that makes the reservation."""

from datetime import timedelta
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import basket as baskets, checkout as checkouts, delivery
from marketplace.orders.rows import Head
from marketplace.payments import gateways
from marketplace.people import codes
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address, browser
from marketplace.web.forms.form import say
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.money import pay_words
from marketplace.web.shop import basket_cookie, bp, buying, posting
from marketplace.web.shop.checkout_forms import CheckoutForm


@bp.get("/checkout")
@may(VISITOR)
def checkout() -> ResponseReturnValue:
    """Ask for name and mobile; what was typed before is still there."""
    found = basket_cookie.find_open()
    view = baskets.review(found, locale()) if found else None
    if found is None or view is None or not view.buyable:
        return redirect(url_for("shop.basket"))
    sheets = delivery.choices(preferences())
    try:
        view, problem = delivery.with_parcels(found, view, preferences()), ""
    except DomainError as error:
        problem = say(error)
    typed = posting.typed(found, sheets) | {"pay_method": found.pay_method}
    return _page(CheckoutForm(data=typed, sheets=sheets, ways=_ways()), view, problem)


@bp.post("/checkout")
@may(VISITOR, own_unit=True)
def checkout_begin() -> ResponseReturnValue:
    """Keep who asks, send the code, go on to the check page."""
    found = basket_cookie.find_open()
    if found is None:
        return redirect(url_for("shop.basket"), 303)
    form = CheckoutForm(request.form, sheets=delivery.choices(preferences()), ways=_ways())
    if not form.validate():
        return _page(form, baskets.review(found, locale())), 422
    try:
        _begin(found, form)
    except DomainError as error:
        return _refused(found, form, error)
    return redirect(url_for("shop.checkout_check"), 303)


def _begin(found: Head, form: CheckoutForm) -> None:
    with unit_of_work():
        checkouts.begin(
            found, form.name.data, form.mobile.data, locale(), form.pay_method.data,
            form.method_id, form.address, preferences(),
        )  # fmt: skip
    codes.send(checkouts.PURPOSE, form.mobile.data, browser(), locale(), address())


def _ways() -> list[gateways.Gateway]:
    return gateways.offered(preferences())


def _refused(found: Head, form: CheckoutForm, error: DomainError) -> ResponseReturnValue:
    view = baskets.review(found, locale())
    if not view.buyable:
        return redirect(url_for("shop.basket"), 303)
    field = error.field or ("mobile" if isinstance(error, TooMany) else "")
    if field in form:
        form.add_error(field, error)
    wait = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    return _page(form, view, "" if field in form else say(error)), error.status, wait


def _page(form: CheckoutForm, view: Any, problem: str = "") -> str:
    office = preferences()
    return render_template(
        "shop/checkout/show.html", form=form, view=view, problem=problem,
        offers=posting.notes(view, form.sheets, office),
        photos=[buying.photo(row.photo) for row in view.buyable], summary=buying.summary(view),
        answer_by=clock.now() + timedelta(days=office.accept_days), notes=pay_words.notes(),
        has_errors=bool(form.errors or problem),
    )  # fmt: skip


def to_order(order: Any) -> Response:
    """To the buyer's own page of her order; the basket is empty now."""
    answer = redirect(url_for("shop.order", token=checkouts.token(order)), 303)
    return basket_cookie.with_number(answer, 0)
