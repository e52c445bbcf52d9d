"""A lost parcel that turned up: what a person decides about it, and undoing that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.losses import findings, turning_up
from marketplace.orders.losses.turning_up import Found
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.post import dispatch
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns import crediting
from marketplace.orders.returns.models import CreditNote
from marketplace.payments import balance
from marketplace.web import formatters
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, NumberField
from marketplace.web.identity import me
from marketplace.web.money import pay_words
from marketplace.web.office import bp
from marketplace.web.orders.words import parcel_state

OUTCOMES = {
    "back": N_("It is with us at the office"),
    "bought": N_("The buyer has it and keeps it for its price"),
    "kept": N_("The buyer has it and keeps it for nothing"),
}


class FindingForm(Form):
    """Where it is, how it is known, what was agreed."""

    outcome = wtforms.RadioField(_l("Where is it, and what was agreed?"), default="back")
    reason = CleanStringField(
        _l("Where was it found?"), limit=200, missing=_l(turning_up.NO_REASON)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = [(key, _(word)) for key, word in OUTCOMES.items()]


class PiecesForm(Form):
    """How many of one line can be sold again."""

    here = NumberField(_l("Fit for sale"), at_most=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here.flags.required = None  # nothing means none; the label need not say so


class UndoForm(Form):
    """Why it is lost after all."""

    undo_reason = CleanStringField(
        _l("Why is it lost after all?"), limit=200, missing=_l(turning_up.NO_REASON)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line that was written off, so many of it, with its form."""

    line: OrderLine
    many: int
    form: PiecesForm


@bp.get("/parcels/<public_id>/finding")
@may(CLERK, MODERATOR, TREASURER)
def parcel_finding(public_id: str) -> ResponseReturnValue:
    """What was written off, and what may become of it."""
    found, note = _written_off(public_id)
    return _page(found, note, FindingForm(), _rows(note))


@bp.post("/parcels/<public_id>/finding")
@may(CLERK, MODERATOR, TREASURER)
def parcel_turned_up(public_id: str) -> ResponseReturnValue:
    """It turned up: record what was decided."""
    found, note = _written_off(public_id)
    form, rows = FindingForm(request.form), _rows(note, request.form)
    if not all([form.validate(), *(row.form.validate() for row in rows)]):
        return _page(found, note, form, rows), 422
    here = {row.line.id: row.form.here.data or 0 for row in rows}
    try:
        turning_up.turn_up(found, Found(form.outcome.data, form.reason.data, me().id, here))
    except DomainError as error:
        _blame(error, form, rows)
        return _page(found, note, form, rows), error.status
    flash(_("Recorded: the parcel turned up, and the buyer is told."), "done")
    return redirect(url_for("office.parcel_finding", public_id=public_id), 303)


@bp.post("/parcels/<public_id>/finding/undoing")
@may(CLERK, MODERATOR, TREASURER)
def parcel_lost_again(public_id: str) -> ResponseReturnValue:
    """She has not got it, or does not pay: it is lost as before."""
    found, note = _written_off(public_id)
    undo = UndoForm(request.form)
    if not undo.validate():
        return _page(found, note, FindingForm(), _rows(note), undo), 422
    try:
        turning_up.undo(found, undo.undo_reason.data, me().id)
    except DomainError as error:
        undo.add_error("undo_reason", error)
        return _page(found, note, FindingForm(), _rows(note), undo), error.status
    flash(_("Undone: the parcel is lost as before."), "done")
    return redirect(url_for("office.parcel", public_id=public_id), 303)


def _blame(error: DomainError, form: FindingForm, rows: Sequence[Row]) -> None:
    if error.field == "pieces" and rows:
        rows[0].form.add_error("here", error)
    else:
        form.add_error("outcome" if error.field == "outcome" else "reason", error)


def _written_off(public_id: str) -> tuple[Parcel, CreditNote]:
    found = dispatch.parcel(public_id)
    note = findings.note_of(found)
    if note is None:
        raise NotFound
    return found, note


def _rows(note: CreditNote, typed: Any = None) -> list[Row]:
    found = crediting.pieces(note)
    return [
        Row(line, many, PiecesForm(typed, prefix=str(line.id), data={"here": many}))
        for line, many in found
    ]


def _page(
    found: Parcel, note: CreditNote, form: FindingForm, rows: Sequence[Row],
    undo: UndoForm | None = None,
) -> str:  # fmt: skip
    order, stands = crediting.order_of(note), findings.current(note.id)
    forms: list[Form] = [*(row.form for row in rows), form, *([undo] if undo else [])]
    faulty = next((one for one in forms if one.errors), None)
    return render_template(
        "office/parcels/finding.html",
        parcel=found,
        state=parcel_state(found.state),
        order=order,
        code=show_code(order.code),
        number=formatters.digits(crediting.number(note)),
        note=note,
        amount=Money(note.amount, note.currency),
        bearer=_(pay_words.LIABLE[note.liable_party]),
        rows=rows,
        form=form,
        undo=undo or UndoForm(),
        stands=stands,
        outcome=_(OUTCOMES[stands.outcome]) if stands else "",
        notes=_notes(order, note),
        faulty=faulty,
        has_errors=faulty is not None,
    )


def _notes(order: Order, note: CreditNote) -> dict[str, str]:
    """What each decision does with the money, in this order's figures."""
    owed = min(balance.of("order", order.id).owed, note.amount)
    price = Money(note.amount, note.currency)
    asked = price - Money(owed, note.currency)
    bought = (
        _("The order asks her for %(asked)s; the makers’ shares of it wait until she has paid.",
          asked=formatters.money(asked))
        if asked.amount
        else _("Her money has not gone back yet: it pays for it, and nothing more is owed to her.")
    )  # fmt: skip
    return {
        "back": _("Her money stays hers. What can be sold is its maker’s piece again: her share is "
                  "taken off and comes with the next sale."),
        "bought": bought,
        "kept": _("The office gives it to her and bears it, whoever bore it until now."),
    }  # fmt: skip
