"""Plain data for the style guide: everything here is invented."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from marketplace.kernel.money import toman
from marketplace.web.pages import page_links
from marketplace.web.pieces.size_drawing import size_drawing
from marketplace.web.styleguide.pieces import DAY, SamplePhoto, SamplePiece, bay, makers, pieces
from marketplace.web.styleguide.titles import TITLES

BAYS = (*TITLES[0:2], "گلیم", "جاجیم", "قالیچه", "نمد", "رودوزی")
AT = datetime(2026, 11, 23, 6, 54, tzinfo=UTC)


def samples() -> dict[str, Any]:
    """Everything that the style guide's template draws."""
    shown = pieces()
    return {
        "pieces": shown,
        "makers": makers(),
        "photo": SamplePhoto(),
        "photos": [SamplePhoto(), bay(1), bay(3)],
        "bays": [
            SimpleNamespace(url="#arcade", name=name, count=number * 3, number=number)
            for number, name in enumerate(BAYS, 1)
        ],
        "at": AT,
        "day": DAY,
        "price": toman(1_850_000),
        "old_price": toman(2_100_000),
        "drawings": [
            size_drawing(100, 150),
            size_drawing(70, 300),
            size_drawing(30, 45),
            size_drawing(240, 170),
        ],
        "pages": [page_links(7, 12, _page)],
        "lines": [
            _line(shown[2]),
            _line(shown[21], old_price=toman(520_000)),
            _line(shown[3], gone=True),
        ],
        "steps": _steps(),
        "log": _log(),
        "rows": _rows(),
        "answers": _answers(),
        "jobs": _jobs(),
        "queues": _queues(),
        "items": [
            SimpleNamespace(
                label=label,
                url="#",
                on=place == 0,
                current=place == 0,
                count=place * 3 or None,
                value=label,
            )
            for place, label in enumerate(("همه", "گلیم", TITLES[6], "نمد"))
        ],
    }


def _page(number: int) -> str:
    return f"?page={number}"


def _line(piece: SamplePiece, gone: bool = False, old_price: Any = None) -> SimpleNamespace:
    return SimpleNamespace(
        title=piece.title,
        url="#order",
        photo=piece.photo,
        price=piece.price,
        amount=piece.price,
        one_of_a_kind=piece.one_of_a_kind,
        gone=gone,
        old_price=old_price,
        note="یک قطعه",
    )


def _steps() -> list[SimpleNamespace]:
    rows = [
        ("رزرو ثبت شد", "جمعه ۲۹ آبان، ۱۸:۰۵", "done"),
        ("رسیدن به کاروانسرا: ۱ از ۲", "جوراب‌ها رسیده؛ گلیم تا پنج‌شنبه می‌رسد", "now"),
        ("آمادهٔ برداشتن", "پیامک می‌دهیم؛ از آن روز ۵ روز وقت دارید", "next"),
        ("تحویل شما", "", "next"),
    ]
    return [SimpleNamespace(title=title, note=note, state=state) for title, note, state in rows]


def _log() -> list[SimpleNamespace]:
    blank = {"on_behalf": "", "label": "", "old": "", "new": "", "reason": ""}
    rows: list[dict[str, str]] = [
        {
            "who": "مسئول میز نمونه",
            "text": "کلاف‌ها را تحویل گرفت",
            "old": "در راه",
            "new": "در دفتر",
        },
        {
            "who": "کارشناس نمونه",
            "text": "قبول کرد",
            "on_behalf": "پشم و آفتاب",
            "reason": "تلفنی گفت",
        },
        {"who": "", "text": "درخواست رسید"},
    ]
    return [SimpleNamespace(**{"at": AT, **blank, **row}) for row in rows]


def _rows() -> list[SimpleNamespace]:
    rows = [
        (TITLES[2], "برگشته", "warn", "عکس پشت کار تار است. یک عکس روشن‌تر بگیرید.", True),
        (TITLES[21], "در بررسی دفتر", "wait", "", False),
        (TITLES[3], "فروشی، ۳ تا", "ok", "", False),
        ("کناره، هنوز نام ندارد", "پیش‌نویس", "", "", False),
        (TITLES[6], "فروخته شد", "sold", "", False),
    ]
    return [
        SimpleNamespace(
            photo=None if not tone else bay(3),
            title=title,
            note="" if tone else "قیمت و عکس مانده",
            word=word,
            tone=tone,
            url="#rows",
            label="درستش می‌کنم" if main else "ببینید",
            reason=reason,
            price=toman(1_550_000) if tone else None,
            main=main,
        )
        for title, word, tone, reason, main in rows
    ]


def _answers() -> list[SimpleNamespace]:
    rows = [
        ("نام", TITLES[21], False, ""),
        ("اندازه", "", True, ""),
        ("عکس‌ها", "۳ عکس", False, "عکس پشت کار تار است."),
    ]
    return [
        SimpleNamespace(label=label, value=value, url="#answers", missing=missing, note=note)
        for label, value, missing, note in rows
    ]


def _jobs() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            icon="ask",
            kind="جواب بدهید",
            title=TITLES[2],
            text="تا چهارشنبه ۴ آذر، ساعت ۱۲.",
            url="#tasks",
            label="سفارش را ببینید",
            photo=bay(2),
        ),
        SimpleNamespace(
            icon="pin",
            kind="بیاورید",
            title=TITLES[21],
            text="تا یکشنبه ۸ آذر به میز تحویل.",
            url="#tasks",
            label="جزئیات",
            photo=None,
        ),
    ]


def _queues() -> list[SimpleNamespace]:
    rows = [
        ("کارهای تازه", 12, "قدیمی‌ترین ۳ روز", "warn", [bay(1), bay(2), None]),
        ("درخواست‌های هنرمندان", 3, "قدیمی‌ترین ۶ روز", "bad", []),
        ("آمادهٔ تحویل", 5, "قدیمی‌ترین ۴ روز", "ok", [bay(4)]),
        ("سفارش‌های دیر", 0, "", "ok", []),
    ]
    return [
        SimpleNamespace(
            url="#queues",
            title=title,
            count=count,
            oldest=oldest,
            tone=tone,
            note=TITLES[6],
            photos=photos,
        )
        for title, count, oldest, tone, photos in rows
    ]
