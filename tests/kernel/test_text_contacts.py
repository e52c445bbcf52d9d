"""Phone numbers, links and social names that a reviewer should see; and SMS parts."""

import time

import pytest

from marketplace.kernel.text import contact_details, mask_mobile, sms_parts


@pytest.mark.parametrize(
    "detail",
    [
        "09120000000",
        "۰۹۱۲۰۰۰۰۰۰۰",
        "٠٩١٢٠٠٠٠٠٠٠",
        "۰۹۱۲ ۰۰۰ ۰۰۰۰",
        "0912-000-00-00",
        "۰۹۱۲.۰۰۰.۰۰۰۰",
        "0 9 1 2 0 0 0 0 0 0 0",
        "۰۹۱۲\u200c۰۰۰\u200c۰۰۰۰",
        "+98 912 000 0000",
        "00989120000000",
        "9120000000",
        "02830000000",
        "۰۲۸-۳۰۰۰ ۰۰۰۰",
        "+49 1512 3456789",
        "https://example.com/x?y=1",
        "www.example.com",
        "example.ir",
        "t.me/weaver",
        "weaver@example.com",
        "@weaver_avaj",
        "تلگرام",
        "اينستاگرام",
        "اینستا",
        "واتس\u200cاپ",
        "واتساپ",
        "ایتا",
        "آیدی",
        "Instagram",
        "WhatsApp",
        "صفر نهصد",
    ],
)
def test_finds_it_inside_a_sentence(detail: str) -> None:
    assert contact_details(f"برای خرید {detail} را ببینید") == [detail]


@pytest.mark.parametrize(
    "text",
    [
        "گلیم ۱۰۰ × ۱۵۰ سانتی\u200cمتر، بافت ۱۴۰۵",
        "قیمت ۱٬۲۰۰٬۰۰۰ تومان",
        "12000000 rial, 1,200,000 Toman",
        "کد 1234567891",
        "سفر به ایتالیا",
        "۱۲ رنگ، ۳۰ رج، ۵ تا ۷ روز",
        "Woven in Avaj. Size 100x150.",
        "09:30 تا 21:00",
        "",
    ],
)
def test_leaves_honest_text_alone(text: str) -> None:
    assert contact_details(text) == []


def test_finds_several_in_their_order() -> None:
    text = "سال ۱۴۰۵ ۰۹۱۲۰۰۰۰۰۰۰ یا @weaver_x"
    assert contact_details(text) == ["۰۹۱۲۰۰۰۰۰۰۰", "@weaver_x"]


@pytest.mark.parametrize("unit", ["a", "a.", "0", "0 ", "+", "9-", "a@", "www", "اینستا "])
def test_long_nonsense_costs_no_time(unit: str) -> None:
    started = time.monotonic()
    contact_details(unit * (20_000 // len(unit)))
    assert time.monotonic() - started < 2


def test_hides_the_middle_of_a_mobile() -> None:
    assert mask_mobile("+989000001234") == "0900•••1234"
    assert mask_mobile("+4915123456789") == "+491512•••6789"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("گ" * 70, 1),
        ("گ" * 71, 2),
        ("گ" * 134, 2),
        ("گ" * 135, 3),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("\u2068" + "a" * 70, 2),
        ("🧶" * 35, 1),
        ("🧶" * 36, 2),
    ],
)
def test_counts_sms_parts(text: str, parts: int) -> None:
    assert sms_parts(text) == parts
