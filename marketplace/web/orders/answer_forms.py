"""A maker's answer to an order, typed by her or by the office for her."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import wtforms
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.calendar import TEHRAN
from marketplace.kernel.text import N_
from marketplace.orders import cancelling
from marketplace.orders.models import OrderLine
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.frame import preferences

REASONS = {
    "sold": N_("Sold elsewhere"),
    "damaged": N_("It is damaged"),
    "no_time": N_("I cannot bring it in time"),
    "other": N_("Something else"),
}


class AcceptForm(Form):
    """Until when she brings it; may stay empty."""

    bring_by = JalaliDateField(_l("I bring it by"), required=False)

    @property
    def moment(self) -> datetime | None:
        """The end of the office's day on the chosen day."""
        day: date | None = self.bring_by.data
        if day is None:
            return None
        hour, minute = preferences().closes.split(":")
        return datetime.combine(day, time(int(hour), int(minute)), TEHRAN)


class DeclineForm(Form):
    """Why she cannot."""

    why = wtforms.RadioField(_l("Why?"))
    note = CleanStringField(_l("In your own words"), limit=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = answers((key, _(word)) for key, word in REASONS.items())

    def validate(self, extra_validators: Any = None) -> bool:
        """Own words are asked for when no ready answer fits."""
        valid = bool(super().validate(extra_validators))
        if valid and self.why.data == "other" and not self.note.data:
            self.add_error("note", _("Write in a few words why."))
            return False
        return valid

    @property
    def reason(self) -> str:
        """The reason in words, as the office and the log keep it."""
        ready = "" if self.why.data == "other" else _(REASONS[self.why.data])
        return ": ".join(part for part in (ready, self.note.data or "") if part)


class WithdrawForm(DeclineForm):
    """What of several lines she cannot bring after all, and why; of one it is that one."""

    lines = wtforms.SelectMultipleField(
        _l("Which pieces can you not bring?"), validate_choice=False
    )

    def __init__(self, *args: Any, rows: Sequence[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines.choices = [(str(row.id), formatters.local(row, "title")) for row in rows]
        self.several = len(rows) > 1

    @property
    def chosen(self) -> list[int] | None:
        """The ids of the ticked lines; None for all there is."""
        if not self.several:
            return None
        return [int(key) for key in self.lines.data or () if key.isascii() and key.isdigit()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Of several, at least one."""
        valid = bool(super().validate(extra_validators))
        if self.chosen == []:
            self.add_error("lines", _(cancelling.NOTHING))
            return False
        return valid


class MoreDaysForm(Form):
    """Why she needs more days, as she told the office."""

    reason = CleanStringField(_l("Why she needs more days"), limit=200)
