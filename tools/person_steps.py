"""Whose number the administrator typed before a page about one person is looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

BUYER, UNDER_WAY, MAKER = "09000000101", "09000000102", "09000000001"
SETTLED = "09000000008"  # has applied, and sold nothing
ERASE = 'button[formaction$="/person/erasure"]'


def look_up_a_buyer(page: "Page", base: str, mobile: str = BUYER) -> None:
    """Whatever the shop holds of her is listed."""
    page.goto(f"{base}/office/person")
    page.fill("[name=mobile]", mobile)
    page.locator("main form.form button").first.click()
    page.wait_for_load_state("load")


def look_up_who_waits(page: "Page", base: str) -> None:
    """An order of hers is under way."""
    look_up_a_buyer(page, base, UNDER_WAY)


def look_up_a_maker(page: "Page", base: str) -> None:
    """She has an account, a page and pieces."""
    look_up_a_buyer(page, base, MAKER)


def erase_a_buyer_in_vain(page: "Page", base: str) -> None:
    """Nobody said who asked for it."""
    look_up_a_buyer(page, base)
    page.locator(ERASE).click()
    page.wait_for_load_state("load")


def begin_to_erase_a_buyer(page: "Page", base: str) -> None:
    """Asked once, not yet confirmed."""
    look_up_a_buyer(page, base)
    page.locator("[name=reason]").first.check()
    page.locator(ERASE).click()
    page.wait_for_load_state("load")


def begin_to_erase_a_maker(page: "Page", base: str) -> None:
    """Her account with everything, asked once."""
    look_up_a_buyer(page, base, SETTLED)
    page.locator("[name=reason]").first.check()
    page.locator(f"{ERASE}[name=whole]").click()
    page.wait_for_load_state("load")


STEPS: dict[str, Callable[["Page", str], None]] = {
    step.__name__: step
    for step in (
        look_up_a_buyer, look_up_who_waits, look_up_a_maker, erase_a_buyer_in_vain,
        begin_to_erase_a_buyer, begin_to_erase_a_maker,
    )
}  # fmt: skip
