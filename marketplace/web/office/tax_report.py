"""The tax of a Jalali month or quarter, for the treasurer and the accountant: page and file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.catalogue.category import Category
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import home
from marketplace.kernel.text import N_
from marketplace.ledger.accounts import TAX
from marketplace.orders.tax import report as tax_report
from marketplace.orders.tax.report import Row
from marketplace.payouts import months
from marketplace.payouts.months import Month
from marketplace.web import csv_file, formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.csv_file import Cell
from marketplace.web.money import month_words
from marketplace.web.office import bp

QUARTER = 3
HEADERS = (
    N_("From the day"), N_("To the day"), N_("Category"), N_("Rate, per cent"),
    N_("Sold without tax, smallest unit"), N_("Tax collected, smallest unit"),
    N_("Undone without tax, smallest unit"), N_("Tax given back, smallest unit"),
    N_("Taxable, smallest unit"), N_("Tax owed, smallest unit"), N_("Currency"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """So many Jalali months from the first: one, or the three of a quarter."""

    first: Month
    months: int = 1

    @property
    def since(self) -> datetime:
        """Its first moment in Tehran."""
        return self.first.since

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return self.following.since

    @property
    def following(self) -> "Period":
        """The one after it, as long."""
        return Period(self.first.later(self.months), self.months)

    @property
    def previous(self) -> "Period":
        """The one before it, as long."""
        return Period(self.first.later(-self.months), self.months)

    @property
    def last(self) -> Month:
        """Its last month."""
        return self.first.later(self.months - 1)

    @property
    def days(self) -> tuple[datetime, datetime]:
        """Its first and its last day."""
        return self.since, self.until - timedelta(days=1)

    def __str__(self) -> str:
        if self.months == 1:
            return str(self.first)
        return f"{self.first.year}-q{(self.first.month + 2) // QUARTER}"


def quarter_of(month: Month) -> Period:
    """The quarter in which a month lies."""
    return Period(Month(month.year, (month.month - 1) // QUARTER * QUARTER + 1), QUARTER)


def read(text: str) -> Period:
    """1405-08 or 1405-q3, as payouts.months reads a month. Raises NotFound."""
    year, _dash, quarter = text.partition("-q")
    if not _dash:
        return Period(months.read(text))
    if quarter not in ("1", "2", "3", "4"):
        raise NotFound
    return Period(months.read(f"{year}-{int(quarter) * QUARTER - 2:02}"), QUARTER)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its category in words."""

    name: str
    row: Row


@bp.get("/taxes/report")
@may(TREASURER)
def present_tax_report() -> ResponseReturnValue:
    """This quarter's, or the period that was asked for."""
    asked = request.args.get("period", "")
    period = read(asked) if asked else quarter_of(months.present())
    return redirect(url_for("office.tax_report", period=str(period)))


@bp.get("/taxes/report/<period>", endpoint="tax_report")
@may(TREASURER)
def tax_report_page(period: str) -> ResponseReturnValue:
    """By category and rate, with the account that it agrees with."""
    found = read(period)
    rows = tax_report.rows(found.since, found.until)
    given, total = tax_report.by_notes(found.since, found.until), tax_report.total(rows)
    now = months.present()
    open_ = found.following.since > now.since
    return render_template(
        "office/taxes/report.html",
        period=found,
        name=month_words.name(found.first, found.last),
        rows=_shown(rows),
        total=total,
        by_notes=given,
        undone=total.tax_back - given,
        account=tax_report.account(found.since, found.until),
        account_url=url_for("office.account", account=TAX, currency=home()),
        under_way=open_,
        previous=_link(found.previous),
        following=None if open_ else _link(found.following),
        other=_link(quarter_of(found.first)) if found.months == 1 else _link(Period(found.first)),
    )


@bp.get("/taxes/report/<period>/file")
@may(TREASURER)
def tax_report_file(period: str) -> ResponseReturnValue:
    """The same as a table, with its sums."""
    found = read(period)
    rows = tax_report.rows(found.since, found.until)
    return csv_file.download(list(_table(found, rows)), f"tax-{found}.csv")


def _link(period: Period) -> tuple[str, str] | None:
    if period.first.year < 1400:
        return None
    name = month_words.name(period.first, period.last)
    return name, url_for("office.tax_report", period=str(period))


def _shown(rows: Sequence[Row]) -> list[Shown]:
    query = select(Category).where(Category.id.in_({row.category_id for row in rows}))
    names = {one.id: formatters.local(one, "name") for one in session.scalars(query)}
    return [Shown(names.get(row.category_id or 0, _("Without a category")), row) for row in rows]


def _table(period: Period, rows: Sequence[Row]) -> Iterator[Sequence[Cell]]:
    yield [_(header) for header in HEADERS]
    first, last = (local_day(day).isoformat() for day in period.days)
    for one in [*_shown(rows), Shown(_("Together"), tax_report.total(rows))]:
        row = one.row
        rate = f"{row.rate_bp / 100:g}" if row.category_id or row.rate_bp else ""
        amounts = row.sold, row.tax, row.sold_back, row.tax_back, row.taxable, row.owed
        yield [first, last, one.name, rate, *(each.amount for each in amounts), row.sold.currency]
