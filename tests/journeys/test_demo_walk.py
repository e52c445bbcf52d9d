"""A guest's order and a maker's answer with nothing but what `make run` printed."""

import re
from typing import TYPE_CHECKING

import pytest

from marketplace.kernel.text import to_ascii_digits
from tests.journeys.people import Person
from tests.support.browser import PHONE, SMALL_PHONE, NewPage
from tests.support.demo import Demo
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

WALKS = {
    "fa-412px-script": ("fa", "Madder Loom", "۰۹۰۰ ۰۰۰ ۷۷۰۱", {"viewport": PHONE}),
    "en-360px-plain": (
        "en", "Indigo House", "0900 000 7702",
        {"viewport": SMALL_PHONE, "java_script_enabled": False, "locale": "en-GB"},
    ),
}  # fmt: skip


@pytest.mark.journey
@pytest.mark.browser
@pytest.mark.parametrize("name", WALKS)
def test_a_guest_reserves_a_maker_accepts_the_desk_hands_over(
    name: str, own_demo: Demo, new_page: NewPage
) -> None:
    demo = own_demo
    locale, alias, mobile, options = WALKS[name]
    visitor, maker, clerk = (Person(new_page(**options), demo.url, locale) for _ in range(3))
    phone = new_page()

    title = reserve(visitor, alias, mobile, demo, phone)
    code = visitor.page.locator(".ticket .code").inner_text().strip()
    accept(maker, alias, title, demo, phone)
    visitor.page.reload()
    visitor.reads(title)

    clerk.signs_in_by_password(demo.staff("clerk"), demo.password)
    clerk.goes("/desk/")
    clerk.page.locator("main [name=q]").first.fill(code)
    clerk.presses("Find")
    clerk.presses("The pieces are here")
    total = clerk.page.locator(".cashier .sums, .cashier").first.inner_text()
    clerk.writes(received=re.search(r"[\d۰-۹][\d۰-۹,٬]{4,}", total)[0])  # type: ignore[index]
    clerk.presses("Record the money")
    clerk.page.locator("[name$=lines]").first.check()
    clerk.presses("Hand over")
    visitor.page.reload()
    visitor.reads("Paid")


def reserve(visitor: Person, alias: str, mobile: str, demo: Demo, phone: "Page") -> str:
    """From the makers' index to the confirmation; returns the piece's title."""
    visitor.page.goto(f"{demo.url}/en/makers")
    visitor.clicks(visitor.page.get_by_role("link", name=alias).first)
    if visitor.locale == "fa":
        visitor.clicks(visitor.page.locator("header a[hreflang]").first)
        assert not visitor.path.startswith("/en")
    title = open_something_for_sale(visitor)
    visitor.presses("Add to basket")
    visitor.follows("Go on")
    visitor.writes(name="سارا نمونه", mobile="12")
    visitor.submits("/checkout", fails=True)
    assert visitor.page.locator("[name=name]").input_value() == "سارا نمونه"
    visitor.writes(mobile=mobile)
    visitor.submits("/checkout")
    assert visitor.page.locator(f'a[href="{demo.phone}"], a[href$="/demo/phone"]').count()
    visitor.writes(code=code_on(phone, demo, mobile))
    visitor.submits("/checkout/check")
    visitor.reads(title)
    return title


def open_something_for_sale(visitor: Person) -> str:
    """The first of her pieces that can be reserved."""
    addresses = [one.get_attribute("href") for one in visitor.page.locator(".card a").all()]
    for address in addresses:
        visitor.page.goto(str(address) if "://" in str(address) else _absolute(visitor, address))
        if visitor.page.locator('form[action$="/basket/lines"] button').count():
            return visitor.page.locator("h1").inner_text()
    raise AssertionError("nothing of hers can be reserved")


def accept(maker: Person, alias: str, title: str, demo: Demo, phone: "Page") -> None:
    """She signs in by her printed mobile and says yes."""
    mobile = demo.maker(alias)
    maker.goes("/account/sign-in")
    maker.writes(mobile=mobile)
    before = codes_on(phone, demo, mobile)
    maker.presses("Send the code")
    maker.writes(code=code_on(phone, demo, mobile, before))
    maker.presses("Sign in")
    link = phone.locator('.sms a[href*="/studio/orders/"]').first.get_attribute("href")
    maker.goes("/studio/orders/" + str(link).rsplit("/", 1)[1])
    maker.reads("You have a new order", title)
    maker.presses("I accept and keep it")
    maker.reads("Please bring this piece")


def code_on(phone: "Page", demo: Demo, mobile: str, before: int = 0) -> str:
    """The newest code that the demo phone shows for a number; waits until it is there."""
    eventually(lambda: codes_on(phone, demo, mobile) > before, 90)
    return to_ascii_digits(phone.locator(".otp").first.inner_text().strip())


def codes_on(phone: "Page", demo: Demo, mobile: str) -> int:
    """How many codes the demo phone shows for a number."""
    digits = "+98" + to_ascii_digits(mobile).replace(" ", "").lstrip("0")
    phone.goto(f"{demo.phone}?number={digits.replace('+', '%2B')}")
    current = phone.locator('.sims a[aria-current="page"]')
    chosen = current.first.get_attribute("href") if current.count() else ""
    return phone.locator(".otp").count() if digits[1:] in str(chosen) else 0


def _absolute(visitor: Person, path: str | None) -> str:
    return re.sub(r"(https?://[^/]+).*", r"\1", visitor.page.url) + str(path)
