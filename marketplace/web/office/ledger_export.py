"""The books as a file for the accountant: every posting of some days; who took it is logged."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import jalali, local, local_day, morning
from marketplace.kernel.db import session
from marketplace.kernel.text import N_
from marketplace.ledger import balances, reading
from marketplace.ledger.balances import Booked
from marketplace.web import csv_file
from marketplace.web.access import TREASURER, may
from marketplace.web.csv_file import Cell
from marketplace.web.forms.fields import Form, JalaliDateField
from marketplace.web.identity import me
from marketplace.web.money import ledger_words
from marketplace.web.office import bp

HEADERS = (
    N_("Entry"), N_("Day"), N_("Day (Gregorian)"), N_("What it was"), N_("Order"), N_("Account"),
    N_("Name of the account"), N_("In, smallest unit"), N_("Out, smallest unit"), N_("Currency"),
)  # fmt: skip


class SpanForm(Form):
    """From one day to another."""

    since = JalaliDateField(_l("From the day"))
    until = JalaliDateField(_l("To the day"))

    def validate(self, extra_validators: object = None) -> bool:
        """The first day is not after the last."""
        valid = bool(super().validate())
        if valid and self.since.data > self.until.data:
            self.add_error("until", _("The last day cannot be before the first."))
        return valid and not self.errors


@bp.get("/money/export")
@may(TREASURER)
def ledger_export() -> ResponseReturnValue:
    """Which days, and how many entries there are in them."""
    today = local_day(clock.now())
    asked = "since-day" in request.args
    form = SpanForm(request.args if asked else None,
                    data={"since": today - timedelta(days=30), "until": today})  # fmt: skip
    valid = form.validate() if asked else True
    return _page(form), 200 if valid else 422


@bp.post("/money/export")
@may(TREASURER)
def ledger_export_file() -> ResponseReturnValue:
    """The file: written first, then sent, so that a slow line holds nothing."""
    form = SpanForm(request.form)
    if not form.validate():
        return _page(form), 422
    since, until = morning(form.since.data), morning(form.until.data, 1)
    days = f"{form.since.data.isoformat()} – {form.until.data.isoformat()}"
    changes = {"entries": [None, reading.count(since, until)], "days": [None, days]}
    eventlog.record("user", me().id, "ledger_exported", changes=changes)
    session.flush()
    name = "{:04}-{:02}-{:02}".format(*jalali(clock.now()))
    return csv_file.kept(_rows(since, until), f"books-{name}.csv")


def _page(form: SpanForm) -> str:
    days = (form.since.data, form.until.data)
    count = None
    if not form.errors and all(days):
        count = reading.count(morning(days[0]), morning(days[1], 1))
    return render_template(
        "office/money/export.html",
        form=form,
        count=count,
        even=not any(_sums().values()),
        has_errors=bool(form.errors),
    )


def _sums() -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in balances.trial():
        sums[one.currency] = sums.get(one.currency, 0) + one.amount
    return sums


def _rows(since: datetime, until: datetime) -> Iterator[Sequence[Cell]]:
    yield [_(name) for name in HEADERS]
    names: dict[str, str] = {}
    for entries in reading.between(since, until):
        new = {account for one in entries for account, _amount in one.legs} - names.keys()
        names |= ledger_words.names(new)
        about = ledger_words.subjects(entries)
        for entry in entries:
            code, _url = about.get(entry.subject, ("", ""))
            yield from _entry(entry, code, names)


def _entry(entry: Booked, code: str, names: dict[str, str]) -> Iterator[Sequence[Cell]]:
    at = local(entry.at)
    for account, amount in entry.legs:
        yield [
            entry.id, "{:04}/{:02}/{:02}".format(*jalali(entry.at)),
            at.isoformat(timespec="minutes"), ledger_words.entry(entry.kind), code, account,
            names[account], max(amount, 0), max(-amount, 0), entry.currency,
        ]  # fmt: skip
