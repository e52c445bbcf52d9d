"""What a maker or the office does with tables of pieces before a page is looked at."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEADER = (
    "کد خودتان,نام,دسته,قیمت (تومان),تعداد,عرض، سانتی‌متر,طول، سانتی‌متر,جنس,کار دست,عکس‌ها,یادداشت"
)
LINES = (
    "K-1,گلیم روناسی با نقش لوزی,گلیم زیرانداز,۱٬۸۵۰٬۰۰۰,1,100,150,پشم,همه‌اش,k1.jpg,",
    "K-2,گلیم ریزبافت سرمه‌ای و نخودی با حاشیهٔ دندانه‌ای و نقش درخت سرو در دو سوی میانه,گلیم زیرانداز"
    ",صد هزار,1,80,120,پشم,همه‌اش,k2.jpg,",
    "K-3,جاجیم راه‌راه,جاجیم راه,۹۰۰٬۰۰۰,1,90,200,پشم,همه‌اش,,",
    "K-1,خورجین کوچک,گلیم کناره,۴۵۰٬۰۰۰,3,40,60,پشم و موی بز,بیشترش,,",
)
PATH = 'main form[enctype] input[type="file"]'


def send_a_table_with_mistakes(page: "Page", base: str) -> None:
    """A price in words, a category that is none, a code twice, a column nobody knows."""
    _send(page, base, "/studio", LINES)


def send_a_right_table(page: "Page", base: str) -> None:
    """One line that can be taken over as it is."""
    _send(page, base, "/studio", LINES[:1])


def send_a_table_for_her(page: "Page", base: str) -> None:
    """The same by the office, from her page."""
    page.goto(f"{base}/office/vendors")
    page.locator("table tbody a").first.click()
    page.locator('a[href$="/imports"]').first.click()
    _file(page, LINES)


def send_what_is_no_table(page: "Page", base: str) -> None:
    """A picture instead of a table."""
    page.goto(f"{base}/studio/imports")
    _file(page, ("\0\0\0",), header="\0")


def _send(page: "Page", base: str, audience: str, lines: tuple[str, ...]) -> None:
    page.goto(f"{base}{audience}/imports")
    if page.locator('a[href*="/imports/"]:not([href*="sample"])').count() >= 1:
        _clear(page, base, audience)
    _file(page, lines)


def _clear(page: "Page", base: str, audience: str) -> None:
    """Throw away what waits: a maker may have only a few tables at a time."""
    tables = page.locator('a[href*="/imports/"]:not([href*="sample"])')
    for address in [one.get_attribute("href") for one in tables.all()]:
        page.goto(f"{base.removesuffix('/en')}{address}/abandonment")
        if page.locator("main form button").count():
            page.locator("main form button").first.click()
    page.goto(f"{base}{audience}/imports")


def _file(page: "Page", lines: tuple[str, ...], header: str = HEADER) -> None:
    body = "\n".join((header, *lines))
    file = {"name": "کارهای پاییز.csv", "mimeType": "text/csv", "buffer": body.encode()}
    page.set_input_files(PATH, files=[file])  # type: ignore[list-item]
    page.locator("main form[enctype] button").first.click()
    page.wait_for_load_state()


STEPS = {
    step.__name__: step
    for step in (
        send_a_table_with_mistakes, send_a_right_table, send_a_table_for_her,
        send_what_is_no_table,
    )
}  # fmt: skip
