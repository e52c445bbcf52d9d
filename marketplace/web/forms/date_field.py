"""A day as people write it: day, month by name, year."""

from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from marketplace.kernel import calendar
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import localise_digits
from marketplace.web import formatters
from marketplace.web.forms.form import say


class JalaliDateField(Field):
    """A day in three inputs, name-day, name-month and name-year; `data` is a date.

    Jalali on Persian pages, Gregorian on English ones. Templates read `day`, `month`, `year`
    (what stands in the inputs), `months` [(number, name)] and `focus_id`.
    """

    widget: Any = TextInput()

    def __init__(self, label: Any = None, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.flags.required = required
        self.day = self.month = self.year = ""

    @property
    def focus_id(self) -> str:
        """The id of the first input, which the error summary points to."""
        return f"{self.id}-day"

    @property
    def months(self) -> list[tuple[str, str]]:
        """(number, name) of the months of the page's calendar."""
        names = calendar.month_names(formatters.locale())
        return [(str(place), name) for place, name in enumerate(names, start=1)]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(None, *args, **kwargs)
        names = [f"{self.name}-{part}" for part in ("year", "month", "day")]
        if formdata is not None and any(name in formdata for name in names):
            self.raw_data = [formdata.get(name, "")[:20] for name in names]
            self.year, self.month, self.day = self.raw_data
            self.process_errors = []
            self._read()
        elif isinstance(self.data, date):
            self._show(self.data)

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation
        if self.data is None:
            error = calendar.CalendarError("blank")
            raise StopValidation(say(error) if self.flags.required else "")

    def _read(self) -> None:
        self.data = None
        parse = calendar.parse_jalali if formatters.locale() == "fa" else calendar.parse_gregorian
        if not any(part.strip() for part in (self.year, self.month, self.day)):
            return
        try:
            self.data = parse(self.year, self.month, self.day)
        except DomainError as error:
            self.process_errors = [say(error)]

    def _show(self, value: date) -> None:
        locale = formatters.locale()
        value = calendar.local_day(value)
        parts = calendar.jalali(value) if locale == "fa" else (value.year, value.month, value.day)
        self.year = localise_digits(str(parts[0]), locale)
        self.month = str(parts[1])
        self.day = localise_digits(str(parts[2]), locale)
