"""The check page: exact total, one code, and the one button that reserves."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout as checkouts
from marketplace.orders.checkout import Drifted
from marketplace.orders.models import Order
from marketplace.orders.rows import Head
from marketplace.people import codes
from marketplace.stock.holds import SoldOut
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address, browser
from marketplace.web.forms.form import say
from marketplace.web.forms.whole import whole
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.money import pay_words
from marketplace.web.shop import basket_cookie, bp, buying, posting
from marketplace.web.shop.checkout import to_order
from marketplace.web.shop.checkout_forms import CheckForm


@bp.get("/checkout/check")
@may(VISITOR)
def checkout_check() -> ResponseReturnValue:
    """Everything once more, and the code."""
    found = basket_cookie.find()
    if found is None or not found.mobile:
        return redirect(url_for("shop.checkout"))
    if found.order_id:
        return to_order(session.get_one(Order, found.order_id))
    return _page(CheckForm(), found)


@bp.post("/checkout/check")
@may(VISITOR, own_unit=True)
def checkout_confirm() -> ResponseReturnValue:
    """Reserve. Sent twice, it leads to the same order."""
    found = basket_cookie.find()
    if found is None or not found.mobile:
        return redirect(url_for("shop.checkout"), 303)
    if found.order_id:
        return to_order(session.get_one(Order, found.order_id))
    form = CheckForm(request.form)
    if not form.validate():
        return _page(form, found, typed_total(), status=422)
    try:
        return to_order(_confirm(found, form.code.data))
    except DomainError as error:
        return _refused(found, form, error)


def _confirm(found: Head, code: str) -> Order:
    mobile = found.mobile or ""
    codes.check(checkouts.PURPOSE, mobile, code, browser())
    with unit_of_work():
        return checkouts.confirm(found, code, typed_total(), typed_lines(), browser(), locale())


def typed_total() -> int:
    """The total that the buyer saw, in rial; -1 when the form says none."""
    total = whole(request.form.get("expected_total", ""))
    return -1 if total is None else total


def typed_lines() -> str:
    """The digest of the lines that the buyer saw."""
    return request.form.get("expected_lines", "")


def _refused(found: Head, form: CheckForm, error: DomainError) -> ResponseReturnValue:
    session.rollback()
    if (done := checkouts.ordered(found)) is not None:
        return to_order(done)
    if isinstance(error, Drifted | SoldOut):
        return _page(form, found, typed_total(), drifted=True, status=error.status)
    if error.field == "code":
        form.add_error("code", error)
        return _page(form, found, typed_total(), status=error.status)
    return _page(form, found, typed_total(), say(error), status=error.status)


@bp.post("/checkout/code")
@may(VISITOR, own_unit=True)
def checkout_code() -> ResponseReturnValue:
    """Send another code to the same number; nothing happens within a minute of the last."""
    found = basket_cookie.find_open()
    if found is None or not found.mobile:
        return redirect(url_for("shop.checkout"), 303)
    try:
        codes.send(checkouts.PURPOSE, found.mobile, browser(), locale(), address())
    except TooMany as error:
        answer = _page(CheckForm(), found, problem=say(error), status=error.status)
        answer.headers["Retry-After"] = str(error.retry_after)
        return answer
    return redirect(url_for("shop.checkout_check"), 303)


def _page(
    form: CheckForm, found: Head, seen: int = -1, problem: str = "", drifted: bool = False,
    status: int = 200,
) -> BaseResponse:  # fmt: skip
    """The page with this status, or the way to where the buyer can go on: a browser follows that
    only with its own."""
    try:
        view = checkouts.see(found, locale(), preferences())
    except DomainError:  # said on that page, where another way can be chosen
        return redirect(url_for("shop.checkout"), 303)
    if not view.buyable:
        return redirect(url_for("shop.basket"), 303)
    sent_at = codes.sent_at(checkouts.PURPOSE, found.mobile or "", browser())
    wait = (sent_at + codes.AGAIN - clock.now()).total_seconds() if sent_at else 0
    html = render_template(
        "shop/checkout/check.html", form=form, basket=found, view=view, problem=problem,
        drifted=drifted or bool(view.changed), sent_at=sent_at, wait=max(0, int(wait)),
        way=pay_words.way(found.pay_method),
        same_total=seen == view.total.amount,
        old_total=seen if drifted and seen not in (-1, view.total.amount) else None,
        parts=[(buying.maker(maker), [buying.short(row) for row in rows if not row.gone])
               for maker, rows in view.parts if any(not row.gone for row in rows)],
        changed=[buying.line(row) for row in view.changed],
        post=posting.summary(view),
        minutes=int(codes.LIFE.total_seconds() // 60),
        has_errors=bool(form.errors or problem or drifted),
    )  # fmt: skip
    return make_response(html, status)
