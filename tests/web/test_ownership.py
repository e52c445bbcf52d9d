"""What belongs to one vendor is not there for another: same answer as for an id of nothing."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.kernel.unit import unit_of_work
from marketplace.ledger.models import Posting
from marketplace.media.models import Document
from marketplace.orders.models import VendorOrder
from marketplace.orders.sheets import issuing as sheets
from marketplace.orders.sheets.issuing import Asked
from marketplace.payouts import accounts
from marketplace.people.models import User
from marketplace.vendors import requirements
from tests.support import factories as make
from tests.support.made.voices import said

NOTHING = "zzzzzzzz"
HERS = (
    "/studio/pieces/{listing}", "/studio/pieces/{listing}/check",
    "/studio/pieces/{listing}/deletion", "/studio/pieces/{listing}/photos/{photo}",
    "/studio/pieces/{listing}/price", "/studio/pieces/{listing}/quantity",
    "/studio/pieces/{listing}/return", "/studio/pieces/{listing}/revision",
    "/studio/pieces/{listing}/steps/photos", "/studio/pieces/{listing}/steps/price",
    "/studio/pieces/{listing}/submission", "/studio/pieces/{listing}/withdrawal",
    "/studio/pieces/{listing}/voice", "/studio/pieces/{listing}/voice/sound.mp3",
    "/studio/pieces/{listing}/voice/agreement", "/studio/pieces/{listing}/voice/objection",
    "/studio/pieces/{listing}/voice/removal",
    "/studio/orders/{part}", "/studio/orders/{part}/acceptance", "/studio/orders/{part}/making",
    "/studio/orders/{part}/readiness", "/studio/orders/{part}/refusal",
    "/studio/orders/{part}/taking", "/studio/orders/{part}/giving-back",
    "/studio/pictures/{picture}/240.webp", "/studio/papers/{slip}",
    "/studio/money/account/{account}/cancellation", "/studio/money/rows/{row}/question",
)  # fmt: skip


@pytest.fixture
def hers(session: Any) -> dict[str, Any]:
    """Ids of everything that maker A has."""
    with unit_of_work():
        maker = make.a_maker()
        listing = make.a_live_listing(maker, quantity=3)
        order = make.accepted(make.an_order(listing))
        draft = make.a_draft(maker)
        said(draft)
        account = accounts.write(maker, "IR979990000000000000000001", "فریبا نمونه")
        slip = sheets.slip_for(maker, Asked("fa", "fa", maker.members[0].user_id))
    return {
        "listing": draft.listing.public_id, "live": listing.public_id,
        "photo": draft.pictures[0].id, "picture": draft.pictures[0].picture.key,
        "slip": slip.public_id, "account": account.id, "row": _row(session, maker),
        "part": session.scalar(select(VendorOrder.public_id).filter_by(order_id=order.id)),
    }  # fmt: skip


def _row(session: Any, maker: Any) -> str:
    """A row of her money, of another order that was paid."""
    make.paid(make.at_office(make.an_order(make.a_live_listing(maker))))
    hers = select(Posting).where(Posting.account == f"vendor:{maker.id}")
    found = session.scalars(hers).one()
    return f"{found.entry_id}-{found.place}"


@pytest.fixture
def other(app: Any, session: Any) -> Any:
    """Maker B's phone, signed in."""
    client: Any = app.test_client()
    maker = make.a_maker(alias_fa="گره چهارم")
    make.sign_in_as(client, session.get_one(User, maker.members[0].user_id))
    return client


def test_every_page_and_form_of_hers_is_missing_for_another(
    app: Any, hers: dict[str, Any], other: Any
) -> None:
    missing = {name: 999_999 if name in ("photo", "account") else NOTHING for name in hers}
    for pattern in HERS:
        for method in ("GET", "POST"):
            real = other.open(pattern.format(**hers), method=method)
            none = other.open(pattern.format(**missing), method=method)
            assert real.status_code == none.status_code, f"{method} {pattern}"
            assert real.status_code in (404, 405), f"{method} {pattern}"
            assert plain(real.text) == plain(none.text), f"{method} {pattern}"


def test_a_photograph_of_hers_under_a_piece_of_anothers_stays(
    session: Any, hers: dict[str, Any], other: Any
) -> None:
    with unit_of_work():
        mine = make.a_draft(second())
    address = f"/studio/pieces/{mine.listing.public_id}/photos/{hers['photo']}"
    for form in ({"remove": "1"}, {"move": "up"}):
        assert other.post(address, data=form).status_code == 404


def second() -> Any:
    """Maker B."""
    return make.session.scalars(select(make.Vendor).order_by(make.Vendor.id.desc())).first()


def test_a_paper_of_hers_cannot_be_seen_by_any_maker(session: Any, hers: Any, other: Any) -> None:
    with unit_of_work():
        permit = requirements.add("document", title_fa="پروانه", title_en="Permit")
    vendor = session.scalars(select(make.Vendor).order_by(make.Vendor.id)).first()
    assert (
        other.post(
            f"/office/vendors/{vendor.public_id}/requirements/{permit.id}/viewing"
        ).status_code
        == 403
    )
    assert session.query(Document).filter_by(content_type="image/jpeg").count() == 0


def test_naming_another_vendor_in_a_form_changes_nothing(
    session: Any, hers: dict[str, Any], other: Any
) -> None:
    forged = {"vendor": second().public_id, "vendor_id": "1", "role": "administrator",
              "state": "active", "name": "زهره نمونه", "locale": "fa"}  # fmt: skip
    first = session.scalars(select(make.Vendor).order_by(make.Vendor.id)).first()
    answer = other.post("/account/vendor", data={"vendor": first.public_id})
    assert answer.status_code in (303, 404)
    other.post("/account/me", data=forged)
    assert other.get(f"/studio/pieces/{hers['live']}").status_code == 404
    assert other.get("/office/users").status_code == 403


def plain(text: str) -> str:
    """A page without its own address and request number."""
    return re.sub(r'href="[^"]*"|[0-9a-f]{8,32}|zzzzzzzz', "", text)
