"""Plain data for the style guide: everything here is invented."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from flask import current_app

from marketplace.kernel.money import toman
from marketplace.web.pages import page_links
from marketplace.web.size_drawing import size_drawing
from marketplace.web.styleguide_titles import TITLES

AT = datetime(2026, 11, 23, 6, 54, tzinfo=UTC)
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class SamplePhoto:
    """A drawn picture from `static/` in the shape that components read."""

    name: str = "hero-tall"
    widths: tuple[int, ...] = (720, 1120)
    width: int = 720
    height: int = 844
    alt: str = "گلیم روناسی با لوزی پلکانی، آویخته در طاق‌نمای آجری"
    sample: bool = True
    action: str = "#snaps"

    def src(self, width: int, kind: str = "webp") -> str:
        """Return the address of the cut that is nearest to this width."""
        nearest = min(self.widths, key=lambda known: abs(known - width))
        url: str = current_app.jinja_env.globals["asset"](f"images/{self.name}-{nearest}.webp")
        return url


@dataclass
class SamplePiece:
    """A card's piece."""

    title: str
    price: Any
    state: str = "ready"
    one_of_a_kind: bool = False
    photo: SamplePhoto | None = field(default_factory=SamplePhoto)
    maker: str = "دار روناس"
    place: str = "بخش مرکزی"
    lead_days: int = 20
    url: str = "#cards"
    sold_on: date = DAY


def bay(number: int) -> SamplePhoto:
    """One of the drawn bays as a photo."""
    return SamplePhoto(f"bay-{number}", (168, 384), 384, 768, "غرفه")


def pieces() -> list[SamplePiece]:
    """Every title once, in every state, with and without a photo."""
    states = ("ready", "made_to_order", "reserved", "sold")
    return [
        SamplePiece(
            title, toman(290_000 * (place + 1) ** 2), states[place % 4], place % 8 == 0,
            None if place % 7 == 3 else bay(place % 7 + 1),
        )
        for place, title in enumerate(TITLES)
    ]


def makers() -> list[SimpleNamespace]:
    """With a portrait, with each dye, with a long name, without anything for sale."""
    rows = [
        ("دار روناس", SamplePhoto(), 1, 9),
        ("سوزن سپید", None, 2, 8),
        ("گره چهارم", None, 1, 0),
        (TITLES[6] + " " + TITLES[8], None, 3, 104),
    ]
    return [
        SimpleNamespace(
            url="#makers", name=name, place="بخش مرکزی", crafts="گلیم‌باف", portrait=portrait, dye=dye,
            approved=count > 0, count=count,
            words="نقش را از روی نقشه نمی‌بافم؛ شمارش لوزی‌ها را از مادرم یاد گرفته‌ام.",
        )
        for name, portrait, dye, count in rows
    ]


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
            for number, name in enumerate(TITLES[0:2] + ("گلیم", "جاجیم", "قالیچه", "نمد", "رودوزی"), 1)
        ],
        "at": AT,
        "day": DAY,
        "price": toman(1_850_000),
        "old_price": toman(2_100_000),
        "drawings": [size_drawing(100, 150), size_drawing(70, 300), size_drawing(30, 45), size_drawing(240, 170)],
        "pages": [page_links(1, 4, _page), page_links(7, 12, _page)],
        "lines": [_line(shown[2]), _line(shown[21], old_price=toman(520_000)), _line(shown[3], gone=True)],
        "steps": _steps(),
        "log": _log(),
        "rows": _rows(),
        "answers": _answers(),
        "jobs": _jobs(),
        "queues": _queues(),
        "items": [
            SimpleNamespace(label=label, url="#", on=place == 0, current=place == 0, count=place * 3 or None, value=label)
            for place, label in enumerate(("همه", "گلیم", TITLES[6], "نمد"))
        ],
    }


def _page(number: int) -> str:
    return f"?page={number}"


def _line(piece: SamplePiece, gone: bool = False, old_price: Any = None) -> SimpleNamespace:
    return SimpleNamespace(
        title=piece.title, url="#order", photo=piece.photo, price=piece.price, amount=piece.price,
        one_of_a_kind=piece.one_of_a_kind, gone=gone, old_price=old_price, note="یک قطعه",
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
    blank = {"on_behalf": "", "old": "", "new": "", "reason": ""}
    rows: list[dict[str, str]] = [
        {"who": "مسئول میز نمونه", "text": "کلاف‌ها را تحویل گرفت", "old": "در راه", "new": "در دفتر"},
        {"who": "کارشناس نمونه", "text": "قبول کرد", "on_behalf": "پشم و آفتاب", "reason": "تلفنی گفت"},
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
            photo=None if not tone else bay(3), title=title, note="" if tone else "قیمت و عکس مانده",
            word=word, tone=tone, url="#rows", label="درستش می‌کنم" if main else "ببینید", reason=reason,
            price=toman(1_550_000) if tone else None, main=main,
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
            icon="ask", kind="جواب بدهید", title=TITLES[2], text="تا چهارشنبه ۴ آذر، ساعت ۱۲.",
            url="#tasks", label="سفارش را ببینید", photo=bay(2),
        ),
        SimpleNamespace(
            icon="pin", kind="بیاورید", title=TITLES[21], text="تا یکشنبه ۸ آذر به میز تحویل.",
            url="#tasks", label="جزئیات", photo=None,
        ),
    ]


def _queues() -> list[SimpleNamespace]:
    rows = [
        ("کارهای تازه", 12, "قدیمی‌ترین ۳ روز", "warn", [bay(1), bay(2), None]),
        ("درخواست‌های بافندگان", 3, "قدیمی‌ترین ۶ روز", "bad", []),
        ("آمادهٔ تحویل", 5, "قدیمی‌ترین ۴ روز", "ok", [bay(4)]),
        ("سفارش‌های دیر", 0, "", "ok", []),
    ]
    return [
        SimpleNamespace(url="#queues", title=title, count=count, oldest=oldest, tone=tone, note=TITLES[6], photos=photos)
        for title, count, oldest, tone, photos in rows
    ]
