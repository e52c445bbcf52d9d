"""What the walk left behind: stock, snapshots, event log, messages and public pages agree."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from tests.journeys import becoming, listing
from tests.journeys.cast import BUYER, MAKER, Cast
from tests.journeys.people import Person
from tests.journeys.pictures import tells_a_place
from tests.journeys.stage import OTHER_PRICE, OTHER_TITLE

PRICE, TOTAL = 18_500_000, 18_500_000 + OTHER_PRICE
STORIES = {
    "vendor": {"created", "consent_given", "approve", "requirement_accepted"},
    "revision": {"submit", "ask_changes", "approve"},
    "vendor_order": {"accept"},
    "fulfilment": {"arrive", "hand_over"},
}


def rows(cast: Cast, query: str, **facts: Any) -> Sequence[Any]:
    """Read the shop's database as it lies there, past all of its code."""
    engine = sa.create_engine(
        cast.server.database.url.replace("postgresql:", "postgresql+psycopg:")
    )
    with engine.connect() as line:
        found = line.execute(sa.text(query), facts).all()
    engine.dispose()
    return found


def code_of_the_order(cast: Cast) -> str:
    """The only order's code."""
    ((code,),) = rows(cast, "SELECT code FROM buyer_order")
    return str(code)


def agree(cast: Cast, visitor: Person, she: Person) -> None:
    """Every room tells the same story."""
    the_stock(cast)
    the_snapshots(cast)
    the_money(cast)
    the_event_log(cast)
    the_messages(cast)
    the_public_pages(cast, visitor)
    her_own_page(she)
    the_pictures(cast)


def the_stock(cast: Cast) -> None:
    """The kilim is gone, five of six pairs are left, and each way of a piece is written down."""
    lots = rows(
        cast,
        "SELECT listing.title_fa, sum(lot.quantity), sum(lot.held) FROM lot"
        " JOIN listing ON listing.id = lot.listing_id GROUP BY listing.title_fa",
    )
    assert {row[0]: (int(row[1]), int(row[2])) for row in lots} == {
        listing.TITLE: (0, 0),
        OTHER_TITLE: (5, 0),
    }
    assert rows(cast, "SELECT * FROM hold") == []
    moves = rows(cast, "SELECT from_place, to_place, quantity FROM custody_move ORDER BY id")
    assert [tuple(move) for move in moves] == [
        ("home", "office", 1), ("home", "office", 1),
        ("office", "customer", 1), ("office", "customer", 1),
    ]  # fmt: skip
    states = rows(cast, "SELECT title_fa, state FROM listing")
    assert dict(tuple(row) for row in states) == {listing.TITLE: "sold", OTHER_TITLE: "live"}


def the_snapshots(cast: Cast) -> None:
    """The lines say what was agreed."""
    lines = rows(
        cast,
        "SELECT title_fa, maker_fa, unit_price, quantity, currency, commission_bp, commission,"
        " picture_key FROM order_line ORDER BY unit_price DESC",
    )
    ours, theirs = lines
    assert tuple(ours[:5]) == (listing.TITLE, becoming.ALIAS, PRICE, 1, "IRR")
    assert tuple(theirs[:4]) == (OTHER_TITLE, "گره چهارم", OTHER_PRICE, 1)
    for line in lines:
        assert line.commission == line.unit_price * line.commission_bp // 10_000
        assert line.picture_key
    parts = rows(cast, "SELECT state, total FROM vendor_order ORDER BY total")
    assert [tuple(part) for part in parts] == [("closed", OTHER_PRICE), ("closed", PRICE)]


def the_money(cast: Cast) -> None:
    """One payment for the whole, its change given, under receipt number one."""
    (payment,) = rows(cast, "SELECT * FROM payment")
    assert (payment.amount, payment.received, payment.change) == (TOTAL, 24_000_000, 300_000)
    assert (payment.method, payment.holder, payment.receipt_number) == ("cash", "office", 1)
    (order,) = rows(cast, "SELECT * FROM buyer_order")
    assert (order.state, order.total, order.mobile) == ("closed", TOTAL, BUYER)
    assert order.paid_at


def the_event_log(cast: Cast) -> None:
    """Who did what: each part of the story in its order, by the right role."""
    events = rows(cast, "SELECT subject_kind, name, actor_role FROM event ORDER BY id")
    assert ("certificate", "recorded", "trainer") in [tuple(event) for event in events]
    for kind, names in STORIES.items():
        seen = {event.name for event in events if event.subject_kind == kind}
        assert names <= seen, f"{kind}: {names - seen} is missing among {seen}"
    roles = {(event.subject_kind, event.name): event.actor_role for event in events}
    assert roles["revision", "ask_changes"] == "moderator"
    assert roles["vendor_order", "accept"] == "artisan"
    assert roles["fulfilment", "hand_over"] == "clerk"


def the_messages(cast: Cast) -> None:
    """Everybody was told, in order; no code is left anywhere."""
    sent = rows(
        cast, "SELECT recipient, template, sealed, secret FROM message WHERE recipient IN"
        " (:buyer, :maker) ORDER BY id", buyer=BUYER, maker=MAKER,
    )  # fmt: skip
    templates = [row.template for row in sent if row.recipient == BUYER]
    assert templates[:2] == ["reservation_code", "order_placed"]
    assert sorted(templates[2:4]) == ["vendor_order_accepted"] * 2
    assert templates[4] == "order_ready"
    to_her = [row.template for row in sent if row.recipient == MAKER]
    for template in ("listing_changes", "listing_published", "vendor_order_new"):
        assert template in to_her
    assert all(row.sealed is None for row in sent if row.secret)
    waiting = rows(cast, "SELECT * FROM outbox WHERE state NOT IN ('done', 'sent')")
    assert waiting == []


def the_public_pages(cast: Cast, visitor: Person) -> None:
    """The buyer's page says it is over; the kilim says it is sold, on its page and on hers."""
    visitor.page.reload()
    visitor.reads("Paid")
    visitor.goes("/pieces")
    visitor.reads(OTHER_TITLE)
    assert listing.TITLE not in visitor.text
    visitor.goes(cast.kilim)
    visitor.reads("Sold")
    assert (
        visitor.page.get_by_role("button", name=visitor.word("Reserve at the booth")).count() == 0
    )
    visitor.follows(becoming.ALIAS)
    visitor.reads(listing.TITLE, becoming.VILLAGE)


def her_own_page(she: Person) -> None:
    """Her day's page counts her share."""
    she.goes("/studio/orders?show=done")
    she.reads(listing.TITLE)


def the_pictures(cast: Cast) -> None:
    """No file that is kept tells where it was taken, the originals included."""
    kept = cast.server.pictures()
    assert len(kept) >= 2 * (1 + 2 * 4)
    assert not [data for data in kept if tells_a_place(data)]
