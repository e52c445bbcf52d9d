"""Valid things, built through the domain. Each works inside a unit of work or opens one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import pyvips
from flask import Flask

from marketplace.catalogue import categories, photos, revisions
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel import clock, preferences
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.engines import writing
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.media import decoding, pictures
from marketplace.media.models import Picture
from marketplace.orders import basket as baskets
from marketplace.orders import (
    cashier,
    checkout,
    fulfilments,
    parcels,
    paying,
    postage,
    tariff_book,
    vendor_orders,
)
from marketplace.orders.addresses import Typed
from marketplace.orders.models import Basket, Order
from marketplace.orders.post_models import Parcel, ShippingMethod
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.people import codes, users
from marketplace.people.models import OneTimeCode, User
from marketplace.programme import certificates
from marketplace.vendors import application, decisions, requirements, submissions
from marketplace.vendors.models import Vendor
from marketplace.vendors.profile import Profile
from tests.support.clients import Client

_numbers = count(1)


@contextmanager
def unit() -> Iterator[None]:
    """The unit of work that is open, or one for these lines."""
    if writing.get():
        yield
        session.flush()
    else:
        with unit_of_work():
            yield


def a_user(name: str = "فریبا نمونه", *, roles: tuple[str, ...] = (), **fields: Any) -> User:
    """A person with a mobile that belongs to nobody, and staff roles if named."""
    fields.setdefault("mobile", f"+98900002{next(_numbers):04d}")
    with unit():
        user = users.create(name=name, **fields)
        for role in roles:
            users.grant(user, role)
    return user


def a_craft(name_fa: str = "گلیم", name_en: str = "Kilim") -> Category:
    """A top category; the same one when it stands already."""
    found = [craft for craft in categories.crafts() if craft.name_fa == name_fa]
    if found:
        return found[0]
    with unit():
        return categories.create(name_fa, name_en)


def an_applicant(
    craft: Category | None = None, user: User | None = None, kind: str = "person", **profile: Any
) -> Vendor:
    """A vendor who applied by herself and was asked for the usual three."""
    wishes = {"alias_fa": "دار روناس", "village_fa": "آوج", "district_fa": "بخش مرکزی"} | profile
    with unit():
        requirements.install_usual()
        user = user or a_user()
        craft = craft or a_craft()
        with acting(Actor(kind="user", user_id=user.id, role="signed_in")):
            return application.apply(user, Profile(**wishes), [craft.id], kind=kind)


def a_maker(craft: Category | None = None, user: User | None = None, **profile: Any) -> Vendor:
    """An active vendor who may sell in the craft: certified, heard, approved."""
    with unit():
        craft = craft or a_craft()
        vendor = an_applicant(craft, user, **profile)
        certify(vendor, craft)
        talk = next(one for one in requirements.active() if one.kind == "interview")
        with acting(Actor(kind="user", user_id=staff("moderator").id, role="moderator")):
            submissions.accept(vendor, talk)
            decisions.approve(vendor)
    return vendor


def certify(vendor: Vendor, craft: Category, expires_in: timedelta | None = None) -> None:
    """Give the vendor's first member a certificate, recorded by a trainer."""
    today = certificates.today()
    with unit(), acting(Actor(kind="user", user_id=staff("trainer").id, role="trainer")):
        expires = today + expires_in if expires_in else None
        issued = today - timedelta(days=30)
        certificates.record(vendor.members[0].user_id, craft.id, issued, expires)


def staff(role: str) -> User:
    """One staff member of this role, always the same."""
    return users.by_email(f"{role}@example.org") or a_user(
        f"{role} نمونه", roles=(role,), email=f"{role}@example.org", mobile=None
    )


def sign_in_as(client: Client, user: User | str) -> User:
    """Sign a person, or the staff member of a role, in by writing the session cookie."""
    app: Flask = client.application
    with app.app_context():
        person = staff(user) if isinstance(user, str) else user
        key = f"{person.id}.{person.session_version}"
    with client.session_transaction() as cookies:
        cookies.update({"_user_id": key, "_fresh": True})
    return person


