"""Real Chromium prints every kind to its exact size, however long what it says is."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import FulfilmentLine, OrderLine
from marketplace.orders.post import postage
from marketplace.payments import receipts
from marketplace.payments.models import Payment
from tests.support import factories as make
from tests.support.browser import DESK, SMALL_PHONE, NewPage

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.engine("sqlite"), pytest.mark.usefixtures("session")]
HOME = "http://localhost"
BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
POINT = 25.4 / 72  # millimetres
LONG = ("گلیم روناسی با نقش لوزی و حاشیهٔ گندمی " * 12)[:393]
UNBROKEN = "ب" * 120
MANY = 30
A4, A5, LABEL = (210, 297), (148, 210), (100, 150)
OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll('.sheet')]
  .filter(one => one.scrollWidth > one.clientWidth + 1)
  .map(one => `${one.className}: ${one.scrollWidth} > ${one.clientWidth}`)"""


@pytest.fixture
def office(client: Any) -> Any:
    make.sign_in_as(client, "administrator")
    return client


@pytest.fixture
def long_order() -> Any:
    """Thirty lines with the longest names that a piece can have, paid and ready for the post."""
    order = make.accepted(make.a_posted_order())
    (part,) = order.vendor_orders
    (line,) = part.lines
    fields = {column.name: getattr(line, column.name) for column in OrderLine.__table__.columns
              if column.name != "id"}  # fmt: skip
    with unit_of_work():
        line.title_fa, line.title_en = LONG, "A kilim in madder red " * 17
        for place in range(MANY - 1):
            more = OrderLine(**fields | {"title_fa": LONG if place % 2 else UNBROKEN,
                                         "title_en": LONG})  # fmt: skip
            database.add(more)
            database.flush()
            held = part.fulfilments[0].id
            database.add(FulfilmentLine(fulfilment_id=held, line_id=more.id, quantity=1))
        order.name = "سارا " + UNBROKEN
    database.expire_all()
    return order


def opened(new_page: NewPage, office: Any, address: str, **options: Any) -> "Page":
    """The address in Chromium, answered by the application in this process."""

    def answer(route: "Route") -> None:
        found = office.get(route.request.url.removeprefix(HOME))
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)

    page = new_page(**options)
    page.route("**/*", answer)
    page.goto(HOME + address)
    page.evaluate("document.fonts.ready")
    return page


def printed(page: "Page") -> list[tuple[int, int]]:
    """The pages' sizes in millimetres."""
    data = page.pdf(prefer_css_page_size=True, print_background=False)
    return [
        (round(float(width) * POINT), round(float(height) * POINT))
        for width, height in BOX.findall(data)
    ]


def issued(office: Any, kind: str, code: str, **more: str) -> str:
    form = {"kind": kind, "code": code} | more
    location: str = office.post("/office/papers", data=form).location
    return location


def codes(order: Any) -> dict[str, str]:
    (parcel,) = postage.of_order(order)
    number = receipts.number(database.scalars(select(Payment)).one())
    return {"receipt": number, "order": order.code, "packing": parcel.public_id,
            "label": parcel.public_id, "handover": parcel.public_id}  # fmt: skip


SIZES = {"receipt": A5, "order": A4, "packing": A5, "label": LABEL, "handover": A4, "slip": A5}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_short_paper_is_one_page_of_its_size(
    new_page: NewPage, office: Any, language: str
) -> None:
    vendor = make.a_maker()
    make.accepted(make.an_order(make.a_live_listing(vendor)))
    order = make.paid(make.at_office(make.a_posted_order()))
    for kind, code in {**codes(order), "slip": vendor.public_id}.items():
        page = opened(new_page, office, issued(office, kind, code, language=language))
        assert printed(page) == [SIZES[kind]], kind


def test_thirty_long_lines_go_on_to_further_pages(
    new_page: NewPage, office: Any, long_order: Any
) -> None:
    vendor = database.get(make.Vendor, long_order.vendor_orders[0].vendor_id)
    slip = issued(office, "slip", vendor.public_id, language="en")
    make.paid(make.at_office(long_order))
    addresses = {kind: issued(office, kind, code) for kind, code in codes(long_order).items()}
    for kind, address in {**addresses, "slip": slip}.items():
        page = opened(new_page, office, address, viewport=DESK)
        pages = printed(page)
        assert set(pages) == {SIZES[kind]}, kind
        assert len(pages) > 1 or kind in ("label", "handover"), kind
        assert len(pages) <= MANY + 1, kind
        assert page.evaluate(OVERFLOW) == [], kind
        page.emulate_media(media="print")
        assert page.evaluate(OVERFLOW) == [], kind
        heads = "[...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)"
        assert set(page.evaluate(heads)) <= {"table-header-group"}
        page.close()
    for kind, address in {**addresses, "slip": slip}.items():  # an A4 table scrolls in its sheet
        small = opened(new_page, office, address, viewport=SMALL_PHONE)
        assert small.evaluate(OVERFLOW.replace("'.sheet'", "'.sheet:not(.sheet-a4)'")) == [], kind
        small.close()


def test_the_roll_is_as_long_as_its_receipt(
    new_page: NewPage, office: Any, long_order: Any
) -> None:
    make.paid(make.at_office(long_order))
    address = issued(office, "receipt", codes(long_order)["receipt"], shape="roll")
    page = opened(new_page, office, address, viewport=DESK)
    ((width, height),) = printed(page)
    assert width == 80
    assert height > 300
    assert page.evaluate(OVERFLOW) == []
    plain = opened(new_page, office, address, java_script_enabled=False)
    assert {width for width, _height in printed(plain)} == {80}


def test_a_short_receipt_wastes_no_roll(new_page: NewPage, office: Any) -> None:
    make.paid(make.at_office(make.an_order()))
    number = receipts.number(database.scalars(select(Payment)).one())
    page = opened(new_page, office, issued(office, "receipt", number, shape="roll"), viewport=DESK)
    lowest = "document.querySelector('.roll-foot').getBoundingClientRect().bottom"
    top = "document.querySelector('.sheet').getBoundingClientRect().top"
    needed = (page.evaluate(lowest) - page.evaluate(top)) * 25.4 / 96
    ((width, height),) = printed(page)
    assert width == 80
    assert needed + 4 < height < needed + 9


def test_many_on_one_page_each_begin_a_sheet(new_page: NewPage, office: Any) -> None:
    orders = [make.paid(make.at_office(make.a_posted_order())) for _ in range(3)]
    keys = [postage.of_order(order)[0].public_id for order in orders]
    for kind in ("label", "packing"):
        answer = office.post("/office/papers", data={"kind": kind, "all": keys})
        assert printed(opened(new_page, office, answer.location)) == [SIZES[kind]] * 3
    mixed = [issued(office, kind, keys[0]).split("paper=")[1] for kind in ("label", "packing")]
    both = opened(new_page, office, f"/office/papers/sheets?paper={mixed[0]}&paper={mixed[1]}")
    assert printed(both) == [LABEL, A5]
