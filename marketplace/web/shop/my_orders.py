"""All orders of a mobile, for who proves it by a code; known and unknown numbers are alike."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.phone import show_mobile
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import links, mine
from marketplace.orders.models import Order
from marketplace.people import codes
from marketplace.web import formatters
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address, browser
from marketplace.web.forms.fields import Form, MobileField
from marketplace.web.forms.form import say
from marketplace.web.language import locale
from marketplace.web.orders.words import order_state
from marketplace.web.pages import page_links
from marketplace.web.shop import bp, proved_mobile
from marketplace.web.shop.checkout_forms import CheckForm

PURPOSE = "order_list"
MOST_TITLES = 3


class MobileForm(Form):
    """Whose orders."""

    mobile = MobileField(_l("Mobile number"))


@dataclass(frozen=True, slots=True)
class Row:
    """One order of the list."""

    code: str
    url: str
    word: str
    tone: str
    titles: str
    total: Money
    placed_at: datetime


@bp.get("/my-orders")
@may(VISITOR)
def my_orders() -> ResponseReturnValue:
    """Her orders, or the question for her mobile."""
    mobile = proved_mobile.proved()
    if not mobile:
        return _ask(MobileForm())
    number = request.args.get("page", 1, type=int) or 1
    found, last = mine.of_mobile(mobile, number)
    return render_template(
        "shop/order/mine.html", rows=[_row(order) for order in found],
        mobile=show_mobile(mobile, locale()),
        pages=page_links(min(max(number, 1), last), last,
                         lambda n: url_for("shop.my_orders", page=n)),
    )  # fmt: skip


@bp.post("/my-orders")
@may(VISITOR, own_unit=True)
def my_orders_ask() -> ResponseReturnValue:
    """Send a code, whether anybody ordered with this number or not."""
    form = MobileForm(request.form)
    if not form.validate():
        return _ask(form), 422
    try:
        codes.send(PURPOSE, form.mobile.data, browser(), locale(), address())
    except TooMany as error:
        return _ask(form, say(error)), 429, {"Retry-After": str(error.retry_after)}
    proved_mobile.asked(form.mobile.data)
    return redirect(url_for("shop.my_orders_code"), 303)


@bp.get("/my-orders/code")
@may(VISITOR)
def my_orders_code() -> ResponseReturnValue:
    """Ask for the code."""
    if not proved_mobile.asking():
        return redirect(url_for("shop.my_orders"))
    return _ask_code(CheckForm())


@bp.post("/my-orders/code")
@may(VISITOR, own_unit=True)
def my_orders_check() -> ResponseReturnValue:
    """With the right code the list stands here for an hour."""
    mobile, form = proved_mobile.asking(), CheckForm(request.form)
    if not mobile:
        return redirect(url_for("shop.my_orders"), 303)
    if not form.validate():
        return _ask_code(form), 422
    try:
        codes.check(PURPOSE, mobile, form.code.data, browser())
        with unit_of_work():
            codes.consume(PURPOSE, mobile, form.code.data, browser())
    except DomainError as error:
        form.add_error("code", error)
        return _ask_code(form), error.status
    proved_mobile.prove(mobile)
    return redirect(url_for("shop.my_orders"), 303)


@bp.post("/my-orders/end")
@may(VISITOR)
def my_orders_end() -> ResponseReturnValue:
    """Somebody else uses this phone after her."""
    proved_mobile.forget()
    return redirect(url_for("shop.my_orders"), 303)


def _row(order: Order) -> Row:
    word, tone = order_state(order.state, order.delivery)
    lines = [line for part in order.vendor_orders for line in part.lines]
    titles = [formatters.local(line, "title") for line in lines]
    shown = _(", ").join(titles[:MOST_TITLES]) + (" …" if len(titles) > MOST_TITLES else "")
    return Row(
        show_code(order.code), url_for("shop.order", token=links.token(order.code)),
        word, tone, shown, Money(order.total, order.currency), order.placed_at,
    )  # fmt: skip


def _ask(form: MobileForm, problem: str = "") -> str:
    return render_template(
        "shop/order/mine_mobile.html", form=form, problem=problem,
        has_errors=bool(form.errors or problem),
    )  # fmt: skip


def _ask_code(form: CheckForm) -> str:
    return render_template(
        "shop/order/mine_code.html", form=form, has_errors=bool(form.errors),
        mobile=show_mobile(proved_mobile.asking(), locale()),
    )  # fmt: skip
