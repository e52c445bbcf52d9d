"""What has happened to money before its pages are looked at: attempts to pay on a gateway's page,
one in each state; a parcel that the post lost; counted foreign notes."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.orders.models import Order
    from marketplace.orders.post.models import Parcel
    from marketplace.payments.intents.models import Intent

NAME = "لادن پ"
FAR = timedelta(days=300)  # no worker asks about them meanwhile
STATES = (
    "waiting", "unknown", "puzzling", "failed", "expired", "gave_up", "closed", "paid", "disputed",
    "lost",
)  # fmt: skip


def attempts() -> dict[str, str]:
    """State → public id; written once into the demo that the caller's context belongs to."""
    from sqlalchemy import select

    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.payments.intents.models import Intent

    with acting(SYSTEM):
        for state in STATES:
            if not session.scalar(select(Intent.id).filter_by(public_id=_key(state))):
                with unit_of_work():
                    _stage(state)
    return {state: _key(state) for state in STATES}


def loss() -> tuple[str, str]:
    """(parcel, credit note) of something that the post lost; written once."""
    from sqlalchemy import select

    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders.losses import claims, losing
    from marketplace.orders.post.models import Parcel
    from marketplace.orders.returns import crediting

    lost = session.scalars(select(Parcel).filter_by(state="lost")).first()
    if lost is None:
        with acting(SYSTEM), unit_of_work():
            lost = _posted()
            losing.lose(lost, "post", "پست پس از جست‌وجو گفت پیدا نشد", _staff("clerk"))
    return lost.public_id, crediting.number(claims.of_order(lost.order_id)[0].note)


def _posted() -> "Parcel":
    """An order that was gathered, paid and given to the post."""
    from marketplace.orders import fulfilments, vendor_orders
    from marketplace.orders.paying import cashier
    from marketplace.orders.post import parcels, postage

    order = _by_post()
    for part in order.vendor_orders:
        if part.state == "placed":
            vendor_orders.accept(part)
        for one in part.fulfilments:
            fulfilments.arrive(one)
    cashier.take(order, order.total, _staff("clerk"))
    (parcel,) = postage.of_order(order)
    parcels.ship(parcel, "120045678901234567890199")
    return parcel


def _by_post() -> "Order":
    from types import SimpleNamespace

    from sqlalchemy import select

    from marketplace.catalogue.models import Listing
    from marketplace.cli.seeding import orders as seeding
    from marketplace.cli.seeding.texts import read
    from marketplace.kernel.db import session
    from marketplace.kernel.errors import DomainError

    (address,) = (row["post"] for row in read("orders") if row["key"] == "omid")
    row = {"name": NAME, "mobile": "09000000188", "lines": [("it", 1)], "post": address,
           "posting": "office"}  # fmt: skip
    live = select(Listing).filter_by(state="live").order_by(Listing.id.desc())
    for piece in session.scalars(live).all():
        try:
            found: Order = seeding._on_web(SimpleNamespace(listings={"it": piece}), row)
        except DomainError:
            continue
        return found
    raise RuntimeError("nothing in the demo is free")


def claimed() -> str:
    """What is owed back for the order whose money the buyer's bank took back; written once."""
    from sqlalchemy import select

    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders import cancelling
    from marketplace.orders.models import Order
    from marketplace.payments import refunds
    from marketplace.payments.intents.models import Intent

    key = session.scalars(select(Intent.subject_id).filter_by(public_id=_key("lost"))).one()
    if not refunds.open_of(("order", key)):
        with acting(SYSTEM), unit_of_work():
            parts = session.get_one(Order, key).vendor_orders
            cancelling.by_buyer(parts[0].order, [one.id for part in parts for one in part.kept])
    return str(refunds.open_of(("order", key))[0].public_id)


def count_notes() -> None:
    """Every foreign note is counted and in the safe."""
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.money import home
    from marketplace.kernel.unit import unit_of_work
    from marketplace.payments.desk import till

    for one in till.open_():
        if one.taken.currency != home():
            with acting(SYSTEM), unit_of_work():
                till.count(one.user_id, one.expected.amount, "", one.taken.currency)


def _staff(role: str) -> int:
    from marketplace.cli.seeding.texts import read
    from marketplace.people import users

    emails = {row["role"]: row["email"] for row in read("office")["staff"]}
    found = users.by_email(emails[role])
    assert found
    return int(found.id)


def _key(state: str) -> str:
    return f"sample-{state}"


def _stage(state: str) -> None:
    intent = _begun(state)
    if state == "closed":
        _end(intent, "failed", "gateway.no_answer")
        return
    _sent(intent)
    if state in ("unknown", "puzzling", "failed", "expired"):
        _end(intent, state, "another_amount" if state == "puzzling" else "")
    elif state == "gave_up":
        _end(intent, "failed", "stripe.gave_up")
    elif state != "waiting":
        _pay(intent, state)


def _begun(state: str) -> "Intent":
    from marketplace.kernel import clock
    from marketplace.payments.intents.models import Intent
    from marketplace.payments.intents.states import INTENT

    order = _order(state if state in ("paid", "disputed", "lost") else "unpaid")
    intent = Intent(
        public_id=_key(state), subject_kind="order", subject_id=order.id, gateway="zarinpal",
        amount=order.total, currency=order.currency, charged=order.total,
        charged_currency=order.currency, ask_at=clock.now() + FAR,
    )  # fmt: skip
    INTENT.born(intent)
    return intent


def _order(name: str) -> "Order":
    """One of whatever is free, reserved at the desk; the same for the same name."""
    from sqlalchemy import select

    from marketplace.catalogue.models import Listing
    from marketplace.kernel.db import session
    from marketplace.kernel.errors import DomainError
    from marketplace.orders import checkout, vendor_orders

    clerk, live = _staff("clerk"), select(Listing.public_id).filter_by(state="live")
    for piece in session.scalars(live.order_by(Listing.id.desc())).all():
        try:
            order = checkout.for_buyer_at_desk([(piece, 1)], NAME, None, clerk, once=_key(name))
        except DomainError:
            continue
        for part in order.vendor_orders:
            if part.state == "placed":
                vendor_orders.accept(part)
        return order
    raise RuntimeError("nothing in the demo is free")


def _sent(intent: "Intent") -> None:
    from marketplace.kernel import clock
    from marketplace.payments.intents.states import INTENT

    intent.reference, intent.url = intent.public_id, "https://gateway.invalid/pay"
    intent.expires_at = clock.now() + FAR
    INTENT.fire(intent, "send")


def _end(intent: "Intent", state: str, problem: str) -> None:
    from marketplace.kernel import clock
    from marketplace.payments.gateways.gateway import Outcome
    from marketplace.payments.intents import moving

    moving.move(intent, Outcome(state, problem=problem))  # type: ignore[arg-type]
    if state == "unknown":
        intent.ask_at = clock.now() + FAR


def _pay(intent: "Intent", state: str) -> None:
    from marketplace.kernel.money import Money
    from marketplace.payments.gateways.gateway import Disputed, Outcome
    from marketplace.payments.intents import disputes, moving

    moving.move(intent, Outcome("paid"))
    amount = Money(intent.charged, intent.charged_currency)
    hows = {"disputed": ("opened",), "lost": ("opened", "lost")}.get(state, ())
    for how in hows:
        told = Disputed(reference=intent.public_id, how=how, amount=amount)
        disputes.seen(intent, told)
