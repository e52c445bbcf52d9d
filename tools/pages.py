"""Every page that people see, read from pages.toml, with the demo's own addresses and people."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from tools import money_stage

FILE = Path(__file__).with_name("pages.toml")
NEWCOMER = "+989000000990"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name, its address with the demo's ids, who looks, what is done before."""

    name: str
    path: str
    looker: str = "visitor"
    do: str = ""

    def url(self, base: str, locale: str) -> str:
        """The whole address in fa or en."""
        return base + ("/en" if locale == "en" else "") + self.path


def load(app: Flask) -> list[Page]:
    """Every page of a database that holds the demo."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["page"]
    known = addresses(app)
    return [
        Page(
            row["name"], row["path"].format_map(known), row.get("as", "visitor"), row.get("do", "")
        )
        for row in rows
    ]


def addresses(app: Flask) -> dict[str, Any]:
    """What the braces in pages.toml stand for."""
    from sqlalchemy import select

    from marketplace.catalogue.attribute_models import Attribute, AttributeChoice
    from marketplace.catalogue.category import Category
    from marketplace.catalogue.models import Listing, Revision
    from marketplace.catalogue.voices.models import VoiceNote
    from marketplace.cli.seeding.texts import read
    from marketplace.following import links
    from marketplace.following.models import Follower
    from marketplace.kernel.db import session
    from marketplace.orders import checkout
    from marketplace.orders.models import Order, VendorOrder
    from marketplace.orders.post.models import Parcel
    from marketplace.payments import receipts
    from marketplace.payments.models import Payment
    from marketplace.payments.proof_models import Proof
    from marketplace.payments.refund_models import RefundDue
    from marketplace.people.models import User
    from marketplace.programme.models import Certificate
    from marketplace.vendors.models import Requirement, Vendor

    with app.app_context():
        pieces = {row["title_fa"]: row["key"] for row in read("pieces")}
        makers = {row["alias_fa"]: row["key"] for row in _makers()}
        buyers = {row["name"]: row["key"] for row in read("orders")}
        staff = {row["email"]: row["role"] for row in read("office")["staff"]}
        titles = select(Revision.title_fa, Listing).join(Listing, Listing.id == Revision.listing_id)
        titles_of = {one.id: title for title, one in session.execute(titles)}
        vendors = {makers[one.alias_fa]: one for one in session.scalars(select(Vendor))}
        named = select(Order).where(Order.name.in_(buyers))
        orders = {buyers[one.name]: one for one in session.scalars(named)}
        names = {one.id: key for key, one in orders.items()}
        parts = session.scalars(select(VendorOrder).order_by(VendorOrder.id.desc()))
        people = {one.id: one.public_id for one in session.scalars(select(User))}
        known = {
            "listing": {pieces[title]: one.public_id for title, one in session.execute(titles)
                        if title in pieces},
            "vendor": {key: one.public_id for key, one in vendors.items()},
            "member": {key: people[one.members[0].user_id] for key, one in vendors.items()},
            "order": {key: one.code for key, one in orders.items()},
            "token": {key: checkout.token(one) for key, one in orders.items()},
            "parcel": {
                buyers[name]: public_id for name, public_id in session.execute(
                    select(Order.name, Parcel.public_id)
                    .join(Parcel, Parcel.order_id == Order.id)
                )
                if name in buyers
            },
            "part": {buyers[one.order.name]: one.public_id for one in parts
                     if one.order.name in buyers},
            "voice": {
                pieces[titles_of[one.listing_id]]: one.public_id
                for one in session.scalars(select(VoiceNote))
            },
            "attribute": {one.name_fa: one.id for one in session.scalars(select(Attribute))},
            "choice": {one.name_fa: one.id for one in session.scalars(select(AttributeChoice))},
            "category": {one.slug: one.id for one in session.scalars(select(Category))},
            "user": {
                staff[one.email]: one.public_id
                for one in session.scalars(select(User).where(User.email.in_(staff)))
            },
            "certificate": session.scalars(select(Certificate.public_code)).first(),
            "requirement": session.scalar(select(Requirement.id).filter_by(kind="document")),
            "proof": {names[one.subject_id]: one.public_id
                      for one in session.scalars(select(Proof)) if one.subject_id in names},
            "due": {names[one.subject_id]: one.public_id
                    for one in session.scalars(select(RefundDue)) if one.subject_id in names},
            "follower": links.token(session.scalars(select(Follower.code)).first() or ""),
            "attempt": money_stage.attempts(),
            "claimed": money_stage.claimed(),
            "lost": dict(zip(("parcel", "note"), money_stage.loss(), strict=True)),
            "receipt": {
                one.holder: receipts.number(one)
                for one in session.scalars(select(Payment).order_by(Payment.id.desc()))
            },
        }  # fmt: skip
        money_stage.count_notes()
        session.rollback()
    return known


def cookie(app: Flask, looker: str) -> str | None:
    """The session cookie of a staff role, of a maker by her key, or of somebody new."""
    from flask.sessions import SecureCookieSessionInterface

    if looker == "visitor":
        return None
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer
    return str(serializer.dumps({"_user_id": _key(app, looker), "_fresh": True}))


def _key(app: Flask, looker: str) -> str:
    from marketplace.cli.seeding.texts import read
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.phone import parse_mobile
    from marketplace.kernel.unit import unit_of_work
    from marketplace.people import users

    emails = {row["role"]: row["email"] for row in read("office")["staff"]}
    mobiles = {row["key"]: parse_mobile(row["mobile"]) for row in _makers()}
    with app.app_context(), acting(SYSTEM), unit_of_work():
        if looker in emails:
            user = users.by_email(emails[looker])
        else:
            user = users.find_or_create(mobiles.get(looker, NEWCOMER), "تازه‌وارد نمونه", "fa")
        assert user
        return f"{user.id}.{user.session_version}"


def _makers() -> list[dict[str, Any]]:
    from marketplace.cli.seeding.texts import read

    texts = read("makers")
    return [*texts["makers"], *texts["applicants"]]
