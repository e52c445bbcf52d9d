"""The fields of a category."""

from flask_babel import lazy_gettext as _l

from marketplace.web.forms.fields import CleanStringField, MoneyField
from marketplace.web.forms.form import Form


class CategoryForm(Form):
    """Names in both languages, the address, the usual prices."""

    name_fa = CleanStringField(_l("Name in Persian"), limit=80)
    name_en = CleanStringField(_l("Name in English"), limit=80)
    code = CleanStringField(_l("Address"), limit=40, required=False)
    price_low = MoneyField(_l("Usual price, from"), required=False)
    price_high = MoneyField(_l("Usual price, up to"), required=False)
