"""A maker's month on paper and as a table."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from flask import Response, make_response, render_template, url_for
from flask_babel import gettext as _

from marketplace.kernel.calendar import jalali, local_day
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.payouts import months
from marketplace.payouts.months import Month, Statement
from marketplace.payouts.rows import Row
from marketplace.vendors.models import Vendor
from marketplace.web import csv_file, formatters
from marketplace.web.csv_file import Cell
from marketplace.web.money import month_words, rows as money_rows

STUDIO = ("studio.statement", "studio.money")
HEADERS = (
    N_("Day"), N_("Day (Gregorian)"), N_("What"), N_("Order"), N_("Price"),
    N_("Kept by the office"), N_("Tax"), N_("For you"), N_("Currency"),
)  # fmt: skip


def page(vendor: Vendor, month: Month, *, office: bool = False) -> Response:
    """The sheet, kept by no cache; its links lead through the office's pages or hers."""
    found = months.statement(vendor.id, month)
    at = partial(_at, vendor, office)
    earliest = local_day(vendor.created_at) <= local_day(month.since)
    answer = make_response(
        render_template(
            "studio/money/statement.html",
            vendor=vendor,
            month=month,
            name=month_words.name(month),
            statement=found,
            rows=money_rows.shown(found.rows, vendor.id, pictures=False),
            previous=_link(month.previous, at) if earliest else None,
            following=_link(month.following, at) if month != months.present() else None,
            back=at(None),
            office=office,
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _link(month: Month, at: Callable[[Month | None], str]) -> tuple[str, str]:
    return month_words.name(month), at(month)


def _at(vendor: Vendor, office: bool, month: Month | None) -> str:
    """The address of a month, or of the page of her money."""
    whose = {"public_id": vendor.public_id} if office else {}
    which = {"month": str(month)} if month else {}
    names = ("office.maker_statement", "office.maker_money") if office else STUDIO
    return url_for(names[month is None], **whose, **which)  # type: ignore[arg-type]


def file(vendor: Vendor, month: Month) -> Response:
    """The same rows as a table."""
    found = months.statement(vendor.id, month)
    return csv_file.download(list(_table(found)), f"money-{month}.csv")


def _table(found: Statement) -> Iterator[Sequence[Cell]]:
    yield [_(header) for header in HEADERS]
    for row in found.rows:
        yield [
            "{:04}/{:02}/{:02}".format(*jalali(row.at)), local_day(row.at).isoformat(),
            money_rows.title(row), row.code, *map(_units, _amounts(row)),
            row.amount.kind.unit(formatters.locale()),
        ]  # fmt: skip


def _amounts(row: Row) -> tuple[Money, Money, Money, Money]:
    return row.price, row.ours, row.tax, row.amount


def _units(amount: Money) -> Cell:
    """In the unit that people read; what makes no whole one of them keeps its part."""
    whole, rest = divmod(amount.amount, amount.kind.divisor)
    return f"{amount.amount / amount.kind.divisor}" if rest else whole
