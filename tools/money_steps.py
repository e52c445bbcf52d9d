"""What has happened before a page about the makers' money is looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = 'a[href*="/payouts/runs/"]'


def write_an_account_in_vain(page: "Page", base: str) -> None:
    """One digit of her Sheba is wrong."""
    page.goto(f"{base}/studio/money/account")
    page.fill("[name=iban]", "IR979990000000000000000002")
    page.locator("main form.form button").last.click()
    page.wait_for_load_state("load")


def write_an_account(page: "Page", base: str) -> None:
    """Hers waits."""
    page.goto(f"{base}/studio/money/account")
    page.fill("[name=iban]", "IR979990000000000000000001")
    page.fill("[name=holder]", "فریبا نمونه")
    page.locator("main form.form button").last.click()
    page.wait_for_load_state("load")


def open_a_row(page: "Page", base: str) -> None:
    """The newest row of her money shows its sum."""
    page.goto(f"{base}/studio/money")
    page.locator(".earned summary").first.click()


def ask_about_a_row(page: "Page", base: str) -> None:
    """She does not understand one."""
    open_a_row(page, base)
    page.locator('a[href*="/question"]').first.click()
    page.wait_for_url("**/question")


def print_a_month(page: "Page", base: str) -> None:
    """This month on paper."""
    page.goto(f"{base}/studio/money")
    page.locator('a[href*="/money/14"]').first.click()
    page.wait_for_url("**/money/14*")


def make_a_run(page: "Page", base: str) -> None:
    """Everything rests, and the treasurer made a run of it."""
    page.goto(f"{base}/office/payouts")
    if not page.locator(RUN).count():
        _rest(page, base, "0")
        page.goto(f"{base}/office/payouts")
        page.locator('form[action$="/office/payouts"] button').last.click()
        page.wait_for_url("**/payouts/runs/**")
        _rest(page, base, "7")
        page.goto(f"{base}/office/payouts")
    page.locator(RUN).first.click()
    page.wait_for_url("**/payouts/runs/**")


def approve_a_run(page: "Page", base: str) -> None:
    """Its bank order can be taken, and cash handed over."""
    make_a_run(page, base)
    approve = page.locator('form[action$="/approval"] button')
    if approve.count():
        approve.click()
        page.wait_for_load_state("load")


def open_a_payment(page: "Page", base: str) -> None:
    """One maker's payment, its first row open."""
    approve_a_run(page, base)
    page.locator('.tb a[href*="/office/payouts/"]').first.click()
    page.wait_for_url("**/office/payouts/*")
    page.locator(".earned summary").first.click()


def print_a_settlement(page: "Page", base: str) -> None:
    """What she signs."""
    open_a_payment(page, base)
    page.evaluate("for (const one of document.forms) one.removeAttribute('target')")
    page.locator('form[action$="/office/papers"] button').first.click()
    page.wait_for_url("**/papers/**")


def answer_a_claim_in_vain(page: "Page", base: str) -> None:
    """More than the post owes, and no reference."""
    page.goto(f"{base}/office/claims")
    page.locator('main a[href*="/office/claims/"]').first.click()
    page.wait_for_load_state("load")
    page.fill("[name=paid]", "۹٬۹۰۰٬۰۰۰٬۰۰۰")
    _send(page)


def find_a_parcel_in_vain(page: "Page", base: str) -> None:
    """More pieces than were in it, and no word about where."""
    page.goto(f"{base}/office/parcels?view=lost")
    page.locator('main a[href*="/office/parcels/"]').first.click()
    page.locator('a[href$="/finding"]').first.click()
    page.wait_for_url("**/finding")
    page.locator("main input[name$=-here]").first.fill("۹")
    _send(page)


def keep_a_receipt_in_vain(page: "Page", base: str) -> None:
    """One parcel ticked, nothing else filled in."""
    page.goto(f"{base}/office/postage")
    page.locator("[name$=-on]").last.check()
    _send(page)


def keep_a_receipt(page: "Page", base: str) -> None:
    """A receipt for one parcel, and its own page."""
    page.goto(f"{base}/office/postage")
    kept = page.locator('table a[href*="/office/postage/"]')
    if not kept.count():
        page.locator("[name$=-on]").first.check()
        page.fill("[name=total]", "۸۵٬۰۰۰")
        page.fill("[name=receipt]", "12-4471")
        page.locator("[name=money][value=bank]").check()
        _send(page)
    kept.first.click()
    page.wait_for_load_state("load")


def change_notes_in_vain(page: "Page", base: str) -> None:
    """More notes than there are, and nothing else."""
    page.goto(f"{base}/office/notes")
    page.fill("[name=given]", "۹۰۰٬۰۰۰")
    _send(page)


def change_notes(page: "Page", base: str) -> None:
    """One euro is changed, and its own page."""
    page.goto(f"{base}/office/notes")
    changed = page.locator('table a[href*="/office/notes/"]')
    if not changed.count():
        page.fill("[name=given]", "1")
        page.fill("[name=received]", "۱۱۳٬۰۰۰")
        page.fill("[name=changer]", "صرافی میدان")
        page.fill("[name=receipt]", "8812")
        _send(page)
    changed.first.click()
    page.wait_for_load_state("load")


def _send(page: "Page") -> None:
    page.locator("main form button.btn-main").last.click()
    page.wait_for_load_state("load")


def _rest(page: "Page", base: str, days: str) -> None:
    page.goto(f"{base}/office/settings")
    page.fill("[name=return_days]", days)
    page.locator(".save button").first.click()
    page.wait_for_load_state("load")


STEPS: dict[str, Callable[["Page", str], None]] = {
    step.__name__: step
    for step in (
        write_an_account_in_vain, write_an_account, open_a_row, ask_about_a_row, print_a_month,
        make_a_run, approve_a_run, open_a_payment, print_a_settlement, answer_a_claim_in_vain,
        find_a_parcel_in_vain, keep_a_receipt_in_vain, keep_a_receipt, change_notes_in_vain,
        change_notes,
    )
}  # fmt: skip
