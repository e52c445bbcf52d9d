"""What a clerk writes when she takes money."""

from typing import Any

import wtforms
from flask import request
from flask_babel import lazy_gettext as _l

from marketplace.payments.desk.reader import Slip
from marketplace.web.forms.fields import CleanStringField, Form, MoneyField
from marketplace.web.forms.form import answers
from marketplace.web.frame import preferences


class TakingForm(Form):
    """What every way shares: all of it, or a part; amounts are in `currency`, the order's."""

    part = wtforms.BooleanField(
        _l("This is only a part; the rest comes separately"),
        description=_l("No piece leaves before all of it is here."),
    )

    def __init__(self, *args: Any, currency: str = "", **kwargs: Any) -> None:
        self._currency = currency
        super().__init__(*args, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Each amount is typed in the order's currency."""
        for field in self:
            if self._currency and isinstance(field, MoneyField):
                field.currency = self._currency
        super().process(*args, **kwargs)

    def asked(self) -> dict[str, Any]:
        """Whether it is a part, and what the page said was due in the smallest unit."""
        seen = request.form.get("seen", "")[:20]
        plain = seen.isascii() and seen.isdigit()
        return {"part": bool(self.part.data), "seen": int(seen) if plain else None}


class CashForm(TakingForm):
    """What the buyer put on the table."""

    received = MoneyField(_l("I received"))


class ReaderForm(TakingForm):
    """What the reader's slip says."""

    amount = MoneyField(_l("The reader took"))
    last4 = CleanStringField(_l("Last four digits of the card"), limit=20)
    trace = CleanStringField(
        _l("Trace number"), limit=40, description=_l("It stands on the reader’s slip.")
    )
    reader = wtforms.RadioField(_l("Which reader"), validators=[wtforms.validators.Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["prefix"] = "reader"
        super().__init__(*args, **kwargs)
        self.readers = [name for name in preferences().readers.splitlines() if name]
        self.reader.choices = answers((name, name) for name in self.readers)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Of several readers one was chosen."""
        valid = bool(super().validate(*args, **kwargs))
        if len(self.readers) > 1 and self.reader.data not in self.readers:
            self.add_error("reader", _l("Choose the reader that printed the slip."))
            return False
        return valid

    @property
    def slip(self) -> Slip:
        """As typed; the only reader needs no choosing."""
        reader = self.readers[0] if len(self.readers) == 1 else self.reader.data or ""
        return Slip(self.trace.data or "", self.last4.data or "", reader)
