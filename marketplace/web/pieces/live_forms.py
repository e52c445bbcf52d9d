"""What changes on a published piece without a new review."""

from flask_babel import lazy_gettext as _l

from marketplace.web.forms.fields import MoneyField, NumberField
from marketplace.web.forms.form import Form


class QuickPriceForm(Form):
    """The new price."""

    price = MoneyField(_l("Price"))


class NumberForm(Form):
    """Pieces she has, or orders she takes at a time."""

    quantity = NumberField(_l("How many?"), at_least=0, at_most=1000)
