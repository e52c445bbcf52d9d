"""What a visitor does before a page of pages.toml is looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tools import import_steps, money_steps, person_steps, voice_steps

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOBILE, MAKER = "09000000199", "09000000005"
FOLLOWER = "09000000197"
MINE = "09000000198"  # codes are counted by number: five an hour


def fill_basket(page: "Page", base: str) -> None:
    """Two pieces of two makers."""
    for title in ("khorjin", "socks"):
        page.goto(f"{base}/pieces?q={title}")
        page.locator(".card a").first.click()
        page.locator('form[action$="/basket/lines"] button').first.click()
        page.wait_for_url("**/basket")


def like_two(page: "Page", base: str) -> None:
    """Two hearts pressed."""
    for title in ("khorjin", "socks"):
        page.goto(f"{base}/pieces?q={title}")
        page.locator(".card a").first.click()
        page.locator("form[data-like] button").click()


def checkout_with_errors(page: "Page", base: str) -> None:
    """A name that is too short and a mobile that is none."""
    fill_basket(page, base)
    _begin(page, base, "س", "۰۹۱۲۳۴")


def ask_for_code(page: "Page", base: str) -> None:
    """Name and mobile are right; the code is on its way."""
    fill_basket(page, base)
    _begin(page, base, "سارا م", MOBILE)
    page.wait_for_url("**/checkout/check")


def type_wrong_code(page: "Page", base: str) -> None:
    """A code that nobody sent."""
    ask_for_code(page, base)
    page.fill("[name=code]", "000000")
    page.locator("form:has([name=code]) button").first.click()


def _begin(page: "Page", base: str, name: str, mobile: str) -> None:
    page.goto(f"{base}/checkout")
    page.fill("[name=name]", name)
    page.fill("[name=mobile]", mobile)
    page.locator('main form[action$="/checkout"] button').last.click()


def ask_for_my_orders(page: "Page", base: str) -> None:
    """A buyer wrote her mobile to see all her orders."""
    page.goto(f"{base}/my-orders")
    page.fill("[name=mobile]", MINE)
    page.locator("main form:has([name=mobile]) button").first.click()
    page.wait_for_url("**/my-orders/code")


def follow_wrongly(page: "Page", base: str) -> None:
    """No mobile and no yes."""
    _follow(page, base, "۰۹۱۲۳۴", agreed=False)


def ask_to_follow(page: "Page", base: str) -> None:
    """A visitor wrote her mobile; the code is on its way."""
    _follow(page, base, FOLLOWER)
    page.wait_for_url("**/follow/code")


def _follow(page: "Page", base: str, mobile: str, agreed: bool = True) -> None:
    page.goto(f"{base}/makers")
    page.locator(".folk a").first.click()
    page.locator('a[href*="/follow/makers/"]').click()
    page.fill("[name=mobile]", mobile)
    if agreed:
        page.check("[name=agreed]")
    page.locator("main form button").click()


def ask_for_sign_in_code(page: "Page", base: str) -> None:
    """A maker wrote her mobile."""
    page.goto(f"{base}/account/sign-in")
    page.fill("[name=mobile]", MAKER)
    page.locator("main form:has([name=mobile]) button").first.click()
    page.wait_for_url("**/account/code**")


def sign_in_wrongly(page: "Page", base: str) -> None:
    """A staff member mistyped her password."""
    page.goto(f"{base}/account/staff")
    page.fill("[name=login]", "clerk@example.org")
    page.fill("[name=password]", "not the password")
    page.locator("main form:has([name=password]) button").first.click()


def print_order_sheet(page: "Page", base: str) -> None:
    """The clerk prints the sheet of the oldest open order."""
    page.goto(f"{base}/office/orders")
    page.locator("table tbody a").first.click()
    _print(page, 'form:has([value="order"]) button')


def print_labels(page: "Page", base: str) -> None:
    """Everything that is to be posted now gets its label."""
    page.goto(f"{base}/office/parcels")
    _print(page, 'button[value="label"]')


def print_packing_slips(page: "Page", base: str) -> None:
    """And its packing slips."""
    page.goto(f"{base}/office/parcels")
    _print(page, 'button[value="packing"]')


def print_hand_over_list(page: "Page", base: str) -> None:
    """And the list for the carrier."""
    page.goto(f"{base}/office/parcels")
    _print(page, 'button[value="handover"]')


def print_my_slip(page: "Page", base: str) -> None:
    """A maker prints what she must bring."""
    page.goto(f"{base}/studio/orders")
    _print(page, 'form[action$="/papers/slip"] button')


def take_too_many_back(page: "Page", base: str) -> None:
    """More pieces than the buyer has, and no reason; she is found by her name."""
    page.goto(f"{base}/office/orders?q=سارا م")
    page.locator("table tbody a").first.click()
    page.locator('a[href$="/returns"]').first.click()
    page.locator("[name$=-stock]").first.fill("۹")
    page.locator("main form button").last.click()


def print_a_credit_note(page: "Page", base: str) -> None:
    """The paper of an order whose piece came back."""
    page.goto(f"{base}/office/orders?q=رضا ک")
    page.locator("table tbody a").first.click()
    _print(page, 'form:has([value="credit"]) button')


def add_a_share_in_vain(page: "Page", base: str) -> None:
    """A share for one maker, one for everybody, and a third that would never be used."""
    for maker, share in ((1, "۸"), (0, "۱۲٫۵"), (2, "۶")):
        page.goto(f"{base}/office/commission")
        page.select_option("[name=vendor_id]", index=maker)
        page.fill("[name=rate]", share)
        page.locator("aside form button").click()


def _print(page: "Page", button: str) -> None:
    """Press it, in this window; asked for by the button, since the page that has it may still be
    on its way."""
    found = page.locator(button).first
    found.evaluate("one => one.form.removeAttribute('target')")
    found.click()
    page.wait_for_url("**/papers/**")


STEPS: dict[str, Callable[["Page", str], None]] = {
    **money_steps.STEPS, **import_steps.STEPS, **voice_steps.STEPS, **person_steps.STEPS,
} | {
    step.__name__: step
    for step in (
        fill_basket, like_two, checkout_with_errors, ask_for_code, type_wrong_code,
        ask_for_my_orders, ask_for_sign_in_code, sign_in_wrongly, print_order_sheet, print_labels,
        print_packing_slips, print_hand_over_list, print_my_slip, take_too_many_back,
        print_a_credit_note, add_a_share_in_vain, follow_wrongly, ask_to_follow,
    )
}  # fmt: skip
ON_ITS_OWN = (  # ends on the page
    "checkout_with_errors", "type_wrong_code", "sign_in_wrongly", "print_order_sheet",
    "print_labels", "print_packing_slips", "print_hand_over_list", "print_my_slip",
    "take_too_many_back", "print_a_credit_note", "add_a_share_in_vain", "follow_wrongly",
    *money_steps.STEPS, *import_steps.STEPS, *voice_steps.STEPS, *person_steps.STEPS,
)  # fmt: skip