def a_jpeg(width: int = 640, height: int = 800, shade: int = 120) -> bytes:
    """A plain picture as a phone would send it."""
    wall = pyvips.Image.black(width, height, bands=3).linear(1, [shade, 90, 60])
    data: bytes = wall.cast("uchar").copy(interpretation="srgb").jpegsave_buffer(Q=80)
    return data


def a_picture(**size: int) -> Picture:
    """A stored picture with its preview; the worker has not come by yet."""
    kept = pictures.keep(_looked_at(**{"shade": 60 + next(_numbers) % 8 * 20, **size}))
    with unit():
        return pictures.store(kept, None)


@cache
def _looked_at(**size: int) -> decoding.Checked:
    """Decoding one picture costs as much as everything else about a piece."""
    return decoding.check(a_jpeg(**size))


def a_draft(vendor: Vendor | None = None, **content: Any) -> Revision:
    """A draft with everything the office asks for; `content` replaces some of it."""
    vendor = vendor or a_maker()
    kind = content.get("kind", "one_of_a_kind")
    words = {
        "title_fa": "گلیم روناسی با نقش لوزی",
        "category_id": vendor.crafts[0].craft_id,
        "price": 18_500_000,
        "width_mm": 1000,
        "length_mm": 1500,
        "material_fa": "پشم",
        "hand_share": "all",
        "quantity": 1,
        "kind": kind,
    }
    if kind == "made_to_order":
        words |= {"lead_days": 14, "open_limit": 2}
    with unit(), acting(Actor(kind="user", user_id=vendor.members[0].user_id, role="artisan")):
        revision = revisions.start(vendor)
        photos.add(revision, a_picture())
        revisions.save(revision, words | content)
    return revision


def a_pending_revision(vendor: Vendor | None = None, **content: Any) -> Revision:
    """A piece that waits for the office."""
    with unit():
        revision = a_draft(vendor, **content)
        revisions.submit(revision)
    return revision


def a_live_listing(vendor: Vendor | None = None, **content: Any) -> Listing:
    """A published piece: one of a kind, unless `kind` and `quantity` say otherwise."""
    with unit():
        if content.get("quantity", 1) > 1:
            content.setdefault("kind", "stocked")
        revision = a_pending_revision(vendor, **content)
        with acting(Actor(kind="user", user_id=staff("moderator").id, role="moderator")):
            revisions.approve(revision)
        return revision.listing


def a_basket(
    *listings: Listing | tuple[Listing, int], name: str = "سارا م", **fields: Any
) -> Basket:
    """A basket with these pieces, its buyer's name and mobile written at checkout."""
    mobile = fields.pop("mobile", None) or f"+98900001{next(_numbers):04d}"
    with unit():
        basket, _token = baskets.open_()
        for wanted in listings:
            listing, quantity = wanted if isinstance(wanted, tuple) else (wanted, 1)
            baskets.add(basket, listing.public_id, quantity)
        checkout.begin(basket, name, mobile, **fields)
    return session.get_one(Basket, basket.id)


def a_code_for(mobile: str, browser: str = "a browser", code: str = "123456") -> str:
    """A reservation code that reached this mobile for this browser."""
    with unit():
        session.add(
            OneTimeCode(
                purpose=checkout.PURPOSE,
                mobile=mobile,
                browser_hash=codes._browser_hash(browser),
                code_hash=codes._code_hash(checkout.PURPOSE, mobile, code),
                expires_at=clock.now() + codes.LIFE,
            )
        )
    return code


def an_order(*listings: Listing | tuple[Listing, int], **fields: Any) -> Order:
    """A confirmed reservation of these pieces, or of one new piece; its makers must answer."""
    basket = a_basket(*(listings or (a_live_listing(),)), **fields)
    code = a_code_for(basket.mobile or "")
    with unit():
        return checkout.confirm(basket, code, *seen(basket), "a browser", "fa")


def seen(basket: Basket) -> tuple[int, str]:
    """The total and the lines that the check page of this basket shows now."""
    view = checkout.see(basket, "fa")
    return view.total.amount, view.digest


