"""The buyer's own page of an order: by the link in the SMS, or by code and mobile."""

from datetime import timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock, limits
from marketplace.kernel.errors import DomainError, NotFound, TooMany
from marketplace.kernel.ids import normalise_code, same, show_code
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.text import N_
from marketplace.orders import links
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.post import addresses
from marketplace.orders.status import OrderStatus
from marketplace.web import headers
from marketplace.web.access import VISITOR, may
from marketplace.web.browser import address
from marketplace.web.forms.form import say
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.money import pay_words
from marketplace.web.orders.words import parcel_state
from marketplace.web.papers import qr
from marketplace.web.shop import (
    bp,
    buying,
    order_asking,
    order_changing,
    order_late,
    order_news,
    order_paying,
    order_receipts,
    order_words,
    posting,
)
from marketplace.web.shop.checkout_forms import LookupForm
from marketplace.web.shop.order_asking import QuestionForm
from marketplace.web.shop.order_changing import CancelForm
from marketplace.web.shop.order_paying import ProofForm
from marketplace.web.shop.order_receipts import LetterForm

HOUR = timedelta(hours=1)
PER_CODE, PER_ADDRESS, THEN_PER_MINUTE = 10, 60, 10
SEEN, PROVED = "order", "order_proved"
UNKNOWN = N_("No order has this code and this number. Please look at both again.")
TOO_MANY = N_("Too many tries. Please wait a little, or call the office.")


@bp.get("/o/<token>")
@may(VISITOR)
def order(token: str) -> ResponseReturnValue:
    """By the link that only the buyer has."""
    return page(find.by_token(token[:64]))


@bp.get("/order")
@may(VISITOR)
def order_lookup() -> ResponseReturnValue:
    """Ask for code and mobile."""
    return _ask(LookupForm(code=request.args.get("code", "")[:40]))


@bp.post("/order")
@may(VISITOR, own_unit=True)
def order_find() -> ResponseReturnValue:
    """Open the order for an hour in this browser; a wrong try is counted."""
    form = LookupForm(request.form)
    if not form.validate():
        return _ask(form), 422
    code = normalise_code(form.code.data) or "-"
    try:
        _require_tries(code)
        found = _match(code, form.mobile.data)
    except TooMany as error:
        wait = {"Retry-After": str(error.retry_after)}
        return _ask(form, say(error)), 429, wait
    except DomainError as error:
        return _ask(form, say(error)), 422
    session[SEEN] = [found.code, int((clock.now() + HOUR).timestamp())]
    return redirect(url_for("shop.order_seen"), 303)


@bp.get("/order/mine")
@may(VISITOR)
def order_seen() -> ResponseReturnValue:
    """The order that was looked up within the hour."""
    code, until = session.get(SEEN) or ["-", 0]
    if until < clock.now().timestamp():
        return redirect(url_for("shop.order_lookup"))
    return page(find.by_code(code))


def _match(code: str, mobile: str) -> Order:
    """The order, or one sentence for no such order and for another mobile alike."""
    try:
        found = find.by_code(code)
        if same(found.mobile, mobile):
            return found
    except NotFound:
        pass
    for bucket, limit, per in _buckets(code):
        limits.count(bucket, limit, per, TOO_MANY)
    raise DomainError(UNKNOWN)


def _require_tries(code: str) -> None:
    """Refuse a code after ten wrong tries, even with the right mobile."""
    bucket, limit, per = _buckets(code)[0]
    if limits.tried(bucket, per) >= limit:
        raise TooMany(TOO_MANY, retry_after=int(per.total_seconds()))


def _buckets(code: str) -> list[tuple[str, int, timedelta]]:
    """Hard for a code; an address, which many people may share, is only slowed down."""
    here = keyed_hash("order", address())
    found = [(f"order:code:{keyed_hash('order', code)}", PER_CODE, HOUR)]
    if limits.tried(f"order:address:{here}", HOUR) < PER_ADDRESS:
        return [*found, (f"order:address:{here}", PER_ADDRESS, HOUR)]
    return [*found, (f"order:slow:{here}", THEN_PER_MINUTE, timedelta(minutes=1))]


def prove(found: Order) -> None:
    """For an hour this browser may read everything about this order."""
    session[PROVED] = [found.code, int((clock.now() + HOUR).timestamp())]


def is_proved(found: Order) -> bool:
    """Whether the order's mobile was proved here within the hour."""
    code, until = session.get(PROVED) or ["-", 0]
    return bool(code == found.code and until >= clock.now().timestamp())


def _ask(form: LookupForm, problem: str = "") -> str:
    return render_template(
        "shop/order/lookup.html", form=form, problem=problem,
        has_errors=bool(form.errors or problem),
    )  # fmt: skip


def _scan(seen: OrderStatus) -> str:
    """Once she may come for it: the page's own address, for the desk's camera."""
    if seen.state != "ready" or seen.posted:
        return ""
    return qr.picture(url_for("shop.order", token=links.token(seen.code), _external=True))


def page(
    found: Order, proof: ProofForm | None = None, change: CancelForm | None = None,
    question: QuestionForm | None = None, letter: LetterForm | None = None, number: str = "",
    problem: str = "",
) -> str:  # fmt: skip
    """The order's page; a form with its errors when it was just refused, `letter` for the receipt
    with this `number`; `problem` when paying could not begin."""
    seen, address = find.status(found, locale()), addresses.of_order(found)
    parts = [
        (buying.maker(part.maker), order_words.pill(part.state), part,
         [buying.order_line(line) for line in part.lines])
        for part in seen.parts
    ]  # fmt: skip
    pay = order_paying.pay(found, proof)
    headers.may_lead_to(order_paying.origins(pay.ways) if pay else ())
    return render_template(
        "shop/order/show.html", order=seen, code=show_code(seen.code), parts=parts,
        headline=order_news.headline(
            seen, looking=bool(pay and pay.waiting), unsure=bool(pay and pay.unsure)),
        standing=order_news.standing(seen), pay=pay,
        advice=order_late.advice(seen, looking=bool(pay and pay.waiting)),
        change=order_changing.change(found, seen, change),
        asking=order_asking.asking(found, question), faulty=proof or change or question or letter,
        has_errors=bool(proof or change or question or letter or problem), problem=problem,
        receipts=order_receipts.of(found, letter, number),
        credits=order_receipts.credits_of(found), sent="sent" in request.args,
        way=pay_words.way(found.pay_method), token=links.token(seen.code), scan=_scan(seen),
        parcels=[(row, *parcel_state(row.state)) for row in seen.parcels if row.live],
        goes_to=posting.place(address) if address else "",
        address=posting.whole(address) if address and is_proved(found) else [],
        steps=order_words.steps(seen, preferences().pickup_days),
    )  # fmt: skip
