"""A maker sends forty pieces in Excel with five mistakes and mends them on the page."""

import json
from typing import Any

import pytest

from tests.support.browser import NewPage
from tests.support.demo import Demo
from tests.support.tables import excel, line

pytestmark = pytest.mark.browser
GOOD = {"category": "گلیم زیرانداز", "width": 100}
WRONG = {
    3: {"price": "دو میلیون"}, 8: {"category": "فرش پرنده"}, 15: {"title_fa": ""},
    22: {"width": "یک متر"}, 31: {"own_code": "K-30"},
}  # fmt: skip
RIGHT = {"price": "۲٬۰۰۰٬۰۰۰", "title_fa": "گلیم بی‌نام", "width": "۱۰۰", "own_code": "K-31"}


def test_forty_pieces_with_five_mistakes(demo: Demo, new_page: NewPage) -> None:
    lines = [line(number, **GOOD | WRONG.get(number, {})) for number in range(1, 41)]
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie(demo), "url": demo.url}])
    page.goto(demo.url + "/studio/imports")
    file: Any = {"name": "کارها.xlsx", "mimeType": "", "buffer": excel(lines).stream.read()}
    page.set_input_files("input[name=table]", files=[file])
    page.get_by_role("button", name="جدول را بفرست").click()
    page.wait_for_url("**/studio/imports/*")
    assert page.locator("main fieldset").count() == 5
    for field in page.locator("main fieldset [aria-invalid]").all():
        column = str(field.get_attribute("name")).split(".")[1]
        if column == "category":
            field.select_option("گلیم زیرانداز")
        else:
            field.fill(RIGHT[column])
    page.get_by_role("button", name="ذخیره کن و دوباره ببین").click()
    page.get_by_text("اکنون همهٔ خط‌ها درست است").wait_for()
    assert page.locator("main fieldset").count() == 0
    page.get_by_role("button", name="همه را وارد کن").click()
    page.get_by_text("وارد شد").first.wait_for()
    page.goto(demo.url + "/studio/pieces?show=draft")
    assert page.get_by_text("گلیم بی‌نام").count() >= 1


def cookie(demo: Demo) -> str:
    """The session of a maker of the demo."""
    rows = json.loads(demo.play("tests.journeys.looking"))
    return str(next(row for row in rows if row["name"] == "check-draft")["cookie"])