def at_office(order: Order) -> Order:
    """The same order after every maker accepted and brought her pieces."""
    with unit():
        for part in order.vendor_orders:
            if part.state == "placed":
                vendor_orders.accept(part)
        for part in order.vendor_orders:
            for one in part.fulfilments:
                if one.state == "expected":
                    fulfilments.arrive(one)
    return order


def paid(order: Order, clerk: User | None = None) -> Order:
    """The same order after a clerk took the exact amount in cash."""
    with unit():
        cashier.take(order, order.total, (clerk or staff("clerk")).id)
    return order


def the_office_s_card() -> None:
    """From now on buyers may pay card to card."""
    with unit():
        preferences.change(card_number="6037991000000004", card_holder="دفتر نمونه")


def a_card_order(*listings: Listing | tuple[Listing, int], **fields: Any) -> Order:
    """A reservation that is to be paid card to card, accepted by every maker."""
    the_office_s_card()
    order = an_order(*listings, pay_method="card", **fields)
    with unit():
        for part in order.vendor_orders:
            vendor_orders.accept(part)
    return order


def a_proof(order: Order, number: str = "1405 0902 7731", **fields: Any) -> Proof:
    """What the buyer sends after a transfer of exactly what is due."""
    said = {"last4": "1234", "paid_at": clock.now() - timedelta(minutes=5)} | fields
    said.setdefault("amount", paying.due(order))
    with unit():
        return paying.prove(order, number=number, **said)


def confirmed(proof: Proof, amount: Money | None = None, **fields: Any) -> Payment:
    """The same proof after the treasurer found the money."""
    with unit():
        came = amount or Money(proof.amount, proof.currency)
        return paying.confirm(proof, came, staff("treasurer").id, **fields)


def a_tariff(posting: str = "office", **prices: int) -> ShippingMethod:
    """Posting turned on, with one way of posting: up to 1 kg and up to 5 kg, in rial."""
    cells = {"same": 500_000, "neighbour": 600_000, "far": 700_000} | prices
    with unit():
        preferences.change(
            posting=posting, office_province="qazvin", post_neighbours="zanjan alborz",
            card_number="6037991234567893", card_holder="دفتر نمونه",
        )  # fmt: skip
        method = tariff_book.add_method(
            name_fa="پست پیشتاز", name_en="Express", tracking_examples="1234567890"
        )
        bands = {1000: cells, 5000: {zone: 2 * price for zone, price in cells.items()}}
        tariff_book.save_sheet(method, local_day(clock.now()), bands)
    return method


def an_address(province: str = "tehran", **words: str) -> Typed:
    """Where somebody lives, as checked."""
    plain = {
        "county": "تهران",
        "city": "تهران",
        "street": "خیابان نمونه، کوچهٔ سوم، پلاک ۴",
        "postal_code": "1234567891",
        "name": "سارا محمدی",
        "phone": "+989000010099",
    }
    return Typed(province=province, **(plain | words))


def a_posted_order(
    *listings: Listing | tuple[Listing, int],
    posting: str = "office",
    province: str = "tehran",
    mobile: str = "",
) -> Order:
    """A confirmed order of these pieces, or of one new piece, that goes by post."""
    methods = tariff_book.methods()
    method = methods[0] if methods else a_tariff(posting)
    wanted = listings or (a_live_listing(weight_g=700),)
    address = an_address(province)
    return an_order(*wanted, method_id=method.id, address=address, mobile=mobile)


def accepted(order: Order) -> Order:
    """The same order after every maker said yes."""
    with unit():
        for part in order.vendor_orders:
            if part.state == "placed":
                vendor_orders.accept(part)
    return order


def posted(order: Order, code: str = "9876543210") -> list[Parcel]:
    """The parcels of an order that was gathered, paid and posted, each under its own code."""
    accepted(order)
    with unit():
        parcels_of = postage.of_order(order)
        for part in order.vendor_orders:
            for one in part.fulfilments:
                if one.state == "expected" and parcels_of[0].posted_by == "office":
                    fulfilments.arrive(one)
    paid(order)
    with unit():
        for place, parcel in enumerate(parcels_of):
            parcels.ship(parcel, str(int(code) - place))
    return parcels_of
