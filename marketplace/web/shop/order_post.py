"""What a buyer does about her parcel: say that it came, look at the address she wrote."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound, TooMany, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.post import dispatch, parcels
from marketplace.people import codes
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address, browser
from marketplace.web.forms.form import say
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.checkout_forms import CheckForm
from marketplace.web.shop.order_status import is_proved, prove

PURPOSE = "order_status"


@bp.post("/o/<token>/parcels/<public_id>/arrival")
@may(VISITOR)
def parcel_arrived(token: str, public_id: str) -> ResponseReturnValue:
    """It came. Said twice, it came once."""
    found = _posted(token)
    parcel = dispatch.parcel(public_id, found.id)
    try:
        parcels.deliver(parcel)
    except WrongState:
        session.rollback()
    return redirect(url_for("shop.order", token=token), 303)


@bp.post("/o/<token>/address")
@may(VISITOR, own_unit=True)
def order_address_code(token: str) -> ResponseReturnValue:
    """Send a code to the order's mobile; with it the address may be read."""
    found = _posted(token)
    mobile = found.mobile
    try:
        codes.send(PURPOSE, mobile, browser(), locale(), address())
    except TooMany as error:
        wait = {"Retry-After": str(error.retry_after)}
        return _ask(token, CheckForm(), say(error)), 429, wait
    return redirect(url_for("shop.order_address", token=token), 303)


@bp.get("/o/<token>/address")
@may(VISITOR)
def order_address(token: str) -> ResponseReturnValue:
    """Ask for the code."""
    if is_proved(_posted(token)):
        return redirect(url_for("shop.order", token=token))
    return _ask(token, CheckForm())


@bp.post("/o/<token>/address/code")
@may(VISITOR, own_unit=True)
def order_address_check(token: str) -> ResponseReturnValue:
    """With the right code the address is shown for an hour."""
    found, form = _posted(token), CheckForm(request.form)
    mobile = found.mobile
    if not form.validate():
        return _ask(token, form), 422
    try:
        codes.check(PURPOSE, mobile, form.code.data, browser())
        with unit_of_work():
            codes.consume(PURPOSE, mobile, form.code.data, browser())
    except DomainError as error:
        form.add_error("code", error)
        return _ask(token, form), error.status
    prove(found)
    return redirect(url_for("shop.order", token=token), 303)


def _posted(token: str) -> Order:
    found = find.by_token(token[:64])
    if found.delivery != "post":
        raise NotFound
    return found


def _ask(token: str, form: CheckForm, problem: str = "") -> str:
    return render_template(
        "shop/order/address.html", token=token, form=form, problem=problem,
        has_errors=bool(form.errors or problem),
    )  # fmt: skip
