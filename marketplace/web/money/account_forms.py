"""A bank account as people type it."""

from flask_babel import lazy_gettext as _l

from marketplace.kernel.iban import parse_iban, show_iban
from marketplace.kernel.text import N_
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form, TypedField


class IbanField(TypedField):
    """A Sheba number; `data` is IR and 24 ASCII digits."""

    missing = N_("Write the Sheba number.")

    def read(self, text: str) -> str:
        return parse_iban(text)

    def show(self, value: str) -> str:
        return show_iban(value, formatters.locale()).replace("\u00a0", " ")


class AccountForm(Form):
    """Where her money goes."""

    iban = IbanField(
        _l("Sheba number"),
        description=_l("IR and 24 digits. The bank’s app, the cheque book or the bank shows it."),
    )
    holder = CleanStringField(
        _l("Whose account it is"), limit=80,
        description=_l("The name as the bank writes it; otherwise the bank sends the money back."),
        missing=_l("Write whose account it is, as the bank knows her."),
    )  # fmt: skip
