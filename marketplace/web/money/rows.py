"""The rows of a maker's money in words: what it was, the sum in one line, how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _, ngettext
from markupsafe import Markup, escape

from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.payouts import paydays, questions
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.payouts.rows import Row
from marketplace.web import formatters
from marketplace.web.log.words.payouts import FACTS
from marketplace.web.orders.rows import photos_of
from marketplace.web.photos import Photo


@dataclass(frozen=True, slots=True)
class Shown:
    """One row. `key` names it in addresses; `sum` is its one line; `when` says when it is paid."""

    row: Row
    key: str
    title: str
    note: str
    sum: Markup
    word: str
    tone: str
    when: str
    code: str
    photo: Photo | None
    questions: Sequence[MoneyQuestion]


def shown(
    found: Iterable[Row],
    vendor_id: int,
    *,
    pictures: bool = True,
    office: Preferences | None = None,
) -> list[Shown]:
    """Rows in words, with one query for all their pictures and one for what was asked."""
    rows = list(found)
    keys = {row.line.picture_key for row in rows if row.line} if pictures else set()
    photos = photos_of(keys)
    asked = questions.about([(row.entry_id, row.place) for row in rows], vendor_id)
    days = _paydays(rows, office)
    return [
        Shown(
            row, key(row), title(row), note(row), sum_of(row), *_stands(row, days),
            show_code(row.code), photos.get((row.line.picture_key or "") if row.line else ""),
            asked.get((row.entry_id, row.place), ()),
        )
        for row in rows
    ]  # fmt: skip


def key(row: Row) -> str:
    """12-3: the entry and the place in it."""
    return f"{row.entry_id}-{row.place}"


def read_key(text: str) -> tuple[int, int] | None:
    """Entry and place of a key in an address; None when it is none."""
    entry_id, _dash, place = text.partition("-")
    plain = text.isascii() and entry_id.isdigit() and place.isdigit() and len(text) < 24
    return (int(entry_id), int(place)) if plain else None


def title(row: Row) -> str:
    """The piece; what happened where there is none."""
    if row.line is not None:
        return formatters.local(row.line, "title")
    return str(_(FACTS.get(row.kind, FACTS["other"])))


def note(row: Row) -> str:
    """When it was, and how many pieces of what price."""
    day = formatters.day(row.at)
    if row.line is None or row.count < 2:
        return day
    each = formatters.amount(Money(row.line.unit_price, row.price.currency))
    pieces = ngettext("%(shown)s piece", "%(shown)s pieces", row.count,
                      shown=formatters.number(row.count))  # fmt: skip
    return str(_("%(day)s, %(pieces)s at %(each)s", day=day, pieces=pieces, each=each))


def sum_of(row: Row) -> Markup:
    """850,000 − 85,000 the office’s share = 765,000, each figure isolated."""
    facts = {
        "price": _figure(row.price), "ours": _figure(row.ours), "tax": _figure(row.tax),
        "hers": _figure(row.amount),
    }  # fmt: skip
    if row.line is None:
        return _fill(_("%(hers)s taken off") if row.back else _("%(hers)s for you"), facts)
    if row.back:
        return _fill(_back(row), facts)
    if row.tax.amount:
        told = _("%(price)s − %(ours)s the office’s share − %(tax)s tax = %(hers)s")
    else:
        told = _("%(price)s − %(ours)s the office’s share = %(hers)s")
    return _fill(told, facts)


def _back(row: Row) -> str:
    if row.tax.amount:
        told = _("%(price)s given back − %(ours)s the office’s share − %(tax)s tax = %(hers)s off")
    else:
        told = _("%(price)s given back − %(ours)s the office’s share = %(hers)s taken off")
    return str(told)


def _figure(money: Money) -> Markup:
    shown_amount = formatters.amount(Money(abs(money.amount), money.currency))
    return Markup("<bdi>{}</bdi>").format(shown_amount)


def _fill(sentence: str, facts: dict[str, Markup]) -> Markup:
    return Markup(escape(str(sentence)) % facts)  # noqa: S704


def _paydays(rows: Iterable[Row], office: Preferences | None) -> dict[date, date]:
    """The day of paying that follows each day on which a row can be paid."""
    today = local_day(clock.now())
    wanted = {
        max(today, local_day(row.rests_at)) for row in rows if row.payout is None and row.rests_at
    }
    office = office or (preferences.load() if wanted else None)
    return {day: paydays.following(day, office) for day in wanted}


def _stands(row: Row, days: dict[date, date]) -> tuple[str, str, str]:
    """Word, tone, and when it is paid."""
    if (payout := row.payout) is not None:
        if payout.state == "settled" and payout.settled_at:
            day = formatters.day(payout.paid_at)
            return _("paid"), "sold", _("Paid on %(day)s.", day=day)
        if payout.state == "sent":
            day = formatters.day(payout.paid_at)
            return _("with the bank"), "ok", _("Sent to your bank on %(day)s.", day=day)
        if payout.state in ("returned", "dropped"):
            return _("due again"), "wait", _("This payment did not arrive; the next one pays it.")
        return _("being paid"), "ok", _("It is in the payment that the office prepares.")
    if row.back:
        return _("taken off"), "warn", _("It is taken off your next payment.")
    if row.rests_at is None or (row.part and row.part.state != "closed"):
        return _("waits"), "wait", _("It is paid after the buyer has got the piece.")
    today, rests = local_day(clock.now()), local_day(row.rests_at)
    payday = formatters.day(days[max(today, rests)])
    if row.rests_at <= clock.now():
        return _("ready"), "ok", _("It is paid on %(day)s.", day=payday)
    return (
        _("waits"), "wait",
        _("The buyer may bring it back until %(until)s; it is paid on %(day)s.",
          until=formatters.day(rests), day=payday),
    )  # fmt: skip
