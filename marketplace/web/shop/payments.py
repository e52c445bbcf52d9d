"""The buyer at a gateway: sent there, back again, and what became of it, in one true sentence.

The address that she comes back by holds nothing but the attempt's own number: the gateway knows it,
so it must not lead into her order."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import limits
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_
from marketplace.orders import links
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying import online
from marketplace.payments.intents import asking, finding, starting
from marketplace.payments.intents.models import Intent
from marketplace.web import headers
from marketplace.web.access import VISITOR, may
from marketplace.web.forms.form import say
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.shop import bp, order_paying, payment_words
from marketplace.web.shop.order_status import page

A_DAY, AN_HOUR = 30, 60
MINE = "paying"
TOO_MANY = N_("Too many tries. Please wait a little, or call the office.")


@bp.post("/o/<token>/payments")
@may(VISITOR, own_unit=True)
def order_payment(token: str) -> ResponseReturnValue:
    """Begin to pay what is due, and go to the gateway."""
    found = find.by_token(token[:64])
    try:
        intent = _begun(found, request.form.get("gateway", "")[:40])
    except DomainError as error:
        wait = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
        shown = find.by_token(token[:64])
        return page(shown, problem=say(error)), error.status, wait
    session[MINE] = [intent.public_id, token]
    if intent.state == "pending" and intent.url:
        return redirect(intent.url, 303)
    return redirect(url_for("shop.payment", public_id=intent.public_id), 303)


def _begun(order: Order, gateway: str) -> Intent:
    """Counted, together with what was begun; no gateway is asked uncounted."""
    words = _("Order %(code)s at %(place)s", code=show_code(order.code),
              place=preferences().local("bazaar_name", locale()))  # fmt: skip
    tries = limits.Try(f"order:pay:{order.id}", A_DAY, timedelta(days=1), TOO_MANY)
    begin = partial(online.begin, order.id, gateway, locale(), str(words), _back)
    return starting.send(*limits.count_all([tries], then=begin))


def _back(public_id: str) -> str:
    return url_for("shop.payment_return", public_id=public_id, _external=True)


@bp.get("/pay/<public_id>/return")
@may(VISITOR)
def payment_return(public_id: str) -> ResponseReturnValue:
    """She is back: ask the gateway, which is harmless however often it is done."""
    intent = finding.by_public_id(public_id)
    _ask(intent, lambda: asking.came_back(intent, request.args.to_dict()))
    return redirect(url_for("shop.payment", public_id=public_id))


@bp.post("/pay/<public_id>/questions")
@may(VISITOR, own_unit=True)
def payment_question(public_id: str) -> ResponseReturnValue:
    """Ask the gateway once more, now."""
    intent = finding.by_public_id(public_id)
    _ask(intent, lambda: asking.look(intent))
    return redirect(url_for("shop.payment", public_id=public_id), 303)


def _ask(intent: Intent, question: Callable[[], Intent]) -> None:
    """Not without end: who asks too often sees what is known."""
    try:
        limits.count(f"payment:ask:{intent.id}", AN_HOUR, timedelta(hours=1), TOO_MANY)
    except TooMany:
        return
    question()


@bp.get("/pay/<public_id>")
@may(VISITOR)
def payment(public_id: str) -> ResponseReturnValue:
    """What became of one attempt."""
    intent = finding.by_public_id(public_id)
    order = online.subject(intent)
    token = _token(intent, order)
    pays = order_paying.ways(order) if token else []
    headers.may_lead_to(order_paying.origins(pays))
    return render_template(
        "shop/order/payment.html", told=payment_words.tell(intent, order), intent=intent,
        code=show_code(order.code), token=token, pays=pays,
        lookup=url_for("shop.order_lookup", code=show_code(order.code)),
    )  # fmt: skip


def _token(intent: Intent, order: Order) -> str:
    """The order's own address, for the browser that began this; else nothing."""
    mine, token = session.get(MINE) or ["", ""]
    return token if mine == intent.public_id and token == links.token(order.code) else ""
