"""The office's share by maker, craft and channel: the first row that fits is taken."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from marketplace.catalogue import categories, commission
from marketplace.catalogue.commission import Wish
from marketplace.catalogue.commission_models import CommissionRate
from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.money.commission_words import CHANNELS
from marketplace.web.office import bp
from marketplace.web.settings.fields import PercentField


@dataclass(frozen=True, slots=True)
class Row:
    """A rate as the page shows it; empty words mean any."""

    id: int
    number: int
    maker: str
    craft: str
    channel: str
    valid_from: date
    rate_bp: int
    to_come: bool


class ShareForm(Form):
    """The share alone."""

    rate = PercentField(_l("Office’s share of the price"))


class RateForm(ShareForm):
    """A row and its place among the others."""

    vendor_id = wtforms.SelectField(_l("Maker"))
    craft_id = wtforms.SelectField(_l("Craft"))
    channel = wtforms.SelectField(_l("Sold"))
    valid_from = JalaliDateField(_l("From the day"))
    above = wtforms.SelectField(_l("Its place"))

    def __init__(self, *args: Any, rows: list[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vendor_id.choices = answers([("", _("Every maker")), *_makers().items()])
        self.craft_id.choices = answers([("", _("Every craft")), *_crafts().items()])
        channels = [(code, _(words)) for code, words in CHANNELS.items()]
        self.channel.choices = answers([("", _("everywhere")), *channels])
        places = [(row.id, _("Above row %(row)s", row=formatters.number(row.number)))
                  for row in rows]  # fmt: skip
        self.above.choices = answers([("", _("Last of these rows")), *places])

    @property
    def wish(self) -> Wish:
        """What was asked for."""
        return Wish(
            _key(self.vendor_id.data), _key(self.craft_id.data), self.channel.data or None,
            self.valid_from.data, self.rate.data,
        )  # fmt: skip


@bp.get("/commission", endpoint="commission")
@may(TREASURER)
def commission_rates() -> ResponseReturnValue:
    """Every row in the sequence in which they are tried."""
    return _page()


@bp.post("/commission")
@may(TREASURER)
def add_commission_rate() -> ResponseReturnValue:
    """Add a row; one that would never be used is refused with the reason."""
    form = RateForm(request.form, rows=_rows())
    if not form.validate():
        return _page(form), 422
    try:
        commission.add(form.wish, above=_key(form.above.data))
    except DomainError as error:
        session.rollback()
        form.add_error(error.field or "above", error)
        return _page(form), 422
    flash(_("From the next order on the makers see it beside their prices."), "done")
    return _back()


@bp.post("/commission/<int:key>")
@may(TREASURER)
def change_commission_rate(key: int) -> ResponseReturnValue:
    """Another share for one row."""
    form = ShareForm(request.form)
    if not form.validate():
        return _page(changing=(key, form)), 422
    changed = commission.change(key, form.rate.data)
    flash(_("Saved.") if changed else _("Nothing was different, so nothing was changed."), "done")
    return _back()


@bp.post("/commission/<int:key>/up")
@may(TREASURER)
def move_commission_rate(key: int) -> ResponseReturnValue:
    """Try it one sooner."""
    attempt(lambda: commission.move_up(key), _("Moved."))
    return _back()


@bp.post("/commission/<int:key>/remove")
@may(TREASURER)
def remove_commission_rate(key: int) -> ResponseReturnValue:
    """Take it away."""
    attempt(lambda: commission.remove(key), _("Taken away. What was sold keeps its share."))
    return _back()


@bp.post("/commission/showing")
@may(TREASURER)
def show_share() -> ResponseReturnValue:
    """Whether buyers see the maker's share beside the price."""
    preferences.change(show_share=bool(request.form.get("show")))
    flash(_("Saved."), "done")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("office.commission"), 303)


def _key(text: str | None) -> int | None:
    return int(text) if text else None


def _page(form: RateForm | None = None, changing: tuple[int, ShareForm] | None = None) -> str:
    rows, office = _rows(), preferences.load()
    asked = request.args.get("change", type=int)
    if changing is None and (row := next((row for row in rows if row.id == asked), None)):
        changing = row.id, ShareForm(data={"rate": row.rate_bp})
    form = form or RateForm(data={"valid_from": local_day(clock.now())}, rows=rows)
    number = next((row.number for row in rows if changing and row.id == changing[0]), None)
    return render_template(
        "office/commission/index.html",
        form=form,
        rows=rows,
        changing=changing,
        number=number,
        usual_bp=office.commission_bp,
        show=office.show_share,
        has_errors=bool(form.errors or (changing and changing[1].errors)),
    )


def _rows() -> list[Row]:
    makers, crafts, today = _makers(), _crafts(), local_day(clock.now())
    return [
        _row(number, row, makers, crafts, today)
        for number, row in enumerate(commission.listed(), start=1)
    ]


def _row(
    number: int, row: CommissionRate, makers: dict[int, str], crafts: dict[int, str], today: date
) -> Row:
    return Row(
        id=row.id, number=number, maker=makers.get(row.vendor_id or 0, ""),
        craft=crafts.get(row.craft_id or 0, ""),
        channel=_(CHANNELS[row.channel]) if row.channel else "", valid_from=row.valid_from,
        rate_bp=row.rate_bp, to_come=row.valid_from > today,
    )  # fmt: skip


def _makers() -> dict[int, str]:
    known = select(Vendor).where(Vendor.state.in_(("active", "suspended")))
    named = {one.id: formatters.local(one, "alias") for one in session.scalars(known)}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def _crafts() -> dict[int, str]:
    return {one.id: formatters.local(one, "name") for one in categories.crafts()}
